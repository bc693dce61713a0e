/** Utilisation of an executor: wall time with a request in service / wall time. Not CPU use. */
import type { RequestRecord } from '../../domain/request';

/**
 * @param records requests served by one executor, any order; they do not overlap (one in service at a time).
 * @param inServiceSince start of the request in service now, or null.
 * @returns 0..1 over [from, to]; 0 for an empty window.
 */
export function utilisationFraction(
  records: Iterable<RequestRecord>,
  inServiceSince: number | null,
  from: number,
  to: number,
): number {
  if (to <= from) return 0;
  let busyMs = inServiceSince === null ? 0 : Math.max(0, to - Math.max(from, inServiceSince));
  for (const { stamps } of records) {
    if (stamps === null) continue;
    busyMs += Math.max(0, Math.min(to, stamps.completedAt) - Math.max(from, stamps.startedAt));
  }
  return Math.min(1, busyMs / (to - from));
}
