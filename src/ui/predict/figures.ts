/**
 * The figures that are predicted, each with how it is taken from a prediction and from a measurement, how it is written,
 * and how far the two are apart. Pure; it computes nothing but differences.
 */
import type { TenantRun, Totals } from '../../domain/run-file';
import type { PredictedTenant } from '../../domain/simulation';
import { DASH, formatFactor, formatFigure, formatFraction, formatMs, formatRate } from '../format';
import type { Term } from '../glossary';

/** What a live tenant and a run file's tenant have in common. */
export type MeasuredTenant = Pick<
  TenantRun,
  'throughputPerSecond' | 'latencyMs' | 'deadlineHitFraction' | 'slowdown'
>;
type SharedTenant = Pick<PredictedTenant, keyof MeasuredTenant>;

/** Fractions are compared in percentage points: a relative error of 0 does not exist. */
export type Distance = 'relative' | 'points';

export interface Figure<S> {
  readonly term: Term;
  readonly label: string;
  readonly of: (source: S) => number | null;
  readonly write: (value: number | null) => string;
  readonly distance: Distance;
}

const written = <S>(
  term: Term,
  label: string,
  of: (source: S) => number | null,
  write: (value: number | null) => string,
): Figure<S> => ({ term, label, of, write, distance: 'relative' });

export const TENANT_FIGURES: readonly Figure<SharedTenant>[] = [
  written('throughput', 'throughput', (one) => one.throughputPerSecond, formatRate),
  written('p50', 'p50', (one) => one.latencyMs.p50, formatMs),
  written('p95', 'p95', (one) => one.latencyMs.p95, formatMs),
  {
    term: 'deadline-hits',
    label: 'in time',
    of: (one) => one.deadlineHitFraction,
    write: (value) => formatFraction(value, 1),
    distance: 'points',
  },
  written('slowdown', 'slowdown', (one) => one.slowdown, formatFactor),
];

export const TOTAL_FIGURES: readonly Figure<Totals>[] = [
  written('throughput-total', 'throughput', (totals) => totals.throughputPerSecond, formatRate),
  written('stp', 'STP', (totals) => totals.stp, formatFigure),
  written('antt', 'ANTT', (totals) => totals.antt, formatFigure),
  written('jain', 'fairness', (totals) => totals.jainFairness, formatFigure),
];

/**
 * How far the simulation is off: (simulated − measured) / measured, or simulated − measured for fractions. Null when one
 * of them is missing or a ratio to 0 is asked for.
 */
export function errorOf(
  simulated: number | null,
  measured: number | null,
  distance: Distance,
): number | null {
  if (simulated === null || measured === null) return null;
  if (distance === 'points') return simulated - measured;
  return measured === 0 ? null : (simulated - measured) / measured;
}

/** "+3 %", "−12 pts", "0 %". */
export function errorWords(error: number | null, distance: Distance): string {
  if (error === null) return DASH;
  const value = Math.round(error * 100);
  const sign = value > 0 ? '+' : value < 0 ? '−' : '';
  return `${sign}${Math.abs(value)}\u202f${distance === 'points' ? 'pts' : '%'}`;
}

/** Beyond these a prediction should not be leaned on, and says so. */
const FAR = { relative: 0.25, points: 0.1 } as const;
export const isFar = (error: number | null, distance: Distance): boolean =>
  error !== null && Math.abs(error) > FAR[distance];
