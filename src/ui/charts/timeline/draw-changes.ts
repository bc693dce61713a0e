/** Changes of the set-up on the timeline: a dashed pole through all lanes with a few words on the axis. Canvas only. */
import type { Palette } from '../../theme/tenant-mark';
import { type LaneGeometry, laneTop } from './lane-geometry';

/** Something that people changed, in words, and when it took effect, ms since the epoch. */
export interface SetupChange {
  readonly at: number;
  readonly text: string;
}

interface ChangePlace {
  readonly fromAt: number;
  readonly toAt: number;
  readonly width: number;
  readonly geometry: LaneGeometry;
  readonly lanes: number;
}

const AROUND = 5;
const NO_CHANGE: SetupChange = { at: Number.NaN, text: '' };
const DASH: readonly number[] = [4, 3];
const WHOLE: readonly number[] = [];

/** @param changes oldest first. */
export function drawChanges(
  context: CanvasRenderingContext2D,
  changes: readonly SetupChange[],
  { fromAt, toAt, width, geometry, lanes }: ChangePlace,
  palette: Palette,
): void {
  const scale = width / (toAt - fromAt);
  // The newest change is what people look at: older ones have the room that it leaves.
  let freeTo = width;
  context.textAlign = 'left';
  context.lineWidth = 1.5;
  for (let index = changes.length - 1; index >= 0; index -= 1) {
    const { at, text } = changes[index] ?? NO_CHANGE;
    if (at < fromAt || at > toAt) continue;
    const x = Math.round((at - fromAt) * scale) + 0.5;
    context.strokeStyle = palette.accent;
    context.setLineDash(DASH as number[]); // the canvas reads it only
    context.beginPath();
    context.moveTo(x, 0);
    context.lineTo(x, laneTop(geometry, lanes) - 2);
    context.stroke();
    const wide = context.measureText(text).width;
    const left = x + AROUND + wide > width ? x - AROUND - wide : x + AROUND;
    if (left < 0 || left + wide > freeTo) continue; // no room: the pole alone
    context.fillStyle = palette.panel;
    context.fillRect(left - 3, 0, wide + 6, geometry.axisHeight - 4);
    context.fillStyle = palette.accent;
    context.fillText(text, left, 8);
    freeTo = Math.min(x, left) - AROUND;
  }
  context.setLineDash(WHOLE as number[]); // as above
}
