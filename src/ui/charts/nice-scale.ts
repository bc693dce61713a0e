/**
 * Round ends and round steps for scales: a scale that follows its data must not tremble with it.
 * Pure arithmetic; it knows neither units nor pixels.
 */

const ENDS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10] as const;
const STEPS = [1, 2, 5, 10] as const;

const power = (value: number): number => 10 ** Math.floor(Math.log10(value));

/** The smallest round number that is not below `value`; 1 when there is nothing to show. */
export function niceCeil(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const unit = power(value);
  // 1.000…1 × 10ⁿ comes from division: not worth a larger scale.
  return (ENDS.find((end) => end * unit >= value * (1 - 1e-9)) ?? 10) * unit;
}

/** `niceCeil`, but a scale in force stays until the data outgrow it or fall below 55 % of it. */
export function steadyCeil(inForce: number, value: number): number {
  return value <= inForce && value >= inForce * 0.55 ? inForce : niceCeil(value);
}

/** A step of 1, 2 or 5 × 10ⁿ that divides `span` into at most `most` parts. */
export function niceStep(span: number, most: number): number {
  if (!(span > 0) || most < 1) return 1;
  const wanted = span / most;
  const unit = power(wanted);
  return (STEPS.find((step) => step * unit >= wanted * (1 - 1e-9)) ?? 10) * unit;
}

/** Multiples of `niceStep` within [from, to]. */
export function niceTicks(from: number, to: number, most: number): number[] {
  const step = niceStep(to - from, most);
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step);
}
