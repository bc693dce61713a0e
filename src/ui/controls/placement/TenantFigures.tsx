/** The figures on a tenant's card. Losses appear only when there are any. */
import { memo } from 'react';
import type { TenantSnapshot } from '../../../domain/snapshot';
import { DASH, formatCount, formatFactor, formatFraction, formatMs, formatRate } from '../../format';
import type { Term } from '../../glossary';
import { Hint } from '../../primitives/Hint';
import { Sparkline } from './Sparkline';

interface TenantFiguresProps {
  readonly tenant: TenantSnapshot;
  readonly index: number;
  readonly name: string;
}

export const TenantFigures = memo(function TenantFigures({ tenant, index, name }: TenantFiguresProps) {
  const losses: readonly (readonly [Term, string, number])[] = [
    ['late', 'late', tenant.late],
    ['dropped', 'dropped', tenant.dropped],
    ['rejected', 'rejected', tenant.rejected],
    ['failed-requests', 'failed', tenant.failed],
  ];
  const lost = losses.filter(([, , count]) => count > 0);
  const { p95, p50, n } = tenant.latencyMs;
  const running = tenant.status.kind === 'running' || n > 0;
  const early = p95 === null && p50 !== null;
  return (
    <>
      <div className="tenant-pulse">
        <Hint term="throughput" className="tenant-rate">
          {formatRate(running ? tenant.throughputPerSecond : null)}
        </Hint>
        <Sparkline
          tenantId={tenant.config.id}
          index={index}
          name={name}
          alonePerSecond={tenant.alone?.throughputPerSecond ?? null}
        />
      </div>
      <div className="tenant-figures">
        <Hint term={early ? 'p50' : 'p95'} className="dim">
          {early ? `p50 ${formatMs(p50)}` : `p95 ${formatMs(p95)}`}
        </Hint>
        <Hint term="slowdown" className={tenant.slowdown !== null && tenant.slowdown >= 1.2 ? 'bad' : 'dim'}>
          {tenant.slowdown === null ? `${DASH}×` : formatFactor(tenant.slowdown)}
        </Hint>
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
    </>
  );
});
