/**
 * How many requests wait for each executor over the picture. Finished requests tell it exactly, but only up to the
 * arrival of the newest one; from there on the engine's samples count as well. Pure; one value per CSS pixel.
 */
import type { RecordRow } from '../../../protocol/record-batch';

export interface DepthInput {
  readonly rows: Iterable<RecordRow>;
  readonly fromAt: number;
  readonly toAt: number;
  readonly width: number;
  readonly laneOf: ReadonlyMap<string, number>;
  readonly lanes: number;
}

/** Queue lengths that the engine reported, newest last, by executor. */
export class QueueSamples {
  readonly #samples = new Map<string, { at: number; queued: number }[]>();

  push(executorId: string, at: number, queued: number): void {
    const known = this.#samples.get(executorId) ?? [];
    known.push({ at, queued });
    if (known.length > 64) known.splice(0, 32);
    this.#samples.set(executorId, known);
  }

  of(executorId: string): readonly { readonly at: number; readonly queued: number }[] {
    return this.#samples.get(executorId) ?? [];
  }
}

/** Waiting from arrival until it was issued or given up; null for one that never queued. */
function waitedUntil(row: RecordRow): number | null {
  if (!Number.isNaN(row.issuedAt)) return row.issuedAt;
  return row.outcome === 'failed' ? row.endedAt : null;
}

export class QueueDepth {
  width = 0;
  /** Row by row: `width` values per lane. */
  depth = new Int16Array(0);
  /** Pixel from which on a lane rests on samples. */
  exactUntil = new Float32Array(0);
  largest = 0;

  fill(input: DepthInput, samples: QueueSamples): void {
    const { fromAt, toAt, lanes } = input;
    this.#resize(Math.max(1, Math.ceil(input.width)), lanes);
    const scale = this.width / (toAt - fromAt);
    this.#countRows(input, scale);
    this.largest = 0;
    for (let lane = 0; lane < lanes; lane += 1) this.#sum(lane);
    for (const [executorId, lane] of input.laneOf)
      this.#takeSamples(lane, samples.of(executorId), fromAt, scale);
    for (const depth of this.depth) if (depth > this.largest) this.largest = depth;
  }

  #resize(width: number, lanes: number): void {
    this.width = width;
    if (this.depth.length !== width * lanes) this.depth = new Int16Array(width * lanes);
    else this.depth.fill(0);
    if (this.exactUntil.length !== lanes) this.exactUntil = new Float32Array(lanes);
    this.exactUntil.fill(0);
  }

  /** Leaves the changes of the depth in `depth`: +1 where a wait starts, −1 where it ends. */
  #countRows({ rows, fromAt, toAt, laneOf }: DepthInput, scale: number): void {
    for (const row of rows) {
      const lane = laneOf.get(row.executorId);
      const until = waitedUntil(row);
      if (lane === undefined || until === null) continue;
      const from = (row.arrivedAt - fromAt) * scale;
      if (from > (this.exactUntil[lane] ?? 0)) this.exactUntil[lane] = from;
      if (until <= fromAt || row.arrivedAt >= toAt) continue;
      this.#add(lane, Math.max(0, Math.floor(from)), 1);
      this.#add(lane, Math.floor((until - fromAt) * scale), -1);
    }
  }

  #add(lane: number, x: number, change: number): void {
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
  #takeSamples(
    lane: number,
    samples: readonly { readonly at: number; readonly queued: number }[],
    fromAt: number,
    scale: number,
  ): void {
    let next = 0;
    let queued = 0;
    for (let x = Math.ceil(this.exactUntil[lane] ?? 0); x < this.width; x += 1) {
      const at = fromAt + x / scale;
      for (let one = samples[next]; one !== undefined && one.at <= at; one = samples[next]) {
        queued = one.queued;
        next += 1;
      }
      const index = lane * this.width + x;
      if (queued > (this.depth[index] ?? 0)) this.depth[index] = queued;
    }
  }
}
