/** What stretch of time the timeline shows, how it is drawn, and what its marks mean. */
import { formatMs } from '../../format';
import { Hint } from '../../primitives/Hint';
import { usePlayground } from '../../store';
import type { PictureState } from './timeline-screen';
import { spanOf } from './timeline-view';
import { tenantsOf } from './use-lanes';
import type { TimelineControl } from './use-timeline-view';

const spanWords = (ms: number): string => (ms >= 1000 ? `${ms / 1000} s` : formatMs(ms).replace('.0', ''));

function spanText({ recording, paused, held }: TimelineControl, span: string): string {
  if (recording !== null) return `${span} shown`;
  if (paused) return `paused, ${span} shown`;
  return held ? 'held while you point' : `last ${span}`;
}

interface TimelineNoteProps {
  readonly control: TimelineControl;
  /** How the picture had to be simplified. */
  readonly state: PictureState;
}

export function TimelineNote({ control, state }: TimelineNoteProps) {
  const deadlines = usePlayground((one) => tenantsOf(one).some(({ deadline }) => deadline.kind !== 'none'));
  const bounded = usePlayground(
    ({ snapshot, recording }) =>
      recording !== null || (snapshot?.tenants.some((one) => one.dropped > 0) ?? false),
  );
  const injected = usePlayground(
    ({ snapshot, recording }) =>
      recording === null && (snapshot?.incidents.some((one) => one.cause === 'mishap') ?? false),
  );
  const failed = usePlayground(
    ({ snapshot, recording }) =>
      recording === null && (snapshot?.incidents.some((one) => one.cause !== 'mishap') ?? false),
  );
  const span = spanWords(spanOf(control.view));
  return (
    <>
      {control.recording !== null && (
        <Hint term="recording-of" className="badge warn timeline-recording">
          recording of {control.recording.name}
        </Hint>
      )}
      <Hint term="timeline">{spanText(control, span)}</Hint>
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
