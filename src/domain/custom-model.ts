/**
 * A model that somebody brought: where it came from, what its signature says, what is fed to it and how its outputs
 * are shown. The schemas are the part that travels in scenarios and is remembered in the browser.
 */
import { z } from 'zod';

/** `custom-` and the first 12 digits of the hash over its files: the same files give the same id everywhere. */
const CUSTOM_ID = /^custom-[0-9a-f]{12}$/;

/** Numbers that can be typed or pasted for one input; they are repeated to fill it. */
export const MAX_TYPED_VALUES = 4096;
/** Numbers of one input: 64 MB of float32. */
export const MAX_INPUT_NUMBERS = 2 ** 24;
/** Dimensions of a tensor in TensorFlow.js. */
export const MAX_RANK = 6;
/** Labels of one model, and characters of one label. */
export const MAX_LABELS = 20_000;
export const MAX_LABEL_LENGTH = 120;

/** Lowest and highest number: of a black and a white sample, of a sound's swing, of random numbers. */
const rangeSchema = z.tuple([z.number(), z.number()]);

/** What one input is given. */
const feedSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    /** The picture of the tenant's live input; shape `[1, height, width, 1 | 3]`, or channels first. */
    kind: z.literal('image'),
    range: rangeSchema,
    /** `letterbox`: the whole frame with bars. `crop`: the square in its middle. */
    fit: z.enum(['letterbox', 'crop']),
    layout: z.enum(['channels-last', 'channels-first']),
  }),
  z.strictObject({
    /** The newest stretch of the tenant's live sound; mono. */
    kind: z.literal('audio'),
    sampleRateHz: z.int().min(8000).max(192_000),
    range: rangeSchema,
  }),
  z.strictObject({ kind: z.literal('random'), range: rangeSchema }),
  z.strictObject({
    kind: z.literal('values'),
    values: z.array(z.number()).min(1).max(MAX_TYPED_VALUES),
  }),
]);
export type Feed = z.infer<typeof feedSchema>;

const inputChoiceSchema = z.strictObject({
  /** As the signature names it. */
  name: z.string().min(1).max(200),
  /** Without free dimensions. */
  shape: z
    .array(z.int().min(1).max(MAX_INPUT_NUMBERS))
    .max(MAX_RANK)
    .refine((shape) => shape.reduce((product, side) => product * side, 1) <= MAX_INPUT_NUMBERS, {
      message: `an input of more than ${MAX_INPUT_NUMBERS} numbers`,
    }),
  feed: feedSchema,
});
export type InputChoice = z.infer<typeof inputChoiceSchema>;

/** An output by name, or null for the first. */
const outputNameSchema = z.string().min(1).max(200).nullable();

/** How outputs are shown. */
const outputViewSchema = z.discriminatedUnion('kind', [
  /** Every output: shape, range, the largest numbers and where they stand. */
  z.strictObject({ kind: z.literal('numbers') }),
  /** The largest numbers of one output as classes; `softmax`: they are logits. */
  z.strictObject({ kind: z.literal('classes'), output: outputNameSchema, softmax: z.boolean() }),
  /** `[1, height, width, 1 | 3 | 4]` as a picture; `range` is black and white. */
  z.strictObject({ kind: z.literal('image'), output: outputNameSchema, range: rangeSchema }),
  /** One channel of `[1, height, width, channels]` or `[1, height, width]`, from its lowest to its highest number. */
  z.strictObject({
    kind: z.literal('heat-map'),
    output: outputNameSchema,
    channel: z.int().min(0).max(4095),
  }),
  /** Boxes `[…, count, 4]` with scores `[…, count]` or `[…, count, classes]`. */
  z.strictObject({
    kind: z.literal('boxes'),
    boxes: outputNameSchema,
    scores: outputNameSchema,
    /** Class numbers `[…, count]`; null when the scores tell them, or there are none. */
    classes: outputNameSchema,
    order: z.enum(['yxyx', 'xyxy', 'xywh', 'centre-xywh']),
    /** In fractions of the input, or in its pixels. */
    unit: z.enum(['fraction', 'pixel']),
    threshold: z.number().min(0).max(1),
  }),
]);
export type OutputView = z.infer<typeof outputViewSchema>;

/** What can be chosen about a model, and is remembered for its files. */
export const customSettingsSchema = z.strictObject({
  name: z.string().min(1).max(80),
  inputs: z.array(inputChoiceSchema).min(1).max(16),
  view: outputViewSchema,
});
export type CustomSettings = z.infer<typeof customSettingsSchema>;

/** Where the files came from, and can be had from again. */
const customSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('url'), url: z.url({ protocol: /^https?$/ }).max(2000) }),
  /** A model in this browser's storage, by the name under which TensorFlow.js keeps it: `indexeddb://<key>`. */
  z.strictObject({ kind: z.literal('browser'), key: z.string().min(1).max(200) }),
  /** Files that were dropped or picked: only whoever has them can bring them again. */
  z.strictObject({ kind: z.literal('files') }),
]);
export type CustomSource = z.infer<typeof customSourceSchema>;

/** A custom model as a scenario names it: enough to fetch it again, to know it again and to feed it as before. */
export const customModelReferenceSchema = z.strictObject({
  id: z.string().regex(CUSTOM_ID, 'custom- and twelve hexadecimal digits'),
  source: customSourceSchema,
  settings: customSettingsSchema,
});
export type CustomModelReference = z.infer<typeof customModelReferenceSchema>;

/** A tensor as the signature describes it; null: a free dimension. Shape null: the signature does not say. */
export interface SignatureTensor {
  readonly name: string;
  readonly shape: readonly (number | null)[] | null;
  readonly dtype: 'float32' | 'int32' | 'bool';
}

export interface CustomModel {
  readonly task: 'custom';
  readonly id: string;
  readonly name: string;
  readonly format: 'graph' | 'layers';
  /** `model.json` first, then its shards in the manifest's order; paths are unique and have no folders. */
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
  readonly parameters: number;
  readonly source: CustomSource;
  readonly signature: {
    readonly inputs: readonly SignatureTensor[];
    readonly outputs: readonly SignatureTensor[];
  };
  /** One for each input of the signature, in its order. */
  readonly inputs: readonly InputChoice[];
  readonly view: OutputView;
  /** Names of classes by number; null when none were given. */
  readonly labels: readonly string[] | null;
  /** Has operations whose outputs depend on values: TensorFlow.js runs it with `executeAsync`. */
  readonly controlFlow: boolean;
  /** What reading it told that is worth a sentence: what was corrected, guessed or left out. */
  readonly notes: readonly string[];
}

export const referenceOf = ({ id, source, name, inputs, view }: CustomModel): CustomModelReference => ({
  id,
  source,
  settings: { name, inputs: [...inputs], view },
});

/** The same model with other choices. */
export const withSettings = (model: CustomModel, settings: CustomSettings): CustomModel => ({
  ...model,
  ...settings,
});
