/** Stamps of an executor in an order that can be: no stamp before the one that caused it. It knows no requests. */
import type { ServiceStamps } from '../domain/request';
import { type Instant, instant } from '../domain/units';
import type { InferReport } from '../protocol/executor-contract';

/** The clock offset has an error of some µs; gaps cannot be longer than what they lie in. */
export function orderedStamps(issuedAt: Instant, report: InferReport): ServiceStamps {
  const startedAt = Math.max(issuedAt, report.startedAt);
  const preprocessedAt = Math.max(startedAt, report.preprocessedAt);
  const computedAt = Math.max(preprocessedAt, report.computedAt);
  const readAt = Math.max(computedAt, report.readAt);
  return {
    startedAt: instant(startedAt),
    preprocessedAt: instant(preprocessedAt),
    computedAt: instant(computedAt),
    readAt: instant(readAt),
    completedAt: instant(Math.max(readAt, report.completedAt)),
    preemptedMs: Math.min(report.preemptedMs, computedAt - preprocessedAt),
  };
}
