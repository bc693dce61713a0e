/**
 * What choosing cost: how many choices, how long they took, and by how much a wait exceeded what was in flight. It knows
 * no policies.
 */
import type { DecisionFigures } from '../../domain/run-file';
import { DistributionRecorder } from './distribution';

const MICROSECONDS_PER_MS = 1000;
/** Choices and waits kept for a rolling view, each: 10 s at 800 a second. */
const KEPT = 8192;

type PercentileRule = (n: number, p: number) => number | null;

/** Of one window, all of them. */
export class DecisionWindow {
  readonly #took: DistributionRecorder;
  readonly #beyond: DistributionRecorder;

  constructor(rule?: PercentileRule) {
    this.#took = new DistributionRecorder(rule);
    this.#beyond = new DistributionRecorder(rule);
  }

  choice(tookMs: number): void {
    this.#took.record(tookMs);
  }

  /** A request that was chosen next waited so long beyond the end of what was in flight when it arrived. */
  beyond(waitedMs: number): void {
    this.#beyond.record(waitedMs);
  }

  get figures(): DecisionFigures {
    const { n, p50, p99 } = this.#took.distribution();
    return {
      count: n,
      p50Us: p50 === null ? null : p50 * MICROSECONDS_PER_MS,
      p99Us: p99 === null ? null : p99 * MICROSECONDS_PER_MS,
      beyondSegmentMs: this.#beyond.distribution(),
    };
  }
}

/** The newest instants and values, without an object for each. */
class ValueRing {
  readonly #at = new Float64Array(KEPT);
  readonly #values = new Float64Array(KEPT);
  #count = 0;

  push(at: number, value: number): void {
    this.#at[this.#count % KEPT] = at;
    this.#values[this.#count % KEPT] = value;
    this.#count += 1;
  }

  /** Those at or after `from`, newest first. */
  *since(from: number): Iterable<number> {
    for (let index = this.#count - 1; index >= 0 && index > this.#count - 1 - KEPT; index -= 1) {
      if ((this.#at[index % KEPT] ?? 0) < from) return;
      yield this.#values[index % KEPT] ?? 0;
    }
  }
}

/** The newest ones of an executor, for the rolling view: at most `KEPT` are counted. */
export class DecisionHistory {
  readonly #took = new ValueRing();
  readonly #beyond = new ValueRing();

  choice(tookMs: number, at: number): void {
    this.#took.push(at, tookMs);
  }

  beyond(waitedMs: number, at: number): void {
    this.#beyond.push(at, waitedMs);
  }

  since(from: number, rule?: PercentileRule): DecisionFigures {
    const window = new DecisionWindow(rule);
    for (const tookMs of this.#took.since(from)) window.choice(tookMs);
    for (const waitedMs of this.#beyond.since(from)) window.beyond(waitedMs);
    return window.figures;
  }
}
