/** What waits: a span from arrival to issue for each request, what was dropped, and counters of both queues of an executor. */
import { type RecordRow, ROW_LENGTH, RowCursor, type RowTable } from '../../protocol/packed-row';
import type { TraceEvent } from './trace-events';

/** Spans and instants of one request. */
export function* waitEvents(
  row: RecordRow,
  pid: number,
  toMicros: (at: number) => number,
): Generator<TraceEvent> {
  const ts = toMicros(row.arrivedAt);
  const until = Math.max(ts, toMicros(Number.isNaN(row.issuedAt) ? row.endedAt : row.issuedAt));
  const common = {
    name: `${row.tenantId} waits`,
    cat: 'queueing',
    pid,
    tid: 0,
    id: `0x${row.requestId.toString(16)}`,
  } as const;
  if (until > ts) {
    yield { ph: 'b', ...common, ts, args: { request: row.requestId } };
    yield { ph: 'e', ...common, ts: until };
  }
  if (row.outcome === 'dropped' || row.outcome === 'rejected' || row.outcome === 'failed') {
    const at = toMicros(row.endedAt);
    yield {
      ph: 'i',
      s: 't',
      name: `${row.tenantId} ${row.outcome}`,
      cat: 'loss',
      pid,
      tid: 0,
      ts: at,
      args: { request: row.requestId },
    };
  }
}

/** "queued" and "in flight" of one executor over time, of the requests in `indices`. */
export function* counterEvents(
  table: RowTable,
  indices: readonly number[],
  pid: number,
  toMicros: (at: number) => number,
): Generator<TraceEvent> {
  const cursor = new RowCursor(table);
  // A step is one number: µs × 4 + which; ascending, so that at one instant what leaves comes before what enters.
  const steps = new Float64Array(indices.length * 4).fill(Number.NaN);
  indices.forEach((index, position) => {
    const row = cursor.standOn(index);
    const issued = !Number.isNaN(row.issuedAt);
    const arrived = toMicros(row.arrivedAt);
    const left = Math.max(arrived, toMicros(issued ? row.issuedAt : row.endedAt));
    steps[position * 4] = left === arrived ? Number.NaN : arrived * 4 + LEAVE.enterQueue;
    steps[position * 4 + 1] = left === arrived ? Number.NaN : left * 4 + LEAVE.leaveQueue;
    if (!issued) return;
    const ended = Math.max(left, toMicros(Number.isNaN(row.completedAt) ? row.endedAt : row.completedAt));
    if (ended === left) return;
    steps[position * 4 + 2] = left * 4 + LEAVE.enterFlight;
    steps[position * 4 + 3] = ended * 4 + LEAVE.leaveFlight;
  });
  steps.sort(); // NaN last
  let queued = 0;
  let inFlight = 0;
  for (let at = 0; at < steps.length; at++) {
    const step = steps[at] ?? Number.NaN;
    if (Number.isNaN(step)) return;
    const ts = Math.floor(step / 4);
    const which = step - ts * 4;
    if (which === LEAVE.leaveQueue) queued -= 1;
    else if (which === LEAVE.leaveFlight) inFlight -= 1;
    else if (which === LEAVE.enterQueue) queued += 1;
    else inFlight += 1;
    const next = steps[at + 1] ?? Number.NaN;
    if (Math.floor(next / 4) === ts) continue;
    yield { ph: 'C', name: 'queued', pid, tid: 0, ts, args: { requests: queued } };
    yield { ph: 'C', name: 'in flight', pid, tid: 0, ts, args: { requests: inFlight } };
  }
}

const LEAVE = { leaveQueue: 0, leaveFlight: 1, enterQueue: 2, enterFlight: 3 } as const;

/** Rows of each executor from `first` on, in order of their end. */
export function byExecutor(table: RowTable, first: number): ReadonlyMap<string, number[]> {
  const cursor = new RowCursor(table);
  const found = new Map<string, number[]>();
  for (let index = first; index < table.rows.length / ROW_LENGTH; index++) {
    const { executorId } = cursor.standOn(index);
    const rows = found.get(executorId);
    if (rows === undefined) found.set(executorId, [index]);
    else rows.push(index);
  }
  return found;
}
