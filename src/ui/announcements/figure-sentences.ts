/** The present figures of every tenant, one sentence each, for whoever asks to hear them. It computes none. */
import type { ModelLibrary } from '../../domain/model';
import type { Snapshot, TenantSnapshot } from '../../domain/snapshot';
import { spokenFactor, spokenMs, spokenRate } from '../spoken';
import { statusWords, tenantName } from '../tenant-words';

/** @returns at least one sentence: also of a set-up without tenants, and before the first run. */
export function figureSentences(snapshot: Snapshot, catalog: ModelLibrary | null): readonly string[] {
  if (snapshot.tenants.length === 0) return ['There are no tenants.'];
  if (snapshot.tenants.every((tenant) => tenant.arrivals === 0))
    return ['Nothing has run yet: there are no figures.'];
  return snapshot.tenants.map((tenant) => `${tenantName(catalog, tenant.config)}: ${figures(tenant)}.`);
}

function figures(tenant: TenantSnapshot): string {
  const { status, throughputPerSecond, latencyMs, slowdown } = tenant;
  const state = statusWords(status);
  if (status.kind === 'loading' || status.kind === 'waiting' || status.kind === 'failed') return state ?? '';
  const parts = [
    ...(status.kind === 'paused' || status.kind === 'moving' ? [state ?? ''] : []),
    spokenRate(throughputPerSecond),
    latencyWords(latencyMs),
    slowdown === null
      ? 'slowdown not known, it was not measured alone'
      : `slowdown ${spokenFactor(slowdown)}`,
  ];
  return parts.join(', ');
}

/** The percentile that the card shows: with few samples there is a median only. */
function latencyWords({ p50, p95 }: TenantSnapshot['latencyMs']): string {
  if (p95 !== null) return `latency p95 ${spokenMs(p95)}`;
  return p50 === null ? 'latency not known yet' : `median latency ${spokenMs(p50)}`;
}
