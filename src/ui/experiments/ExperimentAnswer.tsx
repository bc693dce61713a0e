/**
 * The answer of an experiment, measured here or opened from a file: what it says in a sentence, plots with their tables, what
 * limits it, and how it was taken. It measures and keeps nothing.
 */
import type { ExperimentFile } from '../../domain/experiment';
import { Hint } from '../primitives/Hint';
import { usePlayground } from '../store';
import { tenantName } from '../tenant-words';
import { AdviceList } from './AdviceList';
import { AnswerNotes } from './AnswerNotes';
import { answerWords } from './answer-words';
import { ExperimentPlots } from './ExperimentPlots';
import { usePlots } from './use-plots';

export function ExperimentAnswer({ file }: { readonly file: ExperimentFile }) {
  const catalog = usePlayground((state) => state.catalog);
  const { plots, failure } = usePlots(file);
  const nameOf = (id: string) => {
    const tenants = file.plan.cells.flatMap(({ scenario }) => scenario.tenants);
    const tenant = tenants.find((one) => one.id === id);
    return tenant === undefined ? id : tenantName(catalog, tenant);
  };
  return (
    <div className="experiment-answer">
      <p className="answer-words">
        {file.status === 'partial' && (
          <>
            <Hint term="experiment-partial" className="badge warn">
              ! partial
            </Hint>{' '}
          </>
        )}
        {answerWords(file, nameOf)}
      </p>
      {file.status === 'partial' && (
        <p className="small-text warn">
          {file.why ?? 'It was not measured to its end.'} {file.measurements.length} of{' '}
          {file.plan.runs.length} runs were measured.
        </p>
      )}
      {failure !== null && <p className="warn">! The plots could not be drawn: {failure}</p>}
      <ExperimentPlots plots={plots} />
      {file.advice !== undefined && <AdviceList points={file.advice} />}
      <AnswerNotes file={file} />
    </div>
  );
}
