/**
 * Overlap shares of the rolling window, worked out at most once a second: a sweep over what all tenants were served costs more
 * than all other figures of a snapshot together. It reads tenants and keeps nothing but its last answer.
 */
import type { RequestRecord } from '../domain/request';
import type { OverlapShare } from '../domain/run-file';
import { type OverlapTimes, overlapShares, overlapTimes } from './metrics/overlap';
import type { TenantWindow } from './metrics/tenant-window';
import type { TenantRuntime } from './tenant-runtime';

const EVERY_MS = 1000;
/** Newest requests of all tenants together that are looked at: the cost stays within a few ms. */
const LIVE_REQUESTS = 2000;

type ByTenant = ReadonlyMap<string, OverlapTimes>;

export class OverlapWatch {
  #at = Number.NEGATIVE_INFINITY;
  #times: ByTenant = new Map();

  /** @param from where the rolling window begins, now. A window that begins anew is looked at at once. */
  at(now: number, from: number, tenants: readonly TenantRuntime[]): ByTenant {
    const anew = from > this.#at;
    if (now - this.#at < EVERY_MS && !anew) return this.#times;
    this.#at = now;
    this.#times = timesSince(from, tenants, LIVE_REQUESTS / Math.max(1, tenants.length));
    return this.#times;
  }
}

/**
 * Of the requests that ended at or after `from`, as far as they are kept: from where the shortest memory of a tenant begins, so
 * that nobody is missed whose requests were forgotten sooner.
 * @param most of a tenant.
 */
export function timesSince(
  from: number,
  tenants: readonly TenantRuntime[],
  most = Number.POSITIVE_INFINITY,
): ByTenant {
  const kept = tenants.map((tenant) => newestSince(tenant, from, most));
  const since = Math.max(from, ...kept.map(({ completeFrom }) => completeFrom));
  const goesByService = new Set(
    tenants.filter(({ config }) => config.workload.kind === 'triggered').map(({ id }) => id),
  );
  return overlapTimes(
    kept.flatMap(({ records }) => records.filter(({ endedAt }) => endedAt >= since)),
    (id) => (goesByService.has(id) ? 'service' : 'latency'),
  );
}

function newestSince(
  tenant: TenantRuntime,
  from: number,
  most: number,
): { records: readonly RequestRecord[]; completeFrom: number } {
  const records: RequestRecord[] = [];
  for (const record of tenant.history.newestFirst()) {
    if (record.endedAt < from) break;
    if (records.length >= most) return { records, completeFrom: records.at(-1)?.endedAt ?? from };
    records.push(record);
  }
  return { records, completeFrom: tenant.rollingFrom(from) };
}

/**
 * Null without a baseline. Triggered tenants go by their service, which alone is comparable; all others by their latency.
 * @param window the tenant's, which the delay is taken from.
 */
export function sharesOf(
  { config, alone, id }: TenantRuntime,
  window: TenantWindow,
  times: ByTenant,
): readonly OverlapShare[] | null {
  if (alone === null) return null;
  const triggered = config.workload.kind === 'triggered';
  const shared = triggered ? window.meanServiceMs : window.meanLatencyMs;
  const byItself = (triggered ? alone.serviceTimeMs : alone.latencyMs).mean;
  return shared === null || byItself === null ? [] : overlapShares(times.get(id), shared - byItself);
}
