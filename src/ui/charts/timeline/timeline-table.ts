/** The requests behind the timeline, newest first, with every part of their lives. Pure. */
import type { RecordRow } from '../../../protocol/record-batch';
import { DASH } from '../../format';
import { bareMs } from '../latency/part-words';
import type { TableData } from '../table/table-data';

/** What can be read at a time; the timeline shows the rest. */
const ROWS = 40;

const between = (from: number, to: number): string => bareMs(to - from);

function spare({ deadlineAt, completedAt }: RecordRow): string {
  if (Number.isNaN(deadlineAt) || Number.isNaN(completedAt)) return DASH;
  const spareMs = deadlineAt - completedAt;
  return `${spareMs < 0 ? '−' : ''}${bareMs(Math.abs(spareMs))}`;
}

export function timelineTable(
  rows: readonly RecordRow[],
  tenantIds: readonly string[],
  names: readonly string[],
): TableData {
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
      { term: 'deadline-spare', label: 'before deadline' },
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
            between(row.preprocessedAt, row.computedAt),
            between(row.computedAt, row.readAt),
            between(row.readAt, row.completedAt),
            spare(row),
          ],
        };
      }),
  };
}
