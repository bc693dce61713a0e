/** The timeline itself: controls, minimap, lanes, and the table behind them. Loaded when there is something to show. */
import { Minus, Pause, Play, Plus } from 'lucide-react';
import { useRef, useSyncExternalStore } from 'react';
import { Hint } from '../../primitives/Hint';
import { Panel } from '../../primitives/Panel';
import { usePlaygroundHandle } from '../../store';
import { usePageKeys } from '../../use-keys';
import { EmptyState } from '../EmptyState';
import { LaneSummary } from './LaneSummary';
import { Minimap } from './Minimap';
import { TimelineField } from './TimelineField';
import { TimelineNote } from './TimelineNote';
import { TimelineTable } from './TimelineTable';
import { canZoom } from './timeline-view';
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

export function TimelineView() {
  const { history } = usePlaygroundHandle();
  const place = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const control = useTimelineView();
  const picture = useTimelineCanvas(place, canvas, control);
  const empty = useSyncExternalStore(
    (listener) => history.subscribe(listener),
    () => history.newestAt === null,
  );
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
      {!empty && <LaneSummary control={control} />}
      {empty && <EmptyState outline="lanes">{LOADING_WORDS}</EmptyState>}
    </Panel>
  );
}
