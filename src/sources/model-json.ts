/**
 * `model.json` as TensorFlow.js's converter writes it, checked as far as the library would trust it. Must not know
 * where it came from.
 */
import { z } from 'zod';
import { EngineError } from '../domain/errors';
import { isCustom, type Model } from '../domain/model';

export const MODEL_JSON = 'model.json';

/** What a converter stores smaller: as half floats, or as whole numbers of a scale from a lowest value. */
const quantizationSchema = z.discriminatedUnion('dtype', [
  z.looseObject({ dtype: z.literal('float16') }),
  z.looseObject({ dtype: z.enum(['uint8', 'uint16']), scale: z.number(), min: z.number() }),
]);

const weightSpecSchema = z
  .looseObject({
    name: z.string(),
    shape: z.array(z.int().nonnegative()),
    dtype: z.enum(['float32', 'int32', 'bool']),
    quantization: quantizationSchema.optional(),
  })
  .refine(({ dtype, quantization }) => quantization?.dtype !== 'float16' || dtype === 'float32', {
    path: ['quantization'],
    message: 'only float32 weights can be stored as float16',
  });
export type WeightSpec = z.infer<typeof weightSpecSchema>;

/** What a model can do without is left out when it is something else. */
const optionalRecord = z.record(z.string(), z.unknown()).nullish().catch(null);

const modelJsonSchema = z.looseObject({
  format: z.enum(['graph-model', 'layers-model']).nullish(),
  generatedBy: z.string().nullish().catch(null),
  convertedBy: z.string().nullish().catch(null),
  signature: optionalRecord,
  userDefinedMetadata: optionalRecord,
  /** Fills the hash tables of a graph before its first inference. */
  modelInitializer: optionalRecord,
  initializerSignature: optionalRecord,
  modelTopology: z.record(z.string(), z.unknown()),
  weightsManifest: z.array(z.object({ paths: z.array(z.string()), weights: z.array(weightSpecSchema) })),
});
export type ModelJson = z.infer<typeof modelJsonSchema>;

/** @throws EngineError `model-malformed`, naming the field. */
export function parseModelJson(model: Model, bytes: Uint8Array | undefined): ModelJson {
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
  if (declared !== undefined && declared !== null && declared !== `${model.format}-model`) {
    const says = isCustom(model) ? 'its topology is that of a' : 'the catalog says';
    throw malformed(model, `is a ${declared}, ${says} ${model.format}`);
  }
  return parsed.data;
}

export function malformed(model: Model, why: string): EngineError {
  return new EngineError('model-malformed', `${model.name}: ${MODEL_JSON} ${why}.`);
}
