/** Who waits for whom: a lane per executor, a bar per request in service, the queue under it. */
import { Minus, Pause, Play, Plus } from 'lucide-react';
import { useRef, useSyncExternalStore } from 'react';
import { Hint } from '../primitives/Hint';
import { Panel } from '../primitives/Panel';
import { usePlayground, usePlaygroundHandle } from '../store';
import { usePageKeys } from '../use-keys';
import { EmptyState } from './EmptyState';
import { LaneSummary } from './timeline/LaneSummary';
import { Minimap } from './timeline/Minimap';
import { TimelineField } from './timeline/TimelineField';
import { TimelineNote } from './timeline/TimelineNote';
import { TimelineTable } from './timeline/TimelineTable';
import { canZoom } from './timeline/timeline-view';
import { type TimelineControl, useTimelineView } from './timeline/use-timeline-view';
import './timeline/timeline.css';

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
          p: control.running || control.paused ? control.togglePause : undefined,
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

function TimelineActions({ control }: { readonly control: TimelineControl }) {
  const { paused, running, view } = control;
  const Toggle = paused ? Play : Pause;
  return (
    <>
      <button
        type="button"
        className="icon-button quiet small"
        aria-label="Show more time"
        disabled={!canZoom(view, 1)}
        onClick={() => control.zoom(1)}
      >
        <Minus size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="icon-button quiet small"
        aria-label="Show less time"
        disabled={!canZoom(view, -1)}
        onClick={() => control.zoom(-1)}
      >
        <Plus size={14} aria-hidden="true" />
      </button>
      {(running || paused) && (
        <button type="button" className="quiet small timeline-pause" onClick={control.togglePause}>
          <Toggle size={13} aria-hidden="true" /> {paused ? 'Follow' : 'Pause'}
        </button>
      )}
    </>
  );
}

export function TimelinePanel() {
  const { history } = usePlaygroundHandle();
  const place = useRef<HTMLDivElement>(null);
  const control = useTimelineView();
  const empty = useSyncExternalStore(
    (listener) => history.subscribe(listener),
    () => history.newestAt === null,
  );
  const idle = usePlayground((state) => (state.snapshot?.run.kind ?? 'idle') === 'idle');
  useTimelineKeys(control, empty);
  return (
    <Panel
      title="Timeline"
      className="timeline-panel"
      note={empty ? <Hint term="timeline">a lane per executor</Hint> : <TimelineNote control={control} />}
      {...(empty
        ? {}
        : {
            middle: <Minimap control={control} />,
            actions: <TimelineActions control={control} />,
            table: <TimelineTable control={control} />,
          })}
    >
      <div ref={place} className={empty ? 'timeline-scroll chart-away' : 'timeline-scroll'}>
        <TimelineField place={place} control={control} />
      </div>
      {!empty && <LaneSummary control={control} />}
      {empty && (
        <EmptyState outline="lanes">
          {idle
            ? 'Run to see who waits for whom: a lane per executor, a bar per request.'
            : 'The models load. Each request appears here when it is complete.'}
        </EmptyState>
      )}
    </Panel>
  );
}
