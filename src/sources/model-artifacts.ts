/**
 * Turns a model's verified files into the plain artifacts that TensorFlow.js loads from memory. It checks everything
 * that the library would trust, and must not import the library.
 */
import { z } from 'zod';
import { EngineError } from '../domain/errors';
import type { Model } from '../domain/model';

const quantizationSchema = z.looseObject({
  dtype: z.enum(['uint8', 'uint16', 'float16']),
  scale: z.number().optional(),
  min: z.number().optional(),
});

const weightSpecSchema = z.looseObject({
  name: z.string(),
  shape: z.array(z.int().nonnegative()),
  dtype: z.enum(['float32', 'int32', 'bool']),
  quantization: quantizationSchema.optional(),
});
type WeightSpec = z.infer<typeof weightSpecSchema>;

const modelJsonSchema = z.looseObject({
  format: z.enum(['graph-model', 'layers-model']).optional(),
  generatedBy: z.string().nullish(),
  convertedBy: z.string().nullish(),
  signature: z.record(z.string(), z.unknown()).optional(),
  userDefinedMetadata: z.record(z.string(), z.unknown()).optional(),
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z
    .array(z.object({ paths: z.array(z.string()).min(1), weights: z.array(weightSpecSchema) }))
    .min(1),
});
type ModelJson = z.infer<typeof modelJsonSchema>;

/** The shape of TensorFlow.js's `io.ModelArtifacts`, as far as it is used. */
export interface ModelArtifacts {
  readonly format: 'graph-model' | 'layers-model';
  readonly modelTopology: Record<string, unknown>;
  readonly weightSpecs: readonly WeightSpec[];
  /** All shards in the order of the manifest. */
  readonly weightData: ArrayBuffer;
  readonly signature?: Record<string, unknown>;
  readonly userDefinedMetadata?: Record<string, unknown>;
  readonly generatedBy?: string;
  readonly convertedBy?: string;
}

const MODEL_JSON = 'model.json';

/**
 * @param files contents by path, as `fetchVerifiedFiles` returns them.
 * @throws EngineError `model-malformed`, naming the field or the shard.
 */
export function toArtifacts(
  model: Model,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): ModelArtifacts {
  const json = parse(model, files.get(MODEL_JSON));
  const weightSpecs = json.weightsManifest.flatMap(({ weights }) => weights);
  const shards = json.weightsManifest
    .flatMap(({ paths }) => paths)
    .map((path) => {
      const shard = files.get(path);
      if (shard === undefined)
        throw malformed(model, `names the shard ${path}, which the catalog does not list`);
      return shard;
    });
  const weightData = concatenate(shards);
  const wanted = weightSpecs.reduce((sum, spec) => sum + bytesOf(spec), 0);
  if (wanted !== weightData.byteLength) {
    throw malformed(model, `describes ${wanted} bytes of weights, the shards have ${weightData.byteLength}`);
  }
  const { signature, userDefinedMetadata, generatedBy, convertedBy } = json;
  return {
    format: json.format ?? (model.format === 'graph' ? 'graph-model' : 'layers-model'),
    modelTopology: json.modelTopology,
    weightSpecs,
    weightData,
    ...(signature && { signature }),
    ...(userDefinedMetadata && { userDefinedMetadata }),
    ...(generatedBy && { generatedBy }),
    ...(convertedBy && { convertedBy }),
  };
}

function parse(model: Model, bytes: Uint8Array | undefined): ModelJson {
  if (bytes === undefined) throw malformed(model, 'is not among the files');
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw malformed(model, 'is not JSON');
  }
  const parsed = modelJsonSchema.safeParse(document);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw malformed(model, `is not a TensorFlow.js model: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  const declared = parsed.data.format;
  if (declared !== undefined && declared !== `${model.format}-model`) {
    throw malformed(model, `is a ${declared}, the catalog says ${model.format}`);
  }
  return parsed.data;
}

function malformed(model: Model, why: string): EngineError {
  return new EngineError('model-malformed', `${model.name}: ${MODEL_JSON} ${why}.`);
}

const BYTES = { float32: 4, int32: 4, bool: 1, float16: 2, uint16: 2, uint8: 1 } as const;

/** Bytes of a weight as stored: quantised weights take their small type. */
function bytesOf({ shape, dtype, quantization }: WeightSpec): number {
  return shape.reduce((product, side) => product * side, BYTES[quantization?.dtype ?? dtype]);
}

/** One shard keeps its buffer, which is what all catalog models have: no copy of the weights. */
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
