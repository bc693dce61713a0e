/** How much time is shown, whether it stands still, and the way from a recording back to what runs. */
import { Minus, Pause, Play, Plus, Radio } from 'lucide-react';
import { usePlaygroundHandle } from '../../store';
import { canZoom } from './timeline-view';
import type { TimelineControl } from './use-timeline-view';

export function TimelineActions({ control }: { readonly control: TimelineControl }) {
  const { paused, running, view, recording } = control;
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
      {recording !== null && <BackToLive />}
      {recording === null && (running || paused) && (
        <button type="button" className="quiet small timeline-pause" onClick={control.togglePause}>
          <Toggle size={13} aria-hidden="true" /> {paused ? 'Follow' : 'Pause'}
        </button>
      )}
    </>
  );
}

function BackToLive() {
  const { store } = usePlaygroundHandle();
  return (
    <button type="button" className="quiet small" onClick={() => store.getState().set({ recording: null })}>
      <Radio size={13} aria-hidden="true" /> Back to live
    </button>
  );
}
