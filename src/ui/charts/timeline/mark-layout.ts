/**
 * What stands at an instant instead of over a span: deadlines, misses, drops and failures. One of a kind a pixel, in typed
 * arrays that are kept from picture to picture. It knows no canvas; x in CSS px from the left edge.
 */
import { COLUMN, OUTCOMES } from '../../../protocol/packed-row';
import type { PastRows } from '../../past-rows';
import type { PictureBounds } from './picture-bounds';

export const MARK = { met: 0, missed: 1, dropped: 2, failed: 3 } as const;
const MARK_KINDS = 4;
const MOST_MARKS = 8192;
/** Marks of a kind that are closer, px, are one. */
const TOUCHING = 1;

const OUTCOME = {
  late: OUTCOMES.indexOf('late'),
  failed: OUTCOMES.indexOf('failed'),
  dropped: OUTCOMES.indexOf('dropped'),
  rejected: OUTCOMES.indexOf('rejected'),
} as const;

export class MarkLayout {
  count = 0;
  readonly kind = new Uint8Array(MOST_MARKS);
  readonly lane = new Uint8Array(MOST_MARKS);
  readonly x = new Float32Array(MOST_MARKS);

  #fromAt = 0;
  #toAt = 0;
  #scale = 0;
  /** By kind: where the newest of the lane stands. */
  readonly #newestX = new Float32Array(MARK_KINDS);

  begin({ fromAt, toAt, width }: PictureBounds): void {
    this.count = 0;
    this.#fromAt = fromAt;
    this.#toAt = toAt;
    this.#scale = width / (toAt - fromAt);
  }

  beginLane(): void {
    this.#newestX.fill(Number.NEGATIVE_INFINITY);
  }

  /** A drop stands where the request arrived, a failure where it was known, a deadline where it was. */
  add(past: PastRows, row: number, lane: number): void {
    const outcome = past.value(row, COLUMN.outcome);
    const lost = outcome === OUTCOME.dropped || outcome === OUTCOME.rejected;
    const failed = outcome === OUTCOME.failed;
    const column = lost ? COLUMN.arrivedAt : failed ? COLUMN.endedAt : COLUMN.deadlineAt;
    const instantAt = past.value(row, column);
    if (!(instantAt >= this.#fromAt && instantAt <= this.#toAt) || this.count === MOST_MARKS) return;
    const kind = lost
      ? MARK.dropped
      : failed
        ? MARK.failed
        : outcome === OUTCOME.late
          ? MARK.missed
          : MARK.met;
    const x = (instantAt - this.#fromAt) * this.#scale;
    if (Math.abs(x - (this.#newestX[kind] ?? 0)) < TOUCHING) return;
    this.#newestX[kind] = x;
    const at = this.count;
    this.kind[at] = kind;
    this.lane[at] = lane;
    this.x[at] = x;
    this.count = at + 1;
  }
}
