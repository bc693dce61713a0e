/** A comparison in cells: values with their units, and ratios with their intervals. Pure. */
import type { ComparedFigure } from '../../domain/evidence';
import type { Interval } from '../../domain/interval';
import { DASH, formatCount, formatFigure, formatFraction, formatMs, formatRate } from '../format';

/** "1.21×, 95 % 1.17–1.26, n = 812". */
export function ratioWords(ratio: Interval | null | undefined): string {
  if (ratio === null || ratio === undefined) return DASH;
  const { value, low, high, n, confidence } = ratio;
  const bounds = `${low.toFixed(2)}–${high.toFixed(2)}`;
  return `${value.toFixed(2)}×, ${Math.round(confidence * 100)}\u202f% ${bounds}, n = ${formatCount(n)}`;
}

export type Verdict = 'better' | 'worse' | 'no difference';

/** What the interval says: one that holds 1 tells no difference. Null without one. */
export function verdictOf(
  ratio: Interval | null | undefined,
  better: ComparedFigure['better'],
): Verdict | null {
  if (ratio === null || ratio === undefined) return null;
  if (ratio.low <= 1 && ratio.high >= 1) return 'no difference';
  return ratio.value > 1 === (better === 'higher') ? 'better' : 'worse';
}

/** A value with its unit. */
export function valueWords(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined) return DASH;
  if (unit === 'ms') return formatMs(value);
  if (unit === '1/s') return formatRate(value);
  if (unit === 'fraction') return formatFraction(value, 1);
  if (unit === '' || unit === '×') return `${formatFigure(value)}${unit}`;
  return `${formatFigure(value)} ${unit}`;
}
