/** A run that was opened: warnings first, its figures with their n, and the plots that the evidence worker draws of it. */
import type { RunFile } from '../../domain/run-file';
import { ExperimentPlots } from '../experiments/ExperimentPlots';
import { usePlots } from '../experiments/use-plots';
import { formatFigure, formatMs, formatRate } from '../format';
import { Hint } from '../primitives/Hint';
import { TenantMark } from '../primitives/TenantMark';
import { usePlayground } from '../store';
import { tenantName } from '../tenant-words';
import { runTable, warningsOf } from './run-figures';

interface RunFactsProps {
  readonly run: RunFile;
  /** Whether its requests are there too. */
  readonly recorded: boolean;
}

export function RunFacts({ run, recorded }: RunFactsProps) {
  const { plots, failure } = usePlots(run);
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
        {!recorded && '. Its requests were not recorded.'}
      </p>
      <RunTable run={run} />
      {failure !== null && <p className="warn">! The plots could not be drawn: {failure}</p>}
      <ExperimentPlots plots={plots} />
    </>
  );
}

function RunTable({ run }: { readonly run: RunFile }) {
  const catalog = usePlayground((state) => state.catalog);
  const { columns, rows } = runTable(run, (tenant) => tenantName(catalog, tenant));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="runs-table" tabIndex={0} aria-label="Figures of the run">
      <table>
        <thead>
          <tr>
            <th scope="col">
              <Hint term="tenant">tenant</Hint>
            </th>
            {columns.map(({ term, label }) => (
              <th key={label} scope="col">
                <Hint term={term}>{label}</Hint>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, name, index, cells }) => (
            <tr key={id}>
              <th scope="row">
                <TenantMark index={index} /> {name}
              </th>
              {cells.map((cell, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a cell is told by its column alone
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
