/**
 * A model: a network with weights, as `public/models/catalog.json` lists it, or as somebody brought it
 * (`custom-model.ts`). The schema is the file's contract; `scripts/assemble-models` and the app read the same document.
 */
import { z } from 'zod';
import type { CustomModel } from './custom-model';

const TASKS = [
  'face-detection',
  'face-landmarks',
  'face-emotion',
  'face-attributes',
  'iris-landmarks',
  'body-pose',
  'body-pose-3d',
  'hand-detection',
  'hand-landmarks',
  'hand-tracking',
  'object-detection',
  'person-segmentation',
  'semantic-segmentation',
  'super-resolution',
  'note-transcription',
] as const;
/** What a model is for: decides how its input is made and how its outputs are decoded. */
const taskSchema = z.enum(TASKS);

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hexadecimal');

const modelFileSchema = z.strictObject({
  /** Relative to `models/<id>/`; no folders, no dots at the start. */
  path: z.string().regex(/^[\w-][\w.-]*$/),
  /** Path inside the npm package, without the leading `package/`. */
  packagePath: z.string().min(1),
  /** What assembling does to the file; bytes and hash are those of the outcome. */
  transform: z.enum(['float16-weights', 'float16-manifest']).optional(),
  bytes: z.int().positive(),
  sha256: sha256Schema,
});

const imageInputSchema = z.strictObject({
  kind: z.literal('image'),
  /** `[batch, height, width, channel]`. */
  shape: z.tuple([
    z.int().min(1).max(2),
    z.int().positive(),
    z.int().positive(),
    z.union([z.literal(1), z.literal(3)]),
  ]),
  dtype: z.enum(['float32', 'int32']),
  /** Value of a black and of a white sample. */
  range: z.tuple([z.number(), z.number()]),
  /**
   * `frame`: the whole frame, letterboxed. `centre`: the square in the middle of the frame, of its height times
   * `regionScale`. `face`, `hand`: a square around it, `regionScale` × its box. `eyes`: a square around each eye
   * (batch 2: the person's right eye, then the left). `body`: a square around a whole body, hips in its middle; it may
   * reach far beyond the frame, and is the whole frame, letterboxed, where no body is known.
   */
  region: z.enum(['frame', 'centre', 'face', 'eyes', 'hand', 'body']),
  regionScale: z.number().positive(),
});
export type ImageInput = z.infer<typeof imageInputSchema>;

const audioInputSchema = z.strictObject({
  kind: z.literal('audio'),
  /** `[batch, samples, channel]`, one channel. */
  shape: z.tuple([z.literal(1), z.int().positive(), z.literal(1)]),
  dtype: z.literal('float32'),
  /** Lowest and highest value of a sample. */
  range: z.tuple([z.number(), z.number()]),
  sampleRateHz: z.int().positive(),
});
export type AudioInput = z.infer<typeof audioInputSchema>;

const modelSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  name: z.string().min(1),
  task: taskSchema,
  /** One line for a person who chooses a model. */
  description: z.string().min(1),
  format: z.enum(['graph', 'layers']),
  /** npm package (a key of `packages`) that the files come from. */
  package: z.string().min(1),
  /** `model.json` first, then its shards. */
  files: z.array(modelFileSchema).min(2),
  parameters: z.int().positive(),
  /** Multiply-accumulate operations an inference, in millions. */
  megaMacs: z.number().positive(),
  licence: z.strictObject({
    /** SPDX id of the package's licence. */
    spdx: z.string().min(1),
    /** Where the weights came from before the package. */
    upstream: z.string().min(1),
    note: z.string().optional(),
  }),
  /** When the files are fetched: by every assembly, or only when `npm run models -- <id>` asks for them. */
  assembly: z.enum(['default', 'on-request']),
  /** Models of one family do the same at another cost; they can stand in for one another. */
  family: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  /** Sequences of models that it fits in, as sentences for people: "BlazeFace → face crop → FaceMesh". */
  pipelines: z.array(z.string().min(1)),
  /** Where the graph is entered and left when that is not its signature: control flow is cut off. Node names. */
  cut: z.strictObject({ feed: z.string().min(1), fetches: z.array(z.string().min(1)).min(1) }).optional(),
  input: z.discriminatedUnion('kind', [imageInputSchema, audioInputSchema]),
});
export type CatalogModel = z.infer<typeof modelSchema>;
export type Model = CatalogModel | CustomModel;
export type ModelTask = z.infer<typeof taskSchema>;
/** A catalog model that takes pictures. */
export type ImageModel = CatalogModel & { readonly input: ImageInput };

export const isCustom = (model: Model): model is CustomModel => model.task === 'custom';

export const catalogSchema = z.strictObject({
  schemaVersion: z.literal(1),
  /** npm packages that weights are taken from; never dependencies. */
  packages: z.record(
    z.string(),
    z.strictObject({
      version: z.string(),
      integrity: z.string().regex(/^sha512-/),
      /** Size of the tarball. */
      bytes: z.int().positive(),
      licence: z.string(),
    }),
  ),
  models: z.array(modelSchema).min(1),
});
export type Catalog = z.infer<typeof catalogSchema>;

/** The catalog, and the models that somebody brought behind it. */
export interface ModelLibrary {
  readonly packages: Catalog['packages'];
  readonly models: readonly Model[];
}
