/** The answer in its panel: what it says, and what can be done with it. */
import type { ExperimentFile } from '../../domain/experiment';
import { exportEvidence } from '../evidence/export-evidence';
import { EXPERIMENT_EXPORTS } from '../evidence/export-words';
import { Hint } from '../primitives/Hint';
import { usePlayground, usePlaygroundHandle } from '../store';
import { ExperimentAnswer } from './ExperimentAnswer';
import { changeDesk } from './experiment-desk';
import { keepAnswer, startExperiment } from './run-experiment';

export function AnswerView({ file }: { readonly file: ExperimentFile }) {
  return (
    <>
      <h3>{file.title}</h3>
      <AnswerActions file={file} />
      <ExperimentAnswer file={file} />
    </>
  );
}

function AnswerActions({ file }: { readonly file: ExperimentFile }) {
  const handle = usePlaygroundHandle();
  const { store } = handle;
  const kept = usePlayground((state) => state.desk.kept);
  return (
    <div className="experiment-actions">
      {file.status === 'partial' && (
        <button
          type="button"
          className="primary"
          onClick={() => void startExperiment(handle, file.plan, file)}
        >
          Resume
        </button>
      )}
      <button type="button" onClick={() => changeDesk(store, { view: 'plan', draft: file.plan.request })}>
        Run again…
      </button>
      {kept ? (
        <button type="button" onClick={() => store.getState().set({ dialog: 'runs' })}>
          Kept in Runs
        </button>
      ) : (
        <button type="button" onClick={() => void keepAnswer(handle, file)}>
          Keep
        </button>
      )}
      <fieldset className="experiment-export">
        <legend>Export</legend>
        {EXPERIMENT_EXPORTS.map(({ format, label, kind, term }) => (
          <button
            key={format}
            type="button"
            className="small"
            aria-label={`Export: ${label}, ${kind}`}
            onClick={() => void exportEvidence(handle, { document: file, recording: null }, format)}
          >
            <Hint term={term} focusable={false}>
              {label}
            </Hint>
          </button>
        ))}
      </fieldset>
    </div>
  );
}
