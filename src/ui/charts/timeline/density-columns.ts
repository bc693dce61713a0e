/**
 * A lane with more requests than pixels, told honestly: the share of each pixel's time in which each tenant was served.
 * It knows no canvas. Preempted time is nobody's, so a column may stay below full.
 */
import { COLUMN } from '../../../protocol/packed-row';
import type { PastRows } from '../../past-rows';
import type { PictureBounds } from './picture-bounds';

/** Tenants told apart; behind the last one stand those that are gone. */
const SLOTS = 25;

export class DensityColumns {
  width = 0;
  /** Share of time 0..1, by pixel and within it by tenant; the last is of tenants that are gone. */
  share = new Float32Array(0);
  readonly slots = SLOTS;
  /** By pixel, for whoever stacks the shares. */
  reached = new Float32Array(0);
  #fromAt = 0;
  #scale = 0;

  /** Forgets what was added. */
  begin({ width, fromAt, toAt }: PictureBounds): void {
    this.width = Math.max(1, Math.ceil(width));
    this.#fromAt = fromAt;
    this.#scale = this.width / (toAt - fromAt);
    if (this.reached.length === this.width) this.share.fill(0);
    else {
      this.share = new Float32Array(this.width * SLOTS);
      this.reached = new Float32Array(this.width);
    }
  }

  /** @param tenant its place; `GONE` when it has none. */
  add(past: PastRows, row: number, tenant: number): void {
    const pieces = past.piecesOf(row);
    if (pieces === 0) return;
    const slot = tenant < 0 || tenant >= SLOTS ? SLOTS - 1 : tenant;
    const startX = (past.value(row, COLUMN.startedAt) - this.#fromAt) * this.#scale;
    const endX = (past.value(row, COLUMN.completedAt) - this.#fromAt) * this.#scale;
    if (endX <= Math.max(0, startX) || startX >= this.width) return;
    // Within one pixel segments need not be told apart: their sum is what they leave of the whole.
    if (pieces === 1 || endX - startX < 1) {
      const preempted = pieces === 1 ? 0 : past.value(row, COLUMN.preemptedMs) * this.#scale;
      this.#spread(slot, startX, endX, 1 - preempted / (endX - startX));
      return;
    }
    let served = startX;
    for (let piece = 0; piece < pieces; piece += 1) {
      const from = piece === 0 ? served : (past.pieceStart(row, piece) - this.#fromAt) * this.#scale;
      served = (past.pieceEnd(row, piece) - this.#fromAt) * this.#scale;
      this.#spread(slot, from, piece === pieces - 1 ? endX : served, 1);
    }
  }

  /** Spreads a stretch over the pixels that it covers, each by the part that it covers. */
  #spread(slot: number, from: number, to: number, weight: number): void {
    const first = Math.max(0, Math.floor(from));
    const last = Math.min(this.width - 1, Math.floor(to));
    for (let x = first; x <= last; x += 1) {
      const covered = Math.min(to, x + 1) - Math.max(from, x);
      const at = x * SLOTS + slot;
      this.share[at] = (this.share[at] ?? 0) + covered * weight;
    }
  }
}
