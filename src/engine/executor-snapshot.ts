/** What the UI sees of one executor. Reads only; figures are computed in metrics. */
import { deviceGroupOf } from '../domain/backend';
import type { RequestRecord } from '../domain/request';
import type { ExecutorSnapshot } from '../domain/snapshot';
import type { ExecutorSlot } from './executor-slot';
import { budgetBytesOf } from './memory-budget';
import { utilisationFraction } from './metrics/busy-time';
import { boundFor } from './scheduling/issue-rule';
import type { PlaygroundView } from './snapshot-builder';

export function executorSnapshot(
  slot: ExecutorSlot,
  served: Served | undefined,
  view: PlaygroundView,
): ExecutorSnapshot {
  const { host, config } = slot;
  const status = slot.failure !== null ? ({ kind: 'failed', error: slot.failure } as const) : host?.status;
  return {
    config,
    status: status ?? { kind: 'idle' },
    backend: host?.backend ?? null,
    backendReason: host?.choice?.reason ?? null,
    fellBack: host?.choice?.fellBack ?? false,
    adapter: host?.report?.adapter ?? null,
    softwareAdapter: host?.report?.software ?? false,
    threads: host?.report?.threads ?? 1,
    utilisationFraction: utilisationFraction(
      served?.records ?? [],
      slot.inServiceSince,
      Math.max(view.windowFrom, served?.from ?? 0),
      view.windowTo,
    ),
    queued: slot.scheduler.queued,
    inFlight: slot.scheduler.inFlight.length,
    inFlightBound: boundFor(
      view.tenants.filter((tenant) => tenant.config.executorId === config.id).length,
      slot.queue.schedule.rule,
    ),
    group: host?.backend ? deviceGroupOf(host.backend) : null,
    decisions: slot.queue.decisions.since(view.windowFrom),
    policyFailure: slot.queue.schedule.failure,
    inService: slot.inService,
    memoryBytes: memoryOf(slot),
    startMs: host?.startMs ?? null,
    clockOffsetMs: host?.clockOffsetMs ?? null,
  };
}

/** In bytes; what is not there is left out. */
export function memoryOf({
  host,
  config,
}: Pick<ExecutorSlot, 'host' | 'config'>): ExecutorSnapshot['memoryBytes'] {
  const { inUseBytes = null, reservedBytes = null, sharedBytes } = host?.memory ?? {};
  const budget = budgetBytesOf(host?.backend ?? null, config);
  return {
    inUse: inUseBytes,
    reserved: reservedBytes,
    ...(sharedBytes === undefined ? {} : { shared: sharedBytes }),
    ...(budget === undefined ? {} : { budget }),
  };
}

/** What an executor served since `from`, of which every record is kept. */
interface Served {
  from: number;
  readonly records: RequestRecord[];
}

/** The records of the rolling window by the executor that served them: one walk for all executors. */
export function recordsByExecutor({ tenants, windowFrom }: PlaygroundView): ReadonlyMap<string, Served> {
  const served = new Map<string, Served>();
  for (const tenant of tenants) {
    const from = tenant.rollingFrom(windowFrom);
    for (const record of tenant.history.newestFirst()) {
      if (record.endedAt < from) break;
      const there = served.get(record.executorId);
      if (there === undefined) served.set(record.executorId, { from, records: [record] });
      else {
        there.from = Math.max(there.from, from);
        there.records.push(record);
      }
    }
  }
  return served;
}
