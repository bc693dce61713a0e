/**
 * A model: a network with weights, as `public/models/catalog.json` lists it.
 * The schema is the file's contract; `scripts/assemble-models` and the app read the same document.
 */
import { z } from 'zod';

const TASKS = [
  'face-detection',
  'face-landmarks',
  'face-emotion',
  'body-pose',
  'person-segmentation',
] as const;
/** What a model is for: decides how its input is made and how its outputs are decoded. */
const taskSchema = z.enum(TASKS);

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in lower-case hexadecimal');

const modelFileSchema = z.strictObject({
  /** Relative to `models/<id>/`; no folders, no dots at the start. */
  path: z.string().regex(/^[\w-][\w.-]*$/),
  /** Path inside the npm package, without the leading `package/`. */
  packagePath: z.string().min(1),
  bytes: z.int().positive(),
  sha256: sha256Schema,
});

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
  input: z.strictObject({
    /** `[batch, height, width, channel]`. */
    shape: z.tuple([
      z.literal(1),
      z.int().positive(),
      z.int().positive(),
      z.union([z.literal(1), z.literal(3)]),
    ]),
    dtype: z.enum(['float32', 'int32']),
    /** Value of a black and of a white sample. */
    range: z.tuple([z.number(), z.number()]),
    /** `frame`: the whole frame, letterboxed. `face`: a square around a face, `regionScale` × the face box. */
    region: z.enum(['frame', 'face']),
    regionScale: z.number().positive(),
  }),
});
export type Model = z.infer<typeof modelSchema>;

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
