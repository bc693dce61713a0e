/**
 * Contention figures from solo baselines and shared figures. No baseline, no number: the answer is null, never 1.
 * Sources: Eyerman & Eeckhout, IEEE Micro 28(3), 2008 (NTT, ANTT, STP); Jain's fairness index.
 */
import { type Baseline, SLOWDOWN_BASES } from '../../domain/run-file';
import type { Workload } from '../../domain/scenario';

export interface SharedFigures {
  readonly throughputPerSecond: number;
  /** Null without completions. */
  readonly meanLatencyMs: number | null;
  /** Null without completions. */
  readonly meanServiceMs: number | null;
}

export interface Slowdown {
  /** NTT ≥ 0; null without a baseline, or when nothing completed (then normalised progress is 0). */
  readonly slowdown: number | null;
  readonly basis: string | null;
  /** NP = 1 / slowdown; 0 when the tenant ran and nothing completed; null without a baseline. */
  readonly normalisedProgress: number | null;
}

/**
 * Closed loop: throughput alone / shared. Open loop: mean latency shared / alone. Triggered: mean service time shared / alone,
 * since alone nothing triggers it: it then runs one after the other, with neither the arrivals nor the queue of the pipeline.
 */
export function slowdownOf(workload: Workload, alone: Baseline | null, shared: SharedFigures): Slowdown {
  if (alone === null || alone.n === 0) return { slowdown: null, basis: null, normalisedProgress: null };
  const kind = workload.kind === 'closed' || workload.kind === 'triggered' ? workload.kind : 'open';
  const basis = SLOWDOWN_BASES[kind];
  const { throughputPerSecond, meanLatencyMs, meanServiceMs } = shared;
  if (throughputPerSecond === 0 || meanLatencyMs === null || meanServiceMs === null) {
    return { slowdown: null, basis, normalisedProgress: 0 };
  }
  const slowdown = {
    closed: alone.throughputPerSecond / throughputPerSecond,
    open: meanLatencyMs / (alone.latencyMs.mean ?? 0),
    triggered: meanServiceMs / (alone.serviceTimeMs.mean ?? 0),
  }[kind];
  return { slowdown, basis, normalisedProgress: 1 / slowdown };
}

export interface Fairness {
  readonly stp: number | null;
  readonly antt: number | null;
  readonly jainFairness: number | null;
  readonly minNpRatio: number | null;
}

/**
 * System figures over all tenants that take part.
 * STP = Σ NP; ANTT = mean slowdown; Jain = (Σ NP)² / (n Σ NP²); min ratio = min NP / max NP.
 * All null while any tenant lacks a baseline; ANTT also null while one has no completions.
 */
export function fairnessOf(slowdowns: readonly Slowdown[]): Fairness {
  const progress = slowdowns.map((one) => one.normalisedProgress).filter((np) => np !== null);
  if (slowdowns.length === 0 || progress.length < slowdowns.length) {
    return { stp: null, antt: null, jainFairness: null, minNpRatio: null };
  }
  const stp = progress.reduce((sum, np) => sum + np, 0);
  const squares = progress.reduce((sum, np) => sum + np * np, 0);
  const finite = slowdowns.map((one) => one.slowdown).filter((slowdown) => slowdown !== null);
  const complete = finite.length === slowdowns.length;
  const largest = Math.max(...progress);
  return {
    stp,
    antt: complete ? finite.reduce((sum, slowdown) => sum + slowdown, 0) / finite.length : null,
    jainFairness: squares === 0 ? null : (stp * stp) / (progress.length * squares),
    minNpRatio: largest === 0 ? null : Math.min(...progress) / largest,
  };
}
