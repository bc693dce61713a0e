/** The way from the contention panel to the matrix: it opens the plan, and says why not where there is nothing to measure. */
import { Hint } from '../primitives/Hint';
import { usePlayground, usePlaygroundHandle } from '../store';
import { openPlan } from './experiment-desk';
import { MATRIX_ENTRY, whyNot } from './experiment-entries';

export function MatrixButton() {
  const { store } = usePlaygroundHandle();
  const refusal = usePlayground((state) => whyNot(MATRIX_ENTRY, state.snapshot));
  return (
    <div className="measure-bar">
      {refusal === null && (
        <button type="button" onClick={() => openPlan(store, MATRIX_ENTRY.draft)}>
          {MATRIX_ENTRY.title}
        </button>
      )}
      <p>
        <Hint term="experiment-contention">
          {refusal === null ? 'Who slows whom, pair by pair.' : `No matrix now: ${refusal}`}
        </Hint>
      </p>
    </div>
  );
}
