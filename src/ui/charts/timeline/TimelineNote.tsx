/** What stretch of time the timeline shows, how it is drawn, and what its marks mean. */
import { useEffect, useState } from 'react';
import { formatMs } from '../../format';
import { Hint } from '../../primitives/Hint';
import { usePlayground } from '../../store';
import { useDrawLoop } from '../use-draw-loop';
import { spanOf } from './timeline-view';
import type { TimelineControl } from './use-timeline-view';

const REFRESH_MS = 1000;
/** Below this the slower view is not worth a word. */
const NOTABLE_STRETCH = 1.5;

/** Whether the view draws less often, because frames come late. */
function useSlowed(running: boolean): boolean {
  const loop = useDrawLoop();
  const [slowed, setSlowed] = useState(false);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setSlowed(loop.stretch > NOTABLE_STRETCH), REFRESH_MS);
    return () => clearInterval(timer);
  }, [loop, running]);
  return running && slowed;
}

const spanWords = (ms: number): string => (ms >= 1000 ? `${ms / 1000} s` : formatMs(ms).replace('.0', ''));

export function TimelineNote({ control }: { readonly control: TimelineControl }) {
  const slowed = useSlowed(control.running && !control.paused);
  const deadlines = usePlayground(
    ({ snapshot }) => snapshot?.tenants.some((one) => one.config.deadline.kind !== 'none') ?? false,
  );
  const bounded = usePlayground(
    ({ snapshot }) => snapshot?.tenants.some((one) => one.config.workload.kind === 'periodic') ?? false,
  );
  const span = spanWords(spanOf(control.view));
  const words = control.paused
    ? `paused, ${span} shown`
    : control.held
      ? 'held while you point'
      : `last ${span}${slowed ? ', drawn less often: the cores are busy' : ''}`;
  return (
    <>
      <Hint term="timeline">{words}</Hint>
      {deadlines && (
        <>
          <span className="timeline-key">
            <b className="key-deadline" />
            <Hint term="deadline">deadline</Hint>
          </span>
          <span className="timeline-key">
            <b className="key-late" />
            <Hint term="late">late</Hint>
          </span>
        </>
      )}
      {bounded && (
        <span className="timeline-key">
          <b>✕</b>
          <Hint term="dropped">dropped</Hint>
        </span>
      )}
    </>
  );
}
