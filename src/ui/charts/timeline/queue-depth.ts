/**
 * How many requests wait for each executor over the picture. Finished requests tell it exactly, but of each tenant, whose
 * requests are served in their order, only up to the arrival of its newest one; from there on the engine's samples count
 * as well. Pure; one value per CSS pixel.
 */
import { COLUMN, OUTCOMES } from '../../../protocol/packed-row';
import type { PastRows } from '../../past-rows';
import type { PictureBounds } from './picture-bounds';

const TENANTS = 64;
const FAILED = OUTCOMES.indexOf('failed');

export interface QueueSample {
  readonly at: number;
  readonly queued: number;
}

/** Queue lengths that the engine reported, newest last, by executor. */
export class QueueSamples {
  readonly #samples = new Map<string, QueueSample[]>();

  push(executorId: string, at: number, queued: number): void {
    const known = this.#samples.get(executorId) ?? [];
    known.push({ at, queued });
    if (known.length > 64) known.splice(0, 32);
    this.#samples.set(executorId, known);
  }

  of(executorId: string): readonly QueueSample[] {
    return this.#samples.get(executorId) ?? NONE;
  }
}

const NONE: readonly QueueSample[] = [];

/** Waiting from arrival until it was issued or given up; NaN for one that never queued. */
function waitedUntil(past: PastRows, row: number): number {
  const issuedAt = past.value(row, COLUMN.issuedAt);
  if (!Number.isNaN(issuedAt)) return issuedAt;
  return past.value(row, COLUMN.outcome) === FAILED ? past.value(row, COLUMN.endedAt) : Number.NaN;
}

export class QueueDepth {
  width = 0;
  /** Row by row: `width` values per lane. */
  depth = new Int16Array(0);
  /** Pixel from which on a lane rests on samples. */
  exactUntil = new Float32Array(0);
  largest = 0;
  #fromAt = 0;
  #scale = 0;
  /** By lane and tenant, modulo `TENANTS`: px at which its newest request arrived that had queued; NaN without any. */
  #newestOf = new Float64Array(0);

  /** Forgets what was counted; `add` takes rows in, `end` closes a lane. */
  begin({ width, fromAt, toAt }: PictureBounds, lanes: number): void {
    this.#resize(Math.max(1, Math.ceil(width)), lanes);
    this.#fromAt = fromAt;
    this.#scale = this.width / (toAt - fromAt);
    this.largest = 0;
  }

  /** Leaves the changes of the depth in `depth`: +1 where a wait starts, −1 where it ends. */
  add(past: PastRows, row: number, lane: number): void {
    const until = waitedUntil(past, row);
    if (Number.isNaN(until)) return;
    const x = (past.value(row, COLUMN.arrivedAt) - this.#fromAt) * this.#scale;
    const at = lane * TENANTS + (past.value(row, COLUMN.tenant) % TENANTS);
    if (!((this.#newestOf[at] ?? 0) >= x)) this.#newestOf[at] = x;
    if (until <= this.#fromAt) return;
    this.#change(lane, Math.max(0, Math.floor(x)), 1);
    this.#change(lane, Math.floor((until - this.#fromAt) * this.#scale), -1);
  }

  /** Sums up what was added to a lane. */
  end(lane: number, samples: readonly QueueSample[]): void {
    this.exactUntil[lane] = this.#knownUntil(lane);
    this.#sum(lane);
    this.#takeSamples(lane, samples);
    for (let at = lane * this.width; at < (lane + 1) * this.width; at += 1)
      if ((this.depth[at] ?? 0) > this.largest) this.largest = this.depth[at] ?? 0;
  }

  #resize(width: number, lanes: number): void {
    this.width = width;
    if (this.depth.length !== width * lanes) this.depth = new Int16Array(width * lanes);
    else this.depth.fill(0);
    if (this.exactUntil.length !== lanes) this.exactUntil = new Float32Array(lanes);
    this.exactUntil.fill(0);
    if (this.#newestOf.length !== lanes * TENANTS) this.#newestOf = new Float64Array(lanes * TENANTS);
    this.#newestOf.fill(Number.NaN);
  }

  /** The first pixel for which not every tenant's requests are known. */
  #knownUntil(lane: number): number {
    let until = this.width;
    let any = false;
    for (let tenant = 0; tenant < TENANTS; tenant += 1) {
      const newest = this.#newestOf[lane * TENANTS + tenant] ?? Number.NaN;
      if (Number.isNaN(newest)) continue;
      any = true;
      if (newest < until) until = Math.max(0, newest);
    }
    return any ? until : 0;
  }

  #change(lane: number, x: number, change: number): void {
    if (x >= this.width) return;
    const at = lane * this.width + x;
    this.depth[at] = (this.depth[at] ?? 0) + change;
  }

  #sum(lane: number): void {
    let depth = 0;
    for (let at = lane * this.width; at < (lane + 1) * this.width; at += 1) {
      depth += this.depth[at] ?? 0;
      this.depth[at] = depth;
    }
  }

  /** A sample holds until the next one, where rows do not tell the whole story. */
  #takeSamples(lane: number, samples: readonly QueueSample[]): void {
    let next = 0;
    let queued = 0;
    for (let x = Math.ceil(this.exactUntil[lane] ?? 0); x < this.width; x += 1) {
      const at = this.#fromAt + x / this.#scale;
      for (let one = samples[next]; one !== undefined && one.at <= at; one = samples[next]) {
        queued = one.queued;
        next += 1;
      }
      const index = lane * this.width + x;
      if (queued > (this.depth[index] ?? 0)) this.depth[index] = queued;
    }
  }
}
