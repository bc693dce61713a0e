/** Rounds of a machine that is made up, with a truth that is known: neighbours that are alike, rounds that differ. Seeded. */
import { createPrng, type Prng } from '../base/prng';
import type { MeasuredTenant } from '../domain/experiment';

/** Standard normal. Box & Muller 1958. */
export const normal = (prng: Prng): number =>
  Math.sqrt(-2 * Math.log(1 - prng.next())) * Math.cos(2 * Math.PI * prng.next());

/** `n` durations of mean `meanMs`, spread by a share of it; each is like the one before by `rho` (AR(1)). */
export function durations(
  prng: Prng,
  { n, meanMs, spread = 0.1, rho = 0.5 }: { n: number; meanMs: number; spread?: number; rho?: number },
): number[] {
  let state = normal(prng);
  return Array.from({ length: n }, () => {
    state = rho * state + Math.sqrt(1 - rho * rho) * normal(prng);
    return Math.max(meanMs / 10, meanMs * (1 + spread * state));
  });
}

/** A closed loop of one over a window: the first request began before it opened. */
export function closedLoop(
  seed: number,
  { meanMs, durationMs, spread, rho }: { meanMs: number; durationMs: number; spread?: number; rho?: number },
): { completedAtMs: number[]; latenciesMs: number[] } {
  const prng = createPrng(seed);
  const n = Math.ceil((2 * durationMs) / meanMs) + 8;
  const all = durations(prng, {
    n,
    meanMs,
    ...(spread === undefined ? {} : { spread }),
    ...(rho === undefined ? {} : { rho }),
  });
  let at = -prng.next() * meanMs;
  const ends = all.map((ms) => {
    at += ms;
    return at;
  });
  const within = ends.flatMap((end, index) => (end >= 0 && end < durationMs ? [index] : []));
  return {
    completedAtMs: within.map((index) => ends[index] as number), // its own positions
    latenciesMs: within.map((index) => all[index] as number),
  };
}

/** What one run tells of a tenant with these completions. */
export function measuredTenant(
  id: string,
  given: { completedAtMs: readonly number[]; latenciesMs: readonly number[] },
  durationMs: number,
  change: Partial<MeasuredTenant> = {},
): MeasuredTenant {
  const n = given.completedAtMs.length;
  const empty = { n: 0, mean: null, p50: null, p90: null, p95: null, p99: null, max: null };
  return {
    id,
    arrivals: n,
    completions: n,
    late: 0,
    dropped: 0,
    rejected: 0,
    failed: 0,
    queued: 0,
    inFlight: 0,
    throughputPerSecond: (n / durationMs) * 1000,
    latencyMs: empty,
    serviceTimeMs: empty,
    deadlineHitFraction: null,
    ...given,
    servicesMs: given.latenciesMs,
    ...change,
  };
}
