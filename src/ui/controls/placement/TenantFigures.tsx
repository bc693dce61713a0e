/** The figures on a tenant's card. Losses appear only when there are any. */
import { memo } from 'react';
import type { TenantSnapshot } from '../../../domain/snapshot';
import { formatCount, formatFactor, formatFraction, formatMs, formatRate } from '../../format';
import type { Term } from '../../glossary';
import { Hint } from '../../primitives/Hint';

export const TenantFigures = memo(function TenantFigures({ tenant }: { readonly tenant: TenantSnapshot }) {
  const losses: readonly (readonly [Term, string, number])[] = [
    ['late', 'late', tenant.late],
    ['dropped', 'dropped', tenant.dropped],
    ['rejected', 'rejected', tenant.rejected],
    ['failed-requests', 'failed', tenant.failed],
  ];
  const lost = losses.filter(([, , count]) => count > 0);
  const { p95, p50, n } = tenant.latencyMs;
  const running = tenant.status.kind === 'running' || n > 0;
  return (
    <div className="tenant-figures">
      <Hint term="throughput" className="tenant-rate">
        {formatRate(running ? tenant.throughputPerSecond : null)}
      </Hint>
      <Hint term="slowdown" className={tenant.slowdown !== null && tenant.slowdown >= 1.2 ? 'bad' : 'dim'}>
        {formatFactor(tenant.slowdown)}
      </Hint>
      {p95 === null && p50 !== null ? (
        <Hint term="p50" className="dim">
          p50 {formatMs(p50)}
        </Hint>
      ) : (
        <Hint term="p95" className="dim">
          p95 {formatMs(p95)}
        </Hint>
      )}
      {tenant.deadlineHitFraction !== null && (
        <Hint term="deadline-hits" className={tenant.deadlineHitFraction < 0.9 ? 'warn' : 'dim'}>
          {formatFraction(tenant.deadlineHitFraction)} in time
        </Hint>
      )}
      {lost.map(([term, word, count]) => (
        <Hint key={term} term={term} className="warn">
          {formatCount(count)} {word}
        </Hint>
      ))}
    </div>
  );
});
