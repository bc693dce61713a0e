/** Who was served while a tenant's requests were delayed, in one line. It says who was there, not who caused it. Pure words. */
import type { TenantSnapshot } from '../../../domain/snapshot';
import { formatFraction, formatMs } from '../../format';

/** Shares below this are summed up as "others". */
const NAMED = 3;

export interface OverlapWords {
  /** "of 12.3 ms delay" */
  readonly delay: string;
  /** "70 % overlapped MoveNet, 30 % Emotion" */
  readonly shares: string;
}

/** @param nameOf a tenant's name by its id. @returns null without a baseline, and when nothing was delayed beside anybody. */
export function overlapWords(
  { overlap }: Pick<TenantSnapshot, 'overlap'>,
  nameOf: (tenantId: string) => string,
): OverlapWords | null {
  if (overlap === undefined || overlap === null || overlap.length === 0) return null;
  const delayMs = overlap.reduce((sum, one) => sum + one.delayMs, 0);
  const named = overlap
    .slice(0, NAMED)
    .map(({ tenantId, shareFraction }) => `${formatFraction(shareFraction)} ${nameOf(tenantId)}`);
  const rest = overlap.slice(NAMED).reduce((sum, one) => sum + one.shareFraction, 0);
  const all = rest > 0 ? [...named, `${formatFraction(rest)} others`] : named;
  return { delay: `of ${formatMs(delayMs)} delay`, shares: all.join(', ').replace('%', '% overlapped') };
}
