/**
 * A model's files as TensorFlow.js keeps them: artifacts, with one topology and one row of weights. What is kept here
 * also remembers its own files, so that they come back byte for byte and give the same id. Must not know storage.
 */
import type { TakenModel } from '../protocol/intake-contract';
import { readBlobFiles } from '../sources/blob-files';
import { parseBoundedJson } from '../sources/bounded-json';
import { listOf, recordOf } from '../sources/json-value';
import type { ShelfRecord } from './model-shelf';

/** What TensorFlow.js takes over from a description into artifacts and back. */
const FIELDS = [
  'format',
  'generatedBy',
  'convertedBy',
  'modelTopology',
  'signature',
  'userDefinedMetadata',
  'modelInitializer',
  'initializerSignature',
  'trainingConfig',
] as const;

/** The files as they were, as far as artifacts do not tell. */
interface Original {
  readonly description: Uint8Array<ArrayBuffer>;
  /** In the manifest's order; together the weights. */
  readonly shardBytes: readonly number[];
  readonly labels: readonly string[] | null;
}

/** Of a description, or of artifacts. */
export const picked = (from: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(FIELDS.flatMap((name) => (from[name] == null ? [] : [[name, from[name]]])));

const lengthOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/**
 * @param savedAt ms since the epoch
 * @throws EngineError `model-load-failed` | `model-hash-mismatch` when the files are not what they were.
 */
export async function recordFor({ model, blobs }: TakenModel, savedAt: number): Promise<ShelfRecord> {
  const contents = await readBlobFiles(model, blobs); // a file on disk may have changed since
  const [description = new Uint8Array(), ...shards] = contents.values();
  const json = recordOf(parseBoundedJson(model.name, description));
  const weightSpecs = listOf(json.weightsManifest).flatMap((group) => listOf(recordOf(group).weights));
  const weightData = await new Blob(shards).arrayBuffer();
  const original: Original = {
    description,
    shardBytes: shards.map(({ length }) => length),
    labels: model.labels,
  };
  return {
    modelArtifacts: { format: `${model.format}-model`, ...picked(json), weightSpecs, weightData },
    modelArtifactsInfo: {
      dateSaved: new Date(savedAt),
      modelTopologyType: 'JSON',
      modelTopologyBytes: lengthOf(json.modelTopology),
      weightSpecsBytes: lengthOf(weightSpecs),
      weightDataBytes: weightData.byteLength,
    },
    original,
  };
}

/** Bytes of weights and description, and when they were saved; null or zero where the page that did it did not say. */
export function readInfo(info: unknown): { readonly bytes: number; readonly savedAt: number | null } {
  const { dateSaved, modelTopologyBytes, weightSpecsBytes, weightDataBytes } = recordOf(info);
  const sizes = [modelTopologyBytes, weightSpecsBytes, weightDataBytes];
  const at = dateSaved instanceof Date ? dateSaved.getTime() : Number.NaN;
  return {
    bytes: sizes.reduce<number>((sum, size) => sum + (typeof size === 'number' && size > 0 ? size : 0), 0),
    savedAt: Number.isNaN(at) ? null : at,
  };
}
