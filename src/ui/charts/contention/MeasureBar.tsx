/** Takes the solo baselines: the button, what it does, how far it is, and why it cannot be pressed. */
import { useId } from 'react';
import { Hint } from '../../primitives/Hint';
import { usePlayground, usePlaygroundHandle } from '../../store';
import { whyNotMeasure } from './contention-view';
import { useMeasureProgress } from './use-measure-progress';

/** `urgent`: there is no figure without it. */
export function MeasureBar({ urgent }: { readonly urgent: boolean }) {
  const { commands } = usePlaygroundHandle();
  const progress = useMeasureProgress();
  const refusal = usePlayground((state) => whyNotMeasure(state.snapshot));
  const idle = usePlayground((state) => (state.snapshot?.run.kind ?? 'idle') === 'idle');
  const wordsId = useId();
  const automatic = usePlayground((state) => state.snapshot?.measuring?.automatic === true);
  if (progress !== null) {
    const seconds = Math.ceil(progress.remainingMs / 1000);
    return (
      <div className="measure-bar">
        <progress aria-label="Solo baselines" max={1} value={progress.fraction} />
        <span className="measure-left">
          {automatic && 'Baselines: '}
          {seconds} s left
        </span>
        <button type="button" onClick={() => void commands.cancelMeasure()}>
          {automatic ? (
            <Hint term="skip-baselines" focusable={false}>
              Skip
            </Hint>
          ) : (
            'Cancel'
          )}
        </button>
      </div>
    );
  }
  const first = idle ? 'Starts the models, then each' : 'Each model';
  return (
    <div className="measure-bar">
      <button
        type="button"
        className={urgent && refusal === null ? 'measure-urgent' : undefined}
        disabled={refusal !== null}
        aria-describedby={wordsId}
        onClick={() => void commands.measureAlone()}
      >
        Measure alone
      </button>
      <p id={wordsId}>
        <Hint term="measure-alone">{refusal ?? `${first} alone for 5 s; the others wait.`}</Hint>
      </p>
    </div>
  );
}
