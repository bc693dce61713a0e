/** What became of a tenant's deadlines, in one line: every request that ended counts. Pure words. */
import type { TenantSnapshot } from '../../../domain/snapshot';
import { formatCount, formatFraction } from '../../format';

export interface DeadlineFate {
  /** "83 % in time" */
  readonly hits: string;
  /** "of 1 204" */
  readonly of: string;
  /** "150 late, 54 dropped"; empty when all were in time. */
  readonly rest: string;
  /** Whether any was missed. */
  readonly missed: boolean;
}

type Counted = Pick<
  TenantSnapshot,
  'completions' | 'late' | 'dropped' | 'rejected' | 'failed' | 'deadlineHitFraction' | 'config'
>;

/** Null for a tenant without deadlines, and before its first ended request. */
export function deadlineFate(tenant: Counted): DeadlineFate | null {
  const { config, deadlineHitFraction, completions, late, dropped, rejected, failed } = tenant;
  if (config.deadline.kind === 'none' || deadlineHitFraction === null) return null;
  const lost = [
    [late, 'late'],
    [dropped, 'dropped'],
    [rejected, 'rejected'],
    [failed, 'failed'],
  ] as const;
  const rest = lost.filter(([count]) => count > 0).map(([count, word]) => `${formatCount(count)} ${word}`);
  return {
    hits: `${formatFraction(deadlineHitFraction)} in time`,
    of: `of ${formatCount(completions + dropped + rejected + failed)}`,
    rest: rest.join(', '),
    missed: rest.length > 0,
  };
}
