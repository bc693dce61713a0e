/** How long each station of a request took, and an executor's recent past in a sentence. Pure words; no markup. */
import type { RecordRow } from '../../../protocol/record-batch';
import { formatCount, formatFraction, formatMs } from '../../format';
import type { Term } from '../../glossary';

export interface LifeLine {
  readonly term: Term;
  readonly label: string;
  readonly value: string;
  /** A part of the line above. */
  readonly inner?: boolean;
}

/** How it ended, as far as it got. */
function lostLine(row: RecordRow): LifeLine {
  if (row.outcome === 'dropped') return { term: 'dropped', label: 'dropped', value: 'never served' };
  if (row.outcome === 'rejected') return { term: 'rejected', label: 'rejected', value: 'before service' };
  return { term: 'failed-requests', label: 'failed after', value: formatMs(row.endedAt - row.arrivedAt) };
}

/** In how many parts it computed, and what lay between them; nothing for one that ran in one piece. */
function segmentLines({ segments, preemptedMs }: RecordRow): readonly LifeLine[] {
  if (!(segments > 1)) return [];
  return [
    { term: 'preempted', label: 'preempted', value: formatMs(preemptedMs), inner: true },
    { term: 'request-segments', label: 'segments', value: formatCount(segments), inner: true },
  ];
}

/** What was measured of it on WebGPU; nothing elsewhere. */
function gpuLines({ issueMs, gpuMs }: RecordRow): readonly LifeLine[] {
  const lines: readonly (readonly [Term, string, number])[] = [
    ['issue-time', 'CPU to issue', issueMs],
    ['gpu-time', 'GPU time', gpuMs],
  ];
  return lines
    .filter(([, , ms]) => !Number.isNaN(ms))
    .map(([term, label, ms]) => ({ term, label, value: formatMs(ms), inner: true }));
}

function deadlineLines({ deadlineAt, completedAt }: RecordRow): readonly LifeLine[] {
  if (Number.isNaN(deadlineAt)) return [];
  const spareMs = deadlineAt - completedAt;
  const label = spareMs < 0 ? 'late by' : 'before the deadline';
  return [{ term: 'deadline-spare', label, value: formatMs(Math.abs(spareMs)) }];
}

/** How long each station took; compute is told without the gaps in which others were served. */
export function lifeOf(row: RecordRow): readonly LifeLine[] {
  if (Number.isNaN(row.completedAt)) return [lostLine(row)];
  const computeMs = row.computedAt - row.preprocessedAt - row.preemptedMs;
  return [
    { term: 'latency', label: 'latency', value: formatMs(row.completedAt - row.arrivedAt) },
    { term: 'queueing', label: 'queueing', value: formatMs(row.issuedAt - row.arrivedAt) },
    { term: 'transport', label: 'transport', value: formatMs(row.startedAt - row.issuedAt) },
    { term: 'service-time', label: 'service', value: formatMs(row.completedAt - row.startedAt) },
    {
      term: 'preprocess',
      label: 'pre-processing',
      value: formatMs(row.preprocessedAt - row.startedAt),
      inner: true,
    },
    { term: 'compute', label: 'compute', value: formatMs(computeMs), inner: true },
    ...segmentLines(row),
    ...gpuLines(row),
    { term: 'readback', label: 'readback', value: formatMs(row.readAt - row.computedAt), inner: true },
    { term: 'decode', label: 'decode', value: formatMs(row.completedAt - row.readAt), inner: true },
    ...deadlineLines(row),
  ];
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
