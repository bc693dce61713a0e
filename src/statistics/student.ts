/** Student's t: how far an estimate may be off when its spread is itself estimated from few values. */

/** Two-sided 95 %, 1 to 30 degrees of freedom. NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2. */
const T95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048, 2.045, 2.042,
] as const;
/** The same of a normal distribution. */
export const Z95 = 1.96;

/**
 * @param degrees of freedom, rounded down; below 1 counts as 1.
 * @returns t(0.975); beyond 30 by the first term of its expansion, z + (z³ + z) / 4ν (Abramowitz & Stegun 26.7.5).
 */
export function studentT95(degrees: number): number {
  const whole = Math.max(1, Math.floor(degrees));
  return T95[whole - 1] ?? Z95 + (Z95 ** 3 + Z95) / (4 * whole);
}

const CONFIDENCE = 0.95;
/** With more degrees of freedom it is a normal distribution, to 0.1 %. */
const MOST_DEGREES = 1000;
/** Halvings of the angle that is looked for: to 10⁻¹⁵. */
const HALVINGS = 50;

/**
 * @param degrees of freedom, rounded down; below 1 counts as 1.
 * @param confidence two-sided, below 1.
 * @returns t such that a share `confidence` lies within ±t.
 */
export function studentT(degrees: number, confidence: number): number {
  if (confidence === CONFIDENCE) return studentT95(degrees);
  const whole = Math.min(MOST_DEGREES, Math.max(1, Math.floor(degrees)));
  let [low, high] = [0, Math.PI / 2];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (shareWithin(middle, whole) < confidence) low = middle;
    else high = middle;
  }
  return Math.sqrt(whole) * Math.tan(low);
}

/** The share within ±√ν · tan θ, whole ν ≥ 1. Abramowitz & Stegun 26.7.3 (odd), 26.7.4 (even). */
function shareWithin(theta: number, degrees: number): number {
  const odd = degrees % 2;
  const terms = Math.floor(degrees / 2);
  let term = odd === 1 ? Math.cos(theta) : 1;
  let sum = 0;
  for (let at = 1; at <= terms; at += 1) {
    sum += term;
    term *= (Math.cos(theta) ** 2 * (2 * at - 1 + odd)) / (2 * at + odd);
  }
  return odd === 1 ? (2 / Math.PI) * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
}
