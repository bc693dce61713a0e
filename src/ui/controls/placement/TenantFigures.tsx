/** The figures on a tenant's card. Losses appear only when there are any. */
import { memo } from 'react';
import type { TenantSnapshot } from '../../../domain/snapshot';
import { DASH, formatCount, formatFactor, formatFraction, formatMs, formatRate } from '../../format';
import type { Term } from '../../glossary';
import { ModeChip } from '../../gpu/ModeChip';
import { Hint } from '../../primitives/Hint';
import { spokenFactor, spokenMs, spokenRate } from '../../spoken';
import { endToEndLine, loadgenLine, segmentsLine } from './figure-words';
import { Sparkline } from './Sparkline';

interface TenantFiguresProps {
  readonly tenant: TenantSnapshot;
  readonly index: number;
  readonly name: string;
}

export const TenantFigures = memo(function TenantFigures({ tenant, index, name }: TenantFiguresProps) {
  const running = tenant.status.kind === 'running' || tenant.latencyMs.n > 0;
  return (
    <>
      <div className="tenant-pulse">
        <Hint
          term="throughput"
          className="tenant-rate"
          spoken={`throughput ${spokenRate(running ? tenant.throughputPerSecond : null)}`}
        >
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
        <InTime fraction={tenant.deadlineHitFraction} />
        <Times tenant={tenant} />
        <Hint
          term="slowdown"
          className={tenant.slowdown !== null && tenant.slowdown >= 1.2 ? 'bad' : 'dim'}
          spoken={`slowdown ${spokenFactor(tenant.slowdown)}`}
        >
          {tenant.slowdown === null ? `${DASH}×` : formatFactor(tenant.slowdown)}
        </Hint>
        <Losses tenant={tenant} />
        <ModeChip tenant={tenant} />
        <Asides tenant={tenant} />
      </div>
    </>
  );
});

/** Below this share the misses are what the card is about. */
const FEW_IN_TIME = 0.9;

function InTime({ fraction }: { readonly fraction: number | null }) {
  if (fraction === null) return null;
  const few = fraction < FEW_IN_TIME;
  return (
    <Hint term="deadline-hits" className={`in-time ${few ? 'warn' : 'good'}`}>
      <span aria-hidden="true">{few ? '!' : '✓'}</span> {formatFraction(fraction)} in time
    </Hint>
  );
}

/** Its latency; of a triggered tenant that of the whole pipeline so far, and how old the picture is by then. */
function Times({ tenant: { config, latencyMs, pipeline } }: { readonly tenant: TenantSnapshot }) {
  if (config.dependsOn === undefined || pipeline === null) {
    const early = latencyMs.p95 === null && latencyMs.p50 !== null;
    return (
      <Hint
        term={early ? 'p50' : 'p95'}
        className="dim"
        spoken={
          early ? `median latency ${spokenMs(latencyMs.p50)}` : `latency p95 ${spokenMs(latencyMs.p95)}`
        }
      >
        {early ? `p50 ${formatMs(latencyMs.p50)}` : `p95 ${formatMs(latencyMs.p95)}`}
      </Hint>
    );
  }
  const { endToEndMs, freshnessMs } = pipeline;
  return (
    <>
      <Hint term="end-to-end" className="dim">
        {endToEndLine(endToEndMs)}
      </Hint>
      {freshnessMs.n > 0 && (
        <Hint term="freshness" className="dim">
          age {formatMs(freshnessMs.p50 ?? freshnessMs.mean)}
        </Hint>
      )}
    </>
  );
}

/** Nothing is served: by prediction not even one can be in time. */
const allRejected = ({ completions, inFlight, queued, rejected }: TenantSnapshot): boolean =>
  rejected > 0 && completions + inFlight + queued === 0;

function Losses({ tenant }: { readonly tenant: TenantSnapshot }) {
  const losses: readonly (readonly [Term, string, number])[] = [
    ['late', 'late', tenant.late],
    ['dropped', 'dropped', tenant.dropped],
    ['rejected', allRejected(tenant) ? 'rejected: each would be late' : 'rejected', tenant.rejected],
    ['failed-requests', 'failed', tenant.failed],
  ];
  return losses
    .filter(([, , count]) => count > 0)
    .map(([term, word, count]) => (
      <Hint key={term} term={term} className="warn">
        {formatCount(count)} {word}
      </Hint>
    ));
}

/** LoadGen's own figure, and how the model is cut. */
function Asides({ tenant: { loadgen, plan } }: { readonly tenant: TenantSnapshot }) {
  return (
    <>
      {loadgen !== null && (
        <Hint term="loadgen-figure" className={loadgen.met === false ? 'warn' : 'dim'}>
          {loadgenLine(loadgen)}
        </Hint>
      )}
      {plan !== null && (
        <Hint term="segments" className="dim">
          {segmentsLine(plan)}
        </Hint>
      )}
    </>
  );
}
