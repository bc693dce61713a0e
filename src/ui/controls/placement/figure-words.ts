/** LoadGen's figure and a model's cut as they stand on a card. */
import type { SegmentPlan } from '../../../domain/plan';
import type { Distribution, LoadgenFigures } from '../../../domain/run-file';
import { formatCount, formatMs } from '../../format';

/** Three digits, as `metric` names the unit. */
const digits = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : 2);

/** "p90 of latency, ms: 23.4", or how many queries are missing: "p90 of latency, ms: needs 64, has 12". */
export function loadgenLine({ metric, value, n, needed, met }: LoadgenFigures): string {
  if (value === null) return `${metric}: needs ${formatCount(needed)}, has ${formatCount(n)}`;
  const verdict = met === null ? '' : met ? ', bound met' : ', bound not met';
  return `${metric}: ${digits(value)}${verdict}`;
}

/** "5 segments"; "whole" when no cut holds or none is worth it. */
export function segmentsLine({ segmentsMs }: Pick<SegmentPlan, 'segmentsMs'>): string {
  return segmentsMs.length > 1 ? `${segmentsMs.length} segments` : 'whole';
}

/** "end to end 34.2 ms, p95 61.0 ms"; the mean, and said so, while there are too few for a median. */
export function endToEndLine({ mean, p50, p95 }: Pick<Distribution, 'mean' | 'p50' | 'p95'>): string {
  if (p50 === null) return `end to end, mean ${formatMs(mean)}`;
  return p95 === null ? `end to end ${formatMs(p50)}` : `end to end ${formatMs(p50)}, p95 ${formatMs(p95)}`;
}
