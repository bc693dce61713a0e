/**
 * Turns a model's verified files into the plain artifacts that TensorFlow.js loads from memory. It checks everything
 * that the library would trust, and must not import the library.
 */
import { isCustom, type Model } from '../domain/model';
import { inOlderLayout, olderWeightName } from './keras-three';
import { MODEL_JSON, type ModelJson, malformed, parseModelJson, type WeightSpec } from './model-json';

/** The shape of TensorFlow.js's `io.ModelArtifacts`, as far as it is used. */
export interface ModelArtifacts {
  readonly format: 'graph-model' | 'layers-model';
  readonly modelTopology: Readonly<Record<string, unknown>>;
  readonly weightSpecs: readonly WeightSpec[];
  /** All shards in the order of the manifest. */
  readonly weightData: ArrayBuffer;
  readonly signature?: Record<string, unknown>;
  readonly userDefinedMetadata?: Record<string, unknown>;
  readonly modelInitializer?: Record<string, unknown>;
  readonly initializerSignature?: Record<string, unknown>;
  readonly generatedBy?: string;
  readonly convertedBy?: string;
}

/**
 * @param files contents by path, as `fetchVerifiedFiles` or `readBlobFiles` returns them.
 * @throws EngineError `model-malformed`, naming the field or the shard.
 */
export function toArtifacts(
  model: Model,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): ModelArtifacts {
  const json = parseModelJson(model, files.get(MODEL_JSON));
  const hasNodes = model.format === 'graph';
  const weightSpecs = json.weightsManifest
    .flatMap(({ weights }) => weights)
    .map((spec) => (hasNodes ? spec : { ...spec, name: olderWeightName(json.modelTopology, spec.name) }));
  const weightData = concatenate(
    isCustom(model) ? inOrder(model, json, files) : shardsOf(model, json, files),
  );
  const wanted = weightSpecs.reduce((sum, spec) => sum + storedBytesOf(spec), 0);
  if (wanted !== weightData.byteLength) {
    throw malformed(model, `describes ${wanted} bytes of weights, the shards have ${weightData.byteLength}`);
  }
  const { signature, userDefinedMetadata, modelInitializer, initializerSignature } = json;
  const { generatedBy, convertedBy } = json;
  return {
    format: json.format ?? (model.format === 'graph' ? 'graph-model' : 'layers-model'),
    modelTopology: hasNodes ? json.modelTopology : inOlderLayout(json.modelTopology),
    weightSpecs,
    weightData,
    ...(signature && { signature }),
    ...(userDefinedMetadata && { userDefinedMetadata }),
    ...(modelInitializer && { modelInitializer }),
    ...(initializerSignature && { initializerSignature }),
    ...(generatedBy && { generatedBy }),
    ...(convertedBy && { convertedBy }),
  };
}

/** A custom model's files stand in the manifest's order, under names of their own: the manifest may name folders. */
function inOrder(
  model: Model,
  { weightsManifest }: ModelJson,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): readonly Uint8Array<ArrayBuffer>[] {
  const paths = weightsManifest.flatMap((group) => group.paths);
  const shards = model.files.slice(1).map(({ path }) => files.get(path));
  if (paths.length !== shards.length) {
    throw malformed(model, `names ${paths.length} shards, there are ${shards.length}`);
  }
  return shards.map((shard, index) => {
    if (shard === undefined)
      throw malformed(model, `names the shard ${paths[index]}, which is not among the files`);
    return shard;
  });
}

/** In the manifest's order; exactly those that the catalog lists beside `model.json`, each once. */
function shardsOf(
  model: Model,
  { weightsManifest }: ModelJson,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): readonly Uint8Array<ArrayBuffer>[] {
  const unused = new Map(files);
  unused.delete(MODEL_JSON);
  const shards = weightsManifest
    .flatMap(({ paths }) => paths)
    .map((path) => {
      const shard = unused.get(path);
      if (shard === undefined)
        throw malformed(
          model,
          files.has(path)
            ? `names the shard ${path} twice`
            : `names the shard ${path}, which the catalog does not list`,
        );
      unused.delete(path);
      return shard;
    });
  const [left] = unused.keys();
  if (left !== undefined) throw malformed(model, `does not name ${left}, which the catalog lists`);
  return shards;
}

const BYTES = { float32: 4, int32: 4, bool: 1, float16: 2, uint16: 2, uint8: 1 } as const;

/** Bytes of a weight as stored: quantised weights take their small type. */
export function storedBytesOf({ shape, dtype, quantization }: WeightSpec): number {
  return shape.reduce((product, side) => product * side, BYTES[quantization?.dtype ?? dtype]);
}

/** One shard, as most catalog models have, keeps its buffer: no copy of the weights. */
function concatenate(shards: readonly Uint8Array<ArrayBuffer>[]): ArrayBuffer {
  const [only] = shards;
  if (shards.length === 1 && only?.byteLength === only?.buffer.byteLength)
    return only?.buffer ?? new ArrayBuffer();
  const joined = new Uint8Array(shards.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const shard of shards) {
    joined.set(shard, offset);
    offset += shard.length;
  }
  return joined.buffer;
}
