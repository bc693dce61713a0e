/**
 * A run as a trace for Perfetto, Chrome and speedscope: a process for each executor, arrows along pipelines, and where the
 * figures are from. Chrome's JSON format ("Trace Event Format"); written in pieces, because it can be large.
 */
import type { RunFile } from '../../domain/run-file';
import { COLUMN, ROW_LENGTH, RowCursor, type RowTable } from '../../protocol/packed-row';
import { firstArrival } from '../files/requests-csv';
import { executorEvents, type Placement } from './executor-tracks';
import { orderedBy, segmentStarts } from './request-order';
import { named, type TraceEvent } from './trace-events';
import { byExecutor, counterEvents, waitEvents } from './wait-events';

/** Requests of one trace, the last ones: ten events each, and viewers take some hundred megabytes at most. */
const MOST_REQUESTS = 200_000;
const PIECE = 5000;

export function traceJson(run: RunFile, table: RowTable, truncated: boolean): Blob {
  const count = table.rows.length / ROW_LENGTH;
  const left = Math.max(0, count - MOST_REQUESTS);
  const pieces: string[] = ['{"traceEvents":[\n'];
  let piece: string[] = [];
  let empty = true;
  for (const event of traceEvents(run, table, left)) {
    piece.push(JSON.stringify(event));
    if (piece.length < PIECE) continue;
    pieces.push(`${empty ? '' : ',\n'}${piece.join(',\n')}`);
    empty = false;
    piece = [];
  }
  if (piece.length > 0) pieces.push(`${empty ? '' : ',\n'}${piece.join(',\n')}`);
  pieces.push(
    `\n],"displayTimeUnit":"ms","otherData":${JSON.stringify(provenanceOf(run, table, { left, truncated }))}}\n`,
  );
  return new Blob(pieces, { type: 'application/json' });
}

export function* traceEvents(run: RunFile, table: RowTable, first = 0): Generator<TraceEvent> {
  const origin = firstArrival(table);
  const toMicros = (at: number) => Math.round((at - origin) * 1000);
  const placed = new Map<number, Placement>();
  const rows = byExecutor(table, first);
  const cursor = new RowCursor(table);
  const starts = segmentStarts(table);
  const issued = orderedBy(table, COLUMN.issuedAt, first);
  let pid = 0;
  for (const [executorId, indices] of rows) {
    pid += 1;
    const executor = run.executors.find(({ id }) => id === executorId);
    yield named('process_name', pid, 0, `${executorId} (${executor?.backend ?? 'no backend'})`);
    yield { ph: 'M', name: 'process_sort_index', pid, tid: 0, args: { sort_index: pid } };
    const own = issued.filter((index) => cursor.standOn(index).executorId === executorId);
    const span = { pid, table, toMicros, segmentStarts: starts };
    yield* executorEvents(span, own, (requestId, placement) => placed.set(requestId, placement));
    for (const index of indices) yield* waitEvents(cursor.standOn(index), pid, toMicros);
    yield* counterEvents(table, indices, pid, toMicros);
  }
  for (let index = first; index < table.rows.length / ROW_LENGTH; index++) {
    const { requestId, parentId } = cursor.standOn(index);
    yield* arrowBetween(placed.get(parentId), placed.get(requestId), requestId, parentId);
  }
}

/** From the end of what triggered to the beginning of what was triggered. */
function* arrowBetween(
  cause: Placement | undefined,
  effect: Placement | undefined,
  id: number,
  parentId: number,
): Generator<TraceEvent> {
  if (cause === undefined || effect === undefined || id === parentId || effect.ts < cause.ts) return;
  const common = { name: 'triggers', cat: 'pipeline', id } as const;
  const ts = Math.max(cause.ts, Math.min(cause.until - 1, effect.ts)); // within its slice: at its end lies the next one
  yield { ph: 's', ...common, pid: cause.pid, tid: cause.tid, ts };
  yield { ph: 'f', bp: 'e', ...common, pid: effect.pid, tid: effect.tid, ts: effect.ts };
}

function provenanceOf(
  { scenario, provenance, durationMs }: RunFile,
  table: RowTable,
  { left, truncated }: { readonly left: number; readonly truncated: boolean },
) {
  const { warnings, modelHashes, viewport, ...fields } = provenance;
  return {
    made_by: 'Multi-DNN Playground',
    scenario: scenario.name,
    window_ms: durationMs,
    first_arrival: new Date(firstArrival(table)).toISOString(),
    requests: table.rows.length / ROW_LENGTH - left,
    requests_left_out: left,
    recording_truncated: truncated,
    ...fields,
    viewport: `${viewport.width}×${viewport.height} at ${viewport.devicePixelRatio}`,
    model_hashes: JSON.stringify(modelHashes),
    warnings: warnings.join(' '),
  };
}
