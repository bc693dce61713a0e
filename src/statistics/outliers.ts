/** What stands out among few values, and how far they lie apart. Outliers are marked, never dropped. Pure. */
import { mean, median, medianAbsoluteDeviation } from 'simple-statistics';

const BOUND = 3.5;

/**
 * Positions of values whose modified z-score 0.6745 · |x − median| / MAD is beyond 3.5; where more than half are equal (MAD 0) by
 * |x − median| / (1.2533 · mean absolute deviation) (Iglewicz & Hoaglin 1993, How to detect and handle outliers).
 */
export function outlierPositions(values: readonly number[]): readonly number[] {
  if (values.length < 3) return [];
  const list = [...values];
  const middle = median(list);
  const mad = medianAbsoluteDeviation(list);
  const scale = mad > 0 ? mad / 0.6745 : 1.2533 * mean(list.map((value) => Math.abs(value - middle)));
  if (scale === 0) return [];
  return list.flatMap((value, index) => (Math.abs(value - middle) / scale > BOUND ? [index] : []));
}

/** (max − min) / median; null with fewer than two values or a median of 0. */
export function spreadFraction(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const middle = median([...values]);
  return middle === 0 ? null : (Math.max(...values) - Math.min(...values)) / middle;
}
