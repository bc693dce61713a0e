/**
 * Every request of a run as one string and back: columns one after the other, instants in whole µs as differences to the
 * row before or to an earlier instant of the same request, gzip, base64. Exact to 1 µs; what was decoded encodes to the same
 * string. It knows nothing of files around it.
 */
import { EngineError } from '../domain/errors';
import type { EncodedRecording } from '../domain/run-file';
import { COLUMN, OUTCOMES, ROW_LENGTH, type RowTable } from '../protocol/packed-row';
import { GzipError, gunzip, gzip, joined, TooMuchError } from './gzip';
import { fromBase64, toBase64 } from './recording/base64';
import { COLUMN_RULES, type ColumnRule, GPU_COLUMN_RULES, inUnits } from './recording/columns';
import { FIRST_COLUMNS, parseHeader, type RecordingHeader } from './recording/header';
import { VarintReader, VarintWriter } from './recording/varints';

/** Unpacked: 4 million requests at about 25 bytes would be 100 MB. */
const MOST_BYTES = 512 * 2 ** 20;

export async function encodeRecording(table: RowTable, truncated: boolean): Promise<EncodedRecording> {
  const requests = table.rows.length / ROW_LENGTH;
  const onGpu = GPU_COLUMN_RULES.some(({ column }) => isMeasured(table.rows, column));
  const columns = [
    ...COLUMN_RULES.map((rule) => packColumn(table.rows, rule)),
    packInstants(table.segmentsAt),
    ...(onGpu ? GPU_COLUMN_RULES.map((rule) => packColumn(table.rows, rule)) : []),
  ];
  const header: RecordingHeader = {
    tenantIds: table.tenantIds,
    executorIds: table.executorIds,
    requests,
    segmentInstants: table.segmentsAt.length,
    columnBytes: columns.map(({ length }) => length),
  };
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(new Uint32Array([text.length]).buffer);
  const bytes = [length, text, ...columns];
  const packed = await gzip(
    joined(
      bytes,
      bytes.reduce((sum, part) => sum + part.length, 0),
    ),
  );
  return {
    codec: onGpu ? 'gzip-columns-2' : 'gzip-columns-1',
    requests,
    truncated,
    base64: toBase64(packed),
  };
}

/** @throws EngineError `evidence-malformed` | `evidence-too-large`. */
export async function decodeRecording(recording: EncodedRecording): Promise<RowTable> {
  const bytes = await unpacked(fromBase64(recording.base64));
  const { header, at: start } = parseHeader(bytes);
  if (header.requests !== recording.requests) {
    throw broken(`it holds ${header.requests} requests, the file says ${recording.requests}`);
  }
  const rows = new Float64Array(header.requests * ROW_LENGTH);
  let at = start;
  const columnAt = (index: number): VarintReader => {
    const length = header.columnBytes[index] ?? 0;
    at += length;
    return new VarintReader(bytes.subarray(at - length, at));
  };
  COLUMN_RULES.forEach((rule, index) => {
    unpackColumn(rows, rule, columnAt(index));
  });
  const segmentsAt = unpackInstants(header.segmentInstants, columnAt(COLUMN_RULES.length));
  GPU_COLUMN_RULES.forEach((rule, index) => {
    if (header.columnBytes.length > FIRST_COLUMNS) unpackColumn(rows, rule, columnAt(FIRST_COLUMNS + index));
    else leaveEmpty(rows, rule.column);
  });
  const table = { tenantIds: header.tenantIds, executorIds: header.executorIds, rows, segmentsAt };
  assertReadable(table);
  return table;
}

function isMeasured(rows: Float64Array, column: number): boolean {
  for (let at = column; at < rows.length; at += ROW_LENGTH) if (!Number.isNaN(rows[at])) return true;
  return false;
}

function leaveEmpty(rows: Float64Array, column: number): void {
  for (let at = column; at < rows.length; at += ROW_LENGTH) rows[at] = Number.NaN;
}

function packColumn(rows: Float64Array, { column, from, scale }: ColumnRule): Uint8Array {
  const writer = new VarintWriter((2 * rows.length) / ROW_LENGTH);
  let previous = 0;
  for (let start = 0; start < rows.length; start += ROW_LENGTH) {
    const value = inUnits(rows[start + column] ?? Number.NaN, scale);
    const base = typeof from === 'number' ? inUnits(rows[start + from] ?? 0, scale) : previous;
    writer.put(value - (Number.isNaN(base) ? arrivedIn(rows, start, scale) : base));
    if (from === 'previous-row' && !Number.isNaN(value)) previous = value;
  }
  return writer.bytes();
}

function unpackColumn(rows: Float64Array, { column, from, scale }: ColumnRule, reader: VarintReader): void {
  let previous = 0;
  for (let start = 0; start < rows.length; start += ROW_LENGTH) {
    const base = typeof from === 'number' ? inUnits(rows[start + from] ?? 0, scale) : previous;
    const value = reader.next() + (Number.isNaN(base) ? arrivedIn(rows, start, scale) : base);
    rows[start + column] = value / scale;
    if (from === 'previous-row' && !Number.isNaN(value)) previous = value;
  }
  if (!reader.spent) throw broken(`column ${column} does not end where it should`);
}

/** What an instant is told from when the one before it never came: the arrival, or nothing. */
function arrivedIn(rows: Float64Array, start: number, scale: number): number {
  const arrived = inUnits(rows[start + COLUMN.arrivedAt] ?? 0, scale);
  return scale === 1 || Number.isNaN(arrived) ? 0 : arrived;
}

function packInstants(instants: Float64Array): Uint8Array {
  const writer = new VarintWriter(3 * instants.length);
  let previous = 0;
  for (const instant of instants) {
    const value = inUnits(instant, 1000);
    writer.put(value - previous);
    if (!Number.isNaN(value)) previous = value;
  }
  return writer.bytes();
}

function unpackInstants(count: number, reader: VarintReader): Float64Array {
  const instants = new Float64Array(count);
  let previous = 0;
  for (let index = 0; index < count; index++) {
    const value = reader.next() + previous;
    instants[index] = value / 1000;
    if (!Number.isNaN(value)) previous = value;
  }
  if (!reader.spent) throw broken('its segments do not end where they should');
  return instants;
}

/** Names and outcomes that rows count exist, and there are as many segments as rows claim. */
function assertReadable({ rows, tenantIds, executorIds, segmentsAt }: RowTable): void {
  let instants = 0;
  const known = (value: number | undefined, count: number) =>
    value !== undefined && Number.isInteger(value) && value >= 0 && value < count;
  for (let start = 0; start < rows.length; start += ROW_LENGTH) {
    const segments = rows[start + COLUMN.segments] ?? 0;
    if (segments > 1) instants += 2 * segments;
    const readable =
      known(rows[start + COLUMN.tenant], tenantIds.length) &&
      known(rows[start + COLUMN.executor], executorIds.length) &&
      known(rows[start + COLUMN.outcome], OUTCOMES.length) &&
      segments >= 0 &&
      Number.isFinite(rows[start + COLUMN.arrivedAt]) &&
      Number.isFinite(rows[start + COLUMN.endedAt]);
    if (!readable) throw broken(`request ${start / ROW_LENGTH + 1} of it is of nobody, or never arrived`);
  }
  if (instants !== segmentsAt.length) {
    throw broken(`it has ${segmentsAt.length} instants of segments where its requests have ${instants}`);
  }
}

async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await gunzip(bytes, MOST_BYTES);
  } catch (thrown) {
    if (thrown instanceof GzipError) throw broken(thrown.message);
    if (!(thrown instanceof TooMuchError)) throw thrown;
    throw new EngineError(
      'evidence-too-large',
      `The recording in this file unpacks to more than ${MOST_BYTES / 2 ** 20} MB, more than any run leaves. Take the field "recording" out to read its figures.`,
    );
  }
}

const broken = (why: string): EngineError =>
  new EngineError(
    'evidence-malformed',
    `recording: ${why}. The file was edited or cut on its way: export it again, or take the field "recording" out to read its figures.`,
  );
