/**
 * `model.json` as TensorFlow.js's converter writes it, checked as far as the library would trust it. Must not know
 * where it came from.
 */
import { z } from 'zod';
import { EngineError } from '../domain/errors';
import type { Model } from '../domain/model';

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
  if (declared !== undefined && declared !== `${model.format}-model`) {
    throw malformed(model, `is a ${declared}, the catalog says ${model.format}`);
  }
  return parsed.data;
}

export function malformed(model: Model, why: string): EngineError {
  return new EngineError('model-malformed', `${model.name}: ${MODEL_JSON} ${why}.`);
}
