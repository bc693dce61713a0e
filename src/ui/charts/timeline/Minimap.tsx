/** The whole kept past as a strip with a frame around what is shown: drag it, press beside it, or move it by keys. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { formatMs } from '../../format';
import { edgeUnder, frameOn, percentAlong } from './minimap-geometry';
import { spanOf } from './timeline-view';
import { useMinimap } from './use-minimap';
import type { TimelineControl } from './use-timeline-view';

/** Of what is shown, by one press; > 0 is later. */
const PAN_BY: Readonly<Record<string, number>> = {
  ArrowLeft: -0.25,
  ArrowDown: -0.25,
  ArrowRight: 0.25,
  ArrowUp: 0.25,
  PageDown: -1,
  PageUp: 1,
};

const seconds = (ms: number): string => (ms < 1000 ? formatMs(ms) : `${(ms / 1000).toFixed(1)} s`);

export function Minimap({ control }: { readonly control: TimelineControl }) {
  const strip = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const grip = useRef<number | null>(null);
  const { extent, width } = useMinimap(strip, canvas, control);
  const spanMs = spanOf(control.view);
  const edgeAt = Math.min(extent.toAt, control.paused || control.held ? control.edgeAt() : extent.toAt);
  const frame = frameOn(extent, edgeAt, spanMs, width);

  const showAt = (event: PointerEvent, offset: number) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    control.showUntil(edgeUnder(extent, event.clientX - left - offset, spanMs, width));
  };
  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0) return;
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    const inside = x >= frame.left && x <= frame.left + frame.width;
    // A frame that is gripped keeps its place under the pointer; a press beside it brings its middle there.
    grip.current = inside ? x - (frame.left + frame.width / 2) : 0;
    event.currentTarget.setPointerCapture(event.pointerId);
    if (!inside) showAt(event, 0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = PAN_BY[event.key];
    if (by !== undefined) control.pan(by);
    else if (event.key === 'Home') control.showUntil(extent.fromAt + spanMs);
    else if (event.key === 'End' && control.recording !== null) control.showUntil(extent.toAt);
    else if (event.key === 'End' && control.paused) control.togglePause();
    else return;
    event.preventDefault();
  };
  const behindMs = extent.toAt - edgeAt;
  return (
    <div
      ref={strip}
      className="minimap"
      data-hint="timeline-minimap"
      onPointerDown={onPointerDown}
      onPointerMove={(event) => grip.current !== null && showAt(event, grip.current)}
      onPointerUp={() => {
        grip.current = null;
      }}
      onPointerCancel={() => {
        grip.current = null;
      }}
    >
      <canvas ref={canvas} />
      <div
        className="minimap-frame"
        style={{ left: frame.left, width: frame.width }}
        role="slider"
        tabIndex={0}
        aria-label="Stretch of time that the timeline shows"
        aria-orientation="horizontal"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percentAlong(extent, edgeAt, spanMs)}
        aria-valuetext={`${seconds(spanMs)} of ${seconds(extent.toAt - extent.fromAt)}, ${endWords(
          control,
          seconds(behindMs),
        )}`}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}

function endWords({ recording, paused }: TimelineControl, behind: string): string {
  if (recording !== null) return `ending ${behind} before the end of the recording`;
  return paused ? `ending ${behind} before it was paused` : 'up to now';
}
