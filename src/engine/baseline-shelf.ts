/**
 * Where baselines outlast a visit, as the engine sees it, and which of them are too old to be of use. It knows neither the
 * database behind it nor tenants.
 */
import type { Baseline } from '../domain/run-file';

/** Completions that a baseline's samples hold at most: the first of its window. */
export const MAX_BASELINE_SAMPLES = 2000;
const DAY_MS = 24 * 3_600_000;
const MAX_AGE_MS = 90 * DAY_MS;
const MOST_KEPT = 500;

/** Of each completion of a baseline's window, in order of completion; ms. */
export interface BaselineSamples {
  readonly latenciesMs: Float64Array;
  readonly servicesMs: Float64Array;
  /** Since the window opened. */
  readonly completedAtMs: Float64Array;
}

/** A baseline that was just taken. */
export interface TakenBaseline {
  readonly baseline: Baseline;
  readonly samples: BaselineSamples;
  /** ms since the epoch. */
  readonly takenAt: number;
}

export interface KeptBaseline {
  /** What it depends on: `baseline-key.ts`. */
  readonly key: string;
  readonly baseline: Baseline;
  readonly takenAt: number;
}

/** Every call rejects with an `EngineError` `storage-blocked` | `storage-full` where the browser refuses. */
export interface BaselineShelf {
  /** All that are kept, without their samples. */
  list(): Promise<readonly KeptBaseline[]>;
  /** Null when there are none. */
  samplesOf(key: string): Promise<BaselineSamples | null>;
  /** Replaces one of the same key. */
  put(kept: KeptBaseline, samples: BaselineSamples): Promise<void>;
  remove(keys: readonly string[]): Promise<void>;
}

/** Keys of those that are too old, too many (the newest stay), or from more than a day ahead: a clock was put back. */
export function outdated(kept: readonly KeptBaseline[], now: number): string[] {
  const usable = (takenAt: number) => takenAt <= now + DAY_MS && now - takenAt <= MAX_AGE_MS;
  const newest = kept.filter(({ takenAt }) => usable(takenAt)).toSorted((a, b) => b.takenAt - a.takenAt);
  const staying = new Set(newest.slice(0, MOST_KEPT).map(({ key }) => key));
  return kept.filter(({ key }) => !staying.has(key)).map(({ key }) => key);
}
