/**
 * The whole kept past on a strip: where the frame of what is shown stands, which instant a position means, and how busy
 * and troubled each pixel was. Pure; x in CSS px from the left edge.
 */
import { COLUMN, OUTCOMES } from '../../../protocol/packed-row';
import type { PastRows } from '../../past-rows';

const COMPLETED = OUTCOMES.indexOf('completed');

/** The stretch that the strip stands for, ms since the epoch. */
export interface Extent {
  readonly fromAt: number;
  readonly toAt: number;
}

/** A narrower frame could not be gripped. */
const SMALLEST_FRAME = 24;
/** An extent is at least this long: the first seconds of a run do not fill the strip at once. */
const SHORTEST_MS = 5000;

/** From the first request that is kept until `toAt`. */
export function extentOf(past: PastRows, toAt: number): Extent {
  const first = past.end === past.oldest ? toAt : past.value(past.oldest, COLUMN.arrivedAt);
  return { fromAt: Math.min(first, toAt - SHORTEST_MS), toAt };
}

/** Where the frame stands for a picture that ends at `edgeAt`, always whole within the strip. */
export function frameOn(
  { fromAt, toAt }: Extent,
  edgeAt: number,
  spanMs: number,
  width: number,
): { readonly left: number; readonly width: number } {
  const scale = width / (toAt - fromAt);
  const wide = Math.min(width, Math.max(SMALLEST_FRAME, spanMs * scale));
  const right = Math.min(width, Math.max(wide, (edgeAt - fromAt) * scale));
  return { left: right - wide, width: wide };
}

/** Right edge of the picture whose middle lies under `x`, within what is kept. */
export function edgeUnder({ fromAt, toAt }: Extent, x: number, spanMs: number, width: number): number {
  const middleAt = fromAt + (x / width) * (toAt - fromAt);
  const earliest = Math.min(fromAt + spanMs, toAt);
  return Math.min(toAt, Math.max(earliest, middleAt + spanMs / 2));
}

/** How far along a picture stands, 0 the oldest to 100 the newest, for who hears it. */
export function percentAlong({ fromAt, toAt }: Extent, edgeAt: number, spanMs: number): number {
  const room = toAt - fromAt - spanMs;
  return room <= 0 ? 100 : Math.round(Math.min(1, Math.max(0, (edgeAt - spanMs - fromAt) / room)) * 100);
}

export class Density {
  /** By pixel: service time / (time × executors), 0..1. */
  busy = new Float32Array(0);
  /** By pixel: 1 where a request came late, was dropped or failed. */
  trouble = new Uint8Array(0);

  fill(past: PastRows, { fromAt, toAt }: Extent, lanes: number, width: number): void {
    if (this.busy.length !== width) {
      this.busy = new Float32Array(width);
      this.trouble = new Uint8Array(width);
    }
    this.busy.fill(0);
    this.trouble.fill(0);
    const scale = width / (toAt - fromAt);
    const weight = 1 / Math.max(1, lanes);
    for (let row = past.oldest; row < past.end; row += 1) {
      const endedAt = past.value(row, COLUMN.endedAt);
      if (endedAt < fromAt || past.value(row, COLUMN.arrivedAt) > toAt) continue;
      if (past.value(row, COLUMN.outcome) !== COMPLETED) this.#mark((endedAt - fromAt) * scale);
      const completedAt = past.value(row, COLUMN.completedAt);
      if (Number.isNaN(completedAt)) continue;
      // While it was preempted it held nothing: somebody else's service is counted there.
      const served = completedAt - past.value(row, COLUMN.startedAt);
      const share = served <= 0 ? 0 : 1 - past.value(row, COLUMN.preemptedMs) / served;
      const startX = (past.value(row, COLUMN.startedAt) - fromAt) * scale;
      this.#add(startX, (completedAt - fromAt) * scale, weight * share);
    }
  }

  #mark(x: number): void {
    this.trouble[Math.min(this.trouble.length - 1, Math.max(0, Math.floor(x)))] = 1;
  }

  /** Spreads a stretch over the pixels that it covers, each by the part that it covers. */
  #add(from: number, to: number, weight: number): void {
    const last = Math.min(this.busy.length - 1, Math.floor(to));
    for (let x = Math.max(0, Math.floor(from)); x <= last; x += 1) {
      const covered = Math.min(to, x + 1) - Math.max(from, x);
      this.busy[x] = Math.min(1, (this.busy[x] ?? 0) + covered * weight);
    }
  }
}
