/** What cutting costs, in words. */
import type { SegmentPlan } from '../../domain/plan';
import { DASH, formatFraction } from '../format';

/** "−1.8 %": what running in segments takes from the throughput; a gain is noise and shown as such. */
export function lossWords({
  lossFraction,
  segmentsMs,
}: Pick<SegmentPlan, 'lossFraction' | 'segmentsMs'>): string {
  if (segmentsMs.length < 2) return DASH;
  const sign = lossFraction > 0 ? '−' : lossFraction < 0 ? '+' : '±';
  return `${sign}${formatFraction(Math.abs(lossFraction), 1)}`;
}
