/** The requests behind the timeline, newest first, with every part of their lives; and what went wrong. Pure. */
import type { Incident } from '../../../domain/recovery';
import type { RecordRow } from '../../../protocol/record-batch';
import { DASH } from '../../format';
import { causeWord, incidentName, recoveryWords } from '../../mishaps/incident-words';
import type { PastRows } from '../../past-rows';
import { bareMs } from '../latency/part-words';
import type { TableData } from '../table/table-data';
import type { SetupChange } from './draw-changes';

/** What can be read at a time; the timeline shows the rest. */
const ROWS = 40;

const between = (from: number, to: number): string => bareMs(to - from);

function spare({ deadlineAt, completedAt }: RecordRow): string {
  if (Number.isNaN(deadlineAt) || Number.isNaN(completedAt)) return DASH;
  const spareMs = deadlineAt - completedAt;
  return `${spareMs < 0 ? '−' : ''}${bareMs(Math.abs(spareMs))}`;
}

/** The first of a pipeline names itself: nobody triggered it. */
const triggeredBy = ({ parentId, requestId }: RecordRow): string =>
  Number.isNaN(parentId) || parentId === requestId ? DASH : `${parentId}`;

/** Those that the table tells, oldest first. */
export function newestRows(past: PastRows): readonly RecordRow[] {
  const first = Math.max(past.oldest, past.end - ROWS);
  return Array.from({ length: past.end - first }, (_, index) => past.rowAt(first + index)).filter(
    (row) => row !== undefined,
  );
}

/** Columns that are there once any of the rows has them: what is measured on WebGPU. */
const GPU_COLUMNS = [
  { term: 'issue-time', label: 'CPU to issue' },
  { term: 'gpu-time', label: 'GPU time' },
] as const satisfies TableData['columns'];

export function timelineTable(
  rows: readonly RecordRow[],
  tenantIds: readonly string[],
  names: readonly string[],
): TableData {
  const onGpu = rows.some(({ issueMs }) => !Number.isNaN(issueMs));
  return {
    caption: `The newest ${ROWS} requests, ms`,
    head: { term: 'request', label: 'request' },
    columns: [
      { term: 'executor', label: 'executor' },
      { term: 'outcome', label: 'outcome' },
      { term: 'latency', label: 'latency' },
      { term: 'queueing', label: 'queueing' },
      { term: 'transport', label: 'transport' },
      { term: 'preprocess', label: 'pre-processing' },
      { term: 'compute', label: 'compute' },
      { term: 'readback', label: 'readback' },
      { term: 'decode', label: 'decode' },
      { term: 'preempted', label: 'preempted' },
      { term: 'request-segments', label: 'segments' },
      { term: 'deadline-spare', label: 'before deadline' },
      { term: 'triggered-by', label: 'triggered by' },
      { term: 'freshness', label: 'age of picture' },
      ...(onGpu ? GPU_COLUMNS : []),
    ],
    rows: rows
      .slice(-ROWS)
      .reverse()
      .map((row) => {
        const index = tenantIds.indexOf(row.tenantId);
        return {
          key: `${row.tenantId} ${row.requestId}`,
          head: `${names[index] ?? row.tenantId} ${row.requestId}`,
          index: index < 0 ? null : index,
          cells: [
            row.executorId,
            row.outcome,
            between(row.arrivedAt, row.completedAt),
            between(row.arrivedAt, row.issuedAt),
            between(row.issuedAt, row.startedAt),
            between(row.startedAt, row.preprocessedAt),
            bareMs(row.computedAt - row.preprocessedAt - row.preemptedMs),
            between(row.computedAt, row.readAt),
            between(row.readAt, row.completedAt),
            bareMs(row.preemptedMs),
            row.segments > 0 ? `${row.segments}` : DASH,
            spare(row),
            triggeredBy(row),
            between(row.capturedAt, row.completedAt),
            ...(onGpu ? [bareMs(row.issueMs), bareMs(row.gpuMs)] : []),
          ],
        };
      }),
  };
}

export interface IncidentsTold {
  /** Oldest first. */
  readonly incidents: readonly Incident[];
  readonly nameOf: ReadonlyMap<string, string>;
  /** Tenants that are to serve. */
  readonly wanted: ReadonlySet<string>;
  readonly now: number;
  /** How an instant is called. */
  readonly timeOf: (at: number) => string;
}

/** Newest first. */
export function incidentTable({ incidents, nameOf, wanted, now, timeOf }: IncidentsTold): TableData {
  return {
    caption: `The newest ${incidents.length} incidents`,
    head: { term: 'incident', label: 'incident' },
    columns: [
      { term: 'injected', label: 'cause' },
      { term: 'executor', label: 'executor' },
      { term: 'tenant', label: 'tenants hit' },
      { term: 'error-code', label: 'code' },
      { term: 'recovery-time', label: 'recovery' },
    ],
    rows: incidents.toReversed().map((incident) => ({
      key: `incident ${incident.id}`,
      head: `${timeOf(incident.at)} ${incidentName(incident)}`,
      index: null,
      cells: [
        causeWord(incident),
        incident.executorId ?? DASH,
        incident.tenantIds.map((id) => nameOf.get(id) ?? id).join(', ') || DASH,
        incident.code ?? DASH,
        recoveryWords(incident, now, wanted),
      ],
    })),
  };
}

/** Changes of the set-up, newest first. */
export function changesTable(changes: readonly SetupChange[], timeOf: (at: number) => string): TableData {
  return {
    caption: 'What was changed while it ran',
    head: { term: 'setup-change', label: 'when' },
    columns: [{ term: 'setup-change', label: 'what' }],
    rows: changes.toReversed().map(({ at, text }) => ({
      key: `change ${at}`,
      head: timeOf(at),
      index: null,
      cells: [text],
    })),
  };
}
