/** What stretch of time the timeline shows, how it is drawn, and what its marks mean. */
import { formatMs } from '../../format';
import { Hint } from '../../primitives/Hint';
import { usePlayground } from '../../store';
import type { PictureState } from './timeline-screen';
import { spanOf } from './timeline-view';
import type { TimelineControl } from './use-timeline-view';

const spanWords = (ms: number): string => (ms >= 1000 ? `${ms / 1000} s` : formatMs(ms).replace('.0', ''));

interface TimelineNoteProps {
  readonly control: TimelineControl;
  /** How the picture had to be simplified. */
  readonly state: PictureState;
}

export function TimelineNote({ control, state }: TimelineNoteProps) {
  const deadlines = usePlayground(
    ({ snapshot }) => snapshot?.tenants.some((one) => one.config.deadline.kind !== 'none') ?? false,
  );
  const bounded = usePlayground(({ snapshot }) => snapshot?.tenants.some((one) => one.dropped > 0) ?? false);
  const injected = usePlayground(
    ({ snapshot }) => snapshot?.incidents.some((one) => one.cause === 'mishap') ?? false,
  );
  const failed = usePlayground(
    ({ snapshot }) => snapshot?.incidents.some((one) => one.cause !== 'mishap') ?? false,
  );
  const span = spanWords(spanOf(control.view));
  const words = control.paused
    ? `paused, ${span} shown`
    : control.held
      ? 'held while you point'
      : `last ${span}`;
  return (
    <>
      <Hint term="timeline">{words}</Hint>
      {state.dense && (
        <Hint term="timeline-density" className="timeline-simpler">
          crowded: shares of time
        </Hint>
      )}
      {state.crowdedLinks && (
        <Hint term="timeline-links" className="timeline-simpler">
          arrows when closer
        </Hint>
      )}
      {state.lines > 1 && (
        <span className="timeline-key">
          <b className="key-gap" />
          <Hint term="preempted">preempted</Hint>
        </span>
      )}
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
      {injected && (
        <span className="timeline-key">
          <b className="key-flag" />
          <Hint term="injected">injected</Hint>
        </span>
      )}
      {failed && (
        <span className="timeline-key">
          <b className="key-flag is-solid" />
          <Hint term="incident">failure</Hint>
        </span>
      )}
    </>
  );
}
