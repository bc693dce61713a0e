/**
 * Whether a solo baseline still holds, told from how its tenant fares now. A pure rule over figures: it knows neither when
 * they are looked at nor what follows.
 */

/** A tenant that has the machine to itself should fare as alone, within this. */
const ALONE_TOLERANCE = 0.2;
/** Beside others nothing should be faster than alone, beyond this. */
const SHARED_TOLERANCE = 0.15;
/** Completions behind the figure, at least. */
const LEAST_SAMPLES = 30;

export interface DriftFigures {
  /** Beside its baseline, by the tenant's own definition (`contention.ts`); null without completions. */
  readonly slowdown: number | null;
  /** Completions behind it. */
  readonly n: number;
  /** Whether anybody else was served in that time. */
  readonly besideOthers: boolean;
}

/** Why the baseline no longer holds, in a sentence; null while nothing speaks against it. */
export function driftOf({ slowdown, n, besideOthers }: DriftFigures): string | null {
  if (slowdown === null || slowdown <= 0 || n < LEAST_SAMPLES) return null;
  const speed = 1 / slowdown;
  const percent = (factor: number) => `${Math.round((factor - 1) * 100)} %`;
  if (besideOthers)
    return speed > 1 + SHARED_TOLERANCE
      ? `it runs ${percent(speed)} faster beside others than this baseline says of alone (n = ${n})`
      : null;
  if (speed > 1 + ALONE_TOLERANCE)
    return `with nobody beside it, it runs ${percent(speed)} faster than this baseline says (n = ${n})`;
  if (slowdown > 1 + ALONE_TOLERANCE)
    return `with nobody beside it, it takes ${percent(slowdown)} longer than this baseline says (n = ${n})`;
  return null;
}
