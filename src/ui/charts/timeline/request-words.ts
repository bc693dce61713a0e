/** One request's life in figures, and an executor's recent past in a sentence. Pure words; no markup. */
import type { RecordRow } from '../../../protocol/record-batch';
import { formatCount, formatFraction, formatMs } from '../../format';

export interface LifeLine {
  readonly label: string;
  readonly value: string;
  /** A part of the line above. */
  readonly inner?: boolean;
}

/** The stations of a finished request, as far as it got. */
export function lifeOf(row: RecordRow): readonly LifeLine[] {
  if (row.outcome === 'dropped') return [{ label: 'dropped', value: 'the queue was full' }];
  if (row.outcome === 'rejected') return [{ label: 'rejected', value: 'before service' }];
  if (Number.isNaN(row.completedAt))
    return [{ label: 'failed after', value: formatMs(row.endedAt - row.arrivedAt) }];
  const lines: LifeLine[] = [
    { label: 'latency', value: formatMs(row.completedAt - row.arrivedAt) },
    { label: 'queueing', value: formatMs(row.issuedAt - row.arrivedAt) },
    { label: 'transport', value: formatMs(row.startedAt - row.issuedAt) },
    { label: 'service', value: formatMs(row.completedAt - row.startedAt) },
    { label: 'pre-processing', value: formatMs(row.preprocessedAt - row.startedAt), inner: true },
    { label: 'compute', value: formatMs(row.computedAt - row.preprocessedAt), inner: true },
    { label: 'readback', value: formatMs(row.readAt - row.computedAt), inner: true },
    { label: 'decode', value: formatMs(row.completedAt - row.readAt), inner: true },
  ];
  if (Number.isNaN(row.deadlineAt)) return lines;
  const spareMs = row.deadlineAt - row.completedAt;
  const label = spareMs < 0 ? 'late by' : 'before the deadline';
  return [...lines, { label, value: formatMs(Math.abs(spareMs)) }];
}

export interface LaneFacts {
  readonly label: string;
  readonly utilisationFraction: number;
  readonly queued: number;
  readonly spanMs: number;
  /** By tenant, in order. */
  readonly tenants: readonly {
    readonly name: string;
    readonly completed: number;
    readonly late: number;
    readonly lost: number;
  }[];
}

/** What an executor's lane shows, for who cannot see it. */
export function laneSentence({ label, utilisationFraction, queued, spanMs, tenants }: LaneFacts): string {
  const each = tenants.map(({ name, completed, late, lost }) => {
    const losses = [late > 0 ? `${late} late` : null, lost > 0 ? `${lost} lost` : null].filter(
      (one) => one !== null,
    );
    return `${name} ${[`${formatCount(completed)} completed`, ...losses].join(', ')}`;
  });
  const past = each.length === 0 ? 'nothing completed' : each.join('; ');
  const waiting = `${queued} ${queued === 1 ? 'request waits' : 'requests wait'}`;
  return `${label}: ${formatFraction(utilisationFraction)} busy, ${waiting}. In the last ${formatMs(spanMs)}: ${past}.`;
}

/** Outcomes by tenant of the rows of one executor. */
export function countByTenant(
  rows: Iterable<RecordRow>,
  executorId: string,
  nameOf: ReadonlyMap<string, string>,
): LaneFacts['tenants'] {
  const counts = new Map<string, { name: string; completed: number; late: number; lost: number }>();
  for (const row of rows) {
    if (row.executorId !== executorId) continue;
    const known = counts.get(row.tenantId);
    const count = known ?? { name: nameOf.get(row.tenantId) ?? row.tenantId, completed: 0, late: 0, lost: 0 };
    if (known === undefined) counts.set(row.tenantId, count);
    if (row.outcome === 'completed' || row.outcome === 'late') count.completed += 1;
    if (row.outcome === 'late') count.late += 1;
    if (Number.isNaN(row.completedAt)) count.lost += 1;
  }
  return [...counts.values()];
}
