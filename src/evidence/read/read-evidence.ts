/**
 * A file from outside as a run or an experiment, or a refusal that says what it is instead, which field is wrong and what to
 * do. Nothing of it reaches a prototype, and nothing that shows a document needs to look at it twice.
 */
import { EngineError } from '../../domain/errors';
import type { RunFile } from '../../domain/run-file';
import { pathText } from '../../domain/scenario';
import type { Evidence } from '../../protocol/evidence-contract';
import { decodeRecording } from '../recording-codec';
import { experimentFileSchema } from '../schemas/experiment-file-schema';
import { runFileSchema } from '../schemas/run-file-schema';
import { boundedText } from './bounded-text';
import { foreignKindOf, foreignTextOf, looksLikeTrace } from './foreign-kinds';
import { type NewerPart, newerPartOf } from './newer-part';
import { unsafePathIn } from './unsafe-keys';

const HEAD_BYTES = 4096;
const TOLD_PROBLEMS = 6;

/** @throws EngineError `evidence-foreign` | `evidence-malformed` | `evidence-too-new` | `evidence-too-large`. */
export async function readEvidence(blob: Blob, fileName: string): Promise<Evidence> {
  const head = await blob.slice(0, HEAD_BYTES).text();
  if (looksLikeTrace(head)) throw foreign(fileName, foreignKindOf({ traceEvents: [] }));
  return readText(await boundedText(fileName, blob), fileName);
}

/** The same, of text. */
async function readText(text: string, fileName: string): Promise<Evidence> {
  const value = parsed(text, fileName);
  const fields = fieldsOf(value);
  const newer = newerPartOf(fields);
  if (newer !== null) throw tooNew(fileName, newer);
  const isExperiment = fields.type === 'experiment';
  const isRun = 'scenario' in fields && 'provenance' in fields && 'tenants' in fields;
  if (!isExperiment && !isRun) throw foreign(fileName, foreignKindOf(value));
  const unsafe = unsafePathIn(value);
  if (unsafe !== null) {
    throw malformed(
      fileName,
      `${unsafe}: no figure has a field of that name, and it would reach beyond the document`,
    );
  }
  const schema = isExperiment ? experimentFileSchema : runFileSchema;
  const checked = schema.safeParse(value);
  if (!checked.success) throw malformed(fileName, problemsOf(checked.error.issues));
  const document = checked.data;
  return 'recording' in document ? withRecording(document) : { document, recording: null };
}

async function withRecording({ recording, ...document }: RunFile): Promise<Evidence> {
  if (recording === undefined) return { document, recording: null };
  return { document, recording: await decodeRecording(recording), truncated: recording.truncated };
}

function parsed(text: string, fileName: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const kind = foreignTextOf(text.slice(0, HEAD_BYTES));
    if (kind !== null) throw foreign(fileName, kind);
    const why = cause instanceof Error ? cause.message : String(cause);
    throw malformed(fileName, `it begins as JSON and does not end as such (${why}): it was cut or edited`);
  }
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>) // an object that is no list
    : {};

function problemsOf(issues: readonly { readonly path: PropertyKey[]; readonly message: string }[]): string {
  const told = issues.slice(0, TOLD_PROBLEMS).map(({ path, message }) => `${pathText(path)}: ${message}`);
  const more = issues.length - told.length;
  return `${told.join('. ')}${more > 0 ? `. And ${more} more` : ''}`.slice(0, 1500);
}

const foreign = (name: string, kind: string | null): EngineError =>
  new EngineError(
    'evidence-foreign',
    `"${name}" is neither a run nor an experiment of this playground${kind === null ? '' : `: it seems to be ${kind}`}. Choose a file that was exported here as JSON.`,
  );

const malformed = (name: string, why: string): EngineError =>
  new EngineError(
    'evidence-malformed',
    `"${name}" cannot be read. ${why}. Export it again from where it was measured.`,
  );

const tooNew = (name: string, { what, version, reads }: NewerPart): EngineError =>
  new EngineError(
    'evidence-too-new',
    `"${name}" was written by a newer version of the playground (${what} ${version}; this one reads 1 to ${reads}). Reload the page to get the newest version, or export it from an older one.`,
  );
