/**
 * Which of the given files describe models. Documents are opened within bounds; what is none of ours is told, not
 * refused. It must not know what a good description is.
 */
import { EngineError } from '../domain/errors';
import { assertDescriptionSize, parseBoundedJson } from './bounded-json';
import { isDescription } from './description';
import { nameOf, type SourceFile } from './file-paths';
import type { GivenFiles } from './given-files';
import { isRecord, type JsonRecord } from './json-value';
import { MAX_DESCRIPTION_BYTES, MAX_DOCUMENT_BYTES, MAX_DOCUMENTS } from './limits';
import { MODEL_JSON } from './model-json';
import { readBlob } from './read-blob';
import { refusal } from './refusal';

export interface FoundDescription {
  readonly file: SourceFile;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly document: JsonRecord;
}

export interface FoundDescriptions {
  readonly found: readonly FoundDescription[];
  /** Why a document that should be a model is none; those called `model.json` first. */
  readonly failures: readonly EngineError[];
}

const isModelJson = ({ path }: SourceFile): boolean => nameOf(path).toLowerCase() === MODEL_JSON;

export async function findDescriptions(
  files: GivenFiles,
  assertWanted: () => void,
): Promise<FoundDescriptions> {
  const documents = files.all.filter(({ path }) => path.toLowerCase().endsWith('.json'));
  const others = documents.filter((file) => !isModelJson(file) && file.blob.size <= MAX_DESCRIPTION_BYTES);
  const candidates = [...documents.filter(isModelJson), ...others].slice(0, MAX_DOCUMENTS);
  const found: FoundDescription[] = [];
  const failures: EngineError[] = [];
  let left = MAX_DOCUMENT_BYTES;
  for (const file of candidates) {
    assertWanted();
    try {
      left -= file.blob.size;
      if (left < 0 && file.blob.size <= MAX_DESCRIPTION_BYTES) throw tooMany(file);
      const description = await open(file);
      if (description !== null) found.push(description);
    } catch (thrown) {
      if (!(thrown instanceof EngineError)) throw thrown;
      failures.push(thrown);
    }
  }
  return { found, failures };
}

const tooMany = ({ path }: SourceFile): EngineError =>
  refusal(
    'model-too-large',
    path,
    'was not opened, there are too many documents with it: bring the model’s folder alone',
  );

/** Null for a document that does not claim to be a model. */
async function open(file: SourceFile): Promise<FoundDescription | null> {
  assertDescriptionSize(file.path, file.blob.size);
  const bytes = await readBlob(file);
  const document = parseBoundedJson(file.path, bytes);
  if (isDescription(document)) return { file, bytes, document };
  if (!isModelJson(file) && !isArchitecture(document)) return null;
  throw refusal(
    'model-no-topology',
    file.path,
    isArchitecture(document)
      ? 'is the architecture of a Keras model without weights: save the model itself and convert it with `tensorflowjs_converter`'
      : 'is JSON without `modelTopology`: it is no TensorFlow.js model, or not all of it',
  );
}

const isArchitecture = (document: unknown): boolean =>
  isRecord(document) && typeof document.class_name === 'string' && document.config !== undefined;
