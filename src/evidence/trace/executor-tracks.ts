/**
 * One executor's requests as events: a slice for each from issue to end on a track per in-flight slot, its parts and segments
 * nested in it, its wait before the issue as an asynchronous span, counters of what waits and what is issued.
 */
import { type RecordRow, RowCursor, type RowTable } from '../../protocol/packed-row';
import { named, type TraceEvent } from './trace-events';
import { TrackSlots } from './track-slots';

/** Track 0 of a process is Perfetto's own; waits have no track. */
const FIRST_TRACK = 1;

export interface ExecutorSpan {
  readonly pid: number;
  readonly table: RowTable;
  /** µs after the first arrival, whole. */
  readonly toMicros: (at: number) => number;
  readonly segmentStarts: Int32Array;
}

/** Where the slice of a request lies, for arrows. */
export interface Placement {
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly until: number;
}

export function* executorEvents(
  { pid, table, toMicros, segmentStarts }: ExecutorSpan,
  issued: Iterable<number>,
  place: (requestId: number, placement: Placement) => void,
): Generator<TraceEvent> {
  const cursor = new RowCursor(table);
  const slots = new TrackSlots();
  for (const index of issued) {
    const row = cursor.standOn(index);
    const ts = toMicros(row.issuedAt);
    const end = Number.isNaN(row.completedAt) ? row.endedAt : row.completedAt;
    const until = Math.max(ts, toMicros(end));
    const tid = FIRST_TRACK + slots.take(ts, until);
    place(row.requestId, { pid, tid, ts, until });
    const args = { request: row.requestId, outcome: row.outcome, model_tenant: row.tenantId };
    yield { ph: 'X', name: row.tenantId, cat: 'request', pid, tid, ts, dur: until - ts, args };
    yield* partsOf(
      row,
      { pid, tid, until, toMicros },
      segmentsOf(table, segmentStarts[index] ?? -1, row.segments),
    );
    if (row.outcome === 'late') {
      const at = Math.min(until, Math.max(ts, toMicros(row.deadlineAt)));
      yield {
        ph: 'i',
        s: 't',
        name: 'deadline missed',
        cat: 'deadline',
        pid,
        tid,
        ts: at,
        args: { request: row.requestId },
      };
    }
  }
  for (let slot = 0; slot < slots.count; slot++)
    yield named('thread_name', pid, FIRST_TRACK + slot, `in flight ${slot + 1}`);
}

function* partsOf(
  row: RecordRow,
  {
    pid,
    tid,
    until,
    toMicros,
  }: {
    readonly pid: number;
    readonly tid: number;
    readonly until: number;
    readonly toMicros: (at: number) => number;
  },
  segments: Float64Array,
): Generator<TraceEvent> {
  if (Number.isNaN(row.completedAt)) return;
  const bounds = [
    row.issuedAt,
    row.startedAt,
    row.preprocessedAt,
    row.computedAt,
    row.readAt,
    row.completedAt,
  ];
  const micros = bounds.map((at) => Math.min(until, toMicros(at)));
  const names = ['transport', 'pre-process', 'compute', 'read back', 'decode'];
  for (const [index, name] of names.entries()) {
    const from = micros[index] ?? until;
    const dur = (micros[index + 1] ?? until) - from;
    if (!(dur > 0)) continue;
    yield { ph: 'X', name, cat: 'part', pid, tid, ts: from, dur };
    if (name !== 'compute') continue;
    let last = from;
    for (let pair = 0; pair + 1 < segments.length; pair += 2) {
      const begin = Math.min(from + dur, Math.max(last, toMicros(segments[pair] ?? 0)));
      const end = Math.min(from + dur, Math.max(begin, toMicros(segments[pair + 1] ?? 0)));
      last = end;
      if (end > begin)
        yield {
          ph: 'X',
          name: `segment ${pair / 2 + 1}`,
          cat: 'segment',
          pid,
          tid,
          ts: begin,
          dur: end - begin,
        };
    }
  }
}

const NO_SEGMENTS = new Float64Array();
const segmentsOf = ({ segmentsAt }: RowTable, start: number, count: number): Float64Array =>
  start === -1 ? NO_SEGMENTS : segmentsAt.subarray(start, start + 2 * count);
