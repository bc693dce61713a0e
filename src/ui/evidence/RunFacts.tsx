/** A run that was opened: warnings first, its figures with their n, and the plots that the evidence worker draws of it. */
import type { RunFile } from '../../domain/run-file';
import type { RowTable } from '../../protocol/packed-row';
import { DataTables } from '../charts/table/DataTable';
import { ExperimentPlots } from '../experiments/ExperimentPlots';
import { usePlots } from '../experiments/use-plots';
import { formatFigure, formatMs, formatRate } from '../format';
import { Hint } from '../primitives/Hint';
import { usePlayground } from '../store';
import { tenantName } from '../tenant-words';
import { runTable, warningsOf } from './run-figures';

interface RunFactsProps {
  readonly run: RunFile;
  /** Its requests, when they are there too. */
  readonly recording: RowTable | null;
}

export function RunFacts({ run, recording }: RunFactsProps) {
  const { plots, failure } = usePlots(run, { recording });
  const { totals, durationMs } = run;
  const warnings = warningsOf(run);
  return (
    <>
      {warnings.length > 0 && (
        <ul className="runs-warnings" aria-label="What limits these figures">
          {warnings.map((warning) => (
            <li key={warning}>! {warning}</li>
          ))}
        </ul>
      )}
      <p>
        <Hint term="throughput">{formatRate(totals.throughputPerSecond)}</Hint> in all over{' '}
        {formatMs(durationMs)}, <Hint term="stp">STP {formatFigure(totals.stp)}</Hint>,{' '}
        <Hint term="antt">ANTT {formatFigure(totals.antt)}</Hint>,{' '}
        <Hint term="jain">fairness {formatFigure(totals.jainFairness)}</Hint>
        {recording === null && '. Its requests were not recorded.'}
      </p>
      <RunTable run={run} />
      {failure !== null && <p className="warn">! The plots could not be drawn: {failure}</p>}
      <ExperimentPlots plots={plots} />
    </>
  );
}

function RunTable({ run }: { readonly run: RunFile }) {
  const catalog = usePlayground((state) => state.catalog);
  const table = runTable(run, (tenant) => tenantName(catalog, tenant));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="run-table" tabIndex={0} aria-label="Figures of the run">
      <DataTables tables={[table]} />
    </section>
  );
}
