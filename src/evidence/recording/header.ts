/** The head of a recording's bytes: names, counts and where each column ends. Checked here against the bytes there are. */
import { z } from 'zod';
import { EngineError } from '../../domain/errors';
import { COLUMN_RULES, GPU_COLUMN_RULES } from './columns';

/** Requests that are read; ten minutes at 1000 a second are 600 000. */
const MAX_REQUESTS = 4_000_000;
const LENGTH_BYTES = 4;
const countSchema = z.int().min(0);
const namesSchema = z.array(z.string().max(200)).max(1000);

/** Of all requests, and of their segments. */
export const FIRST_COLUMNS = COLUMN_RULES.length + 1;
const ALL_COLUMNS = FIRST_COLUMNS + GPU_COLUMN_RULES.length;

const headerSchema = z.object({
  tenantIds: namesSchema,
  executorIds: namesSchema,
  requests: countSchema.max(MAX_REQUESTS),
  segmentInstants: countSchema,
  columnBytes: z
    .array(countSchema)
    .refine(({ length }) => length === FIRST_COLUMNS || length === ALL_COLUMNS, 'as many as there are'),
});
export type RecordingHeader =
  z.infer<typeof headerSchema> extends infer H
    ? { readonly [K in keyof H]: H[K] extends (infer I)[] ? readonly I[] : H[K] }
    : never;

/** @returns the header, and where the first column begins. @throws EngineError `evidence-malformed`. */
export function parseHeader(bytes: Uint8Array): { readonly header: RecordingHeader; readonly at: number } {
  const length =
    bytes.length < LENGTH_BYTES ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const at = LENGTH_BYTES + length;
  const parsed = headerSchema.safeParse(jsonOf(bytes.subarray(LENGTH_BYTES, at)));
  const header = parsed.data;
  const sum = header?.columnBytes.reduce((total, size) => total + size, at);
  // Each number takes at least a byte: counts beyond the bytes are refused before anything is allocated for them.
  const fits = header !== undefined && sum === bytes.length && header.segmentInstants <= bytes.length;
  if (fits && header.requests * COLUMN_RULES.length <= bytes.length) return { header, at };
  throw new EngineError(
    'evidence-malformed',
    'recording: its head does not fit its columns. The file was edited or cut on its way: export it again, or take the field "recording" out to read its figures.',
  );
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null; // the schema refuses it
  }
}
