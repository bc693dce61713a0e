/** The timeline itself: controls, minimap, lanes, and the table behind them. Loaded when there is something to show. */
import { useRef, useSyncExternalStore } from 'react';
import { Hint } from '../../primitives/Hint';
import { Panel } from '../../primitives/Panel';
import type { ShownRecording } from '../../shown-recording';
import { usePlayground, usePlaygroundHandle } from '../../store';
import { usePageKeys } from '../../use-keys';
import { EmptyState } from '../EmptyState';
import { LaneSummary } from './LaneSummary';
import { Minimap } from './Minimap';
import { RecordingSummary } from './RecordingSummary';
import { TimelineActions } from './TimelineActions';
import { TimelineField } from './TimelineField';
import { TimelineNote } from './TimelineNote';
import { TimelineTable } from './TimelineTable';
import { useTimelineCanvas } from './use-timeline-canvas';
import { type TimelineControl, useTimelineView } from './use-timeline-view';
import './timeline.css';

/** Models are on their way, or were there and completed nothing. */
const LOADING_WORDS = 'Each request appears here when it is complete.';
/** Of what is shown, by one press of an arrow key. */
const PAN_SHARE = 0.1;

function useTimelineKeys(control: TimelineControl, empty: boolean): void {
  const zoom = (steps: number) => () => control.zoom(steps);
  const pan = (share: number) => () => control.pan(share);
  const still = control.paused || !control.running;
  usePageKeys(
    empty
      ? {}
      : {
          p:
            control.recording === null && (control.running || control.paused)
              ? control.togglePause
              : undefined,
          '+': zoom(-1),
          '=': zoom(-1),
          '-': zoom(1),
          // There is nothing later than now.
          ArrowLeft: pan(-PAN_SHARE),
          ArrowRight: still ? pan(PAN_SHARE) : undefined,
        },
    true,
  );
}

/** Live, or a recording: another one is another timeline, which begins anew. */
export function TimelineView() {
  const recording = usePlayground((state) => state.recording);
  return <OneTimeline key={recording?.past.generation ?? 'live'} recording={recording} />;
}

function OneTimeline({ recording }: { readonly recording: ShownRecording | null }) {
  const { history } = usePlaygroundHandle();
  const place = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const control = useTimelineView(recording);
  const picture = useTimelineCanvas(place, canvas, control);
  const nothingYet = useSyncExternalStore(
    (listener) => history.subscribe(listener),
    () => history.newestAt === null,
  );
  const empty = nothingYet && recording === null;
  useTimelineKeys(control, empty);
  return (
    <Panel
      title="Timeline"
      className="timeline-panel"
      note={
        empty ? (
          <Hint term="timeline">a lane per executor</Hint>
        ) : (
          <TimelineNote control={control} state={picture.state} />
        )
      }
      {...(empty
        ? {}
        : {
            middle: <Minimap control={control} />,
            actions: <TimelineActions control={control} />,
            table: <TimelineTable control={control} />,
          })}
    >
      <div ref={place} className={empty ? 'timeline-scroll chart-away' : 'timeline-scroll'}>
        <TimelineField field={field} canvas={canvas} picture={picture} control={control} />
      </div>
      {recording !== null && <RecordingSummary recording={recording} />}
      {!empty && recording === null && <LaneSummary control={control} />}
      {empty && <EmptyState outline="lanes">{LOADING_WORDS}</EmptyState>}
    </Panel>
  );
}
