/**
 * A scenario: tenants, executors, input and seed as one validated JSON document. The same document stands in the
 * URL hash, in a preset, in a run file and on the command line; `public/scenario.schema.json` is generated from here.
 */
import { z } from 'zod';
import { BACKENDS } from './backend';
import { customModelReferenceSchema } from './custom-model';
import { EngineError } from './errors';

export const MAX_TENANTS = 24;
export const MAX_EXECUTORS = 16;
export const MAX_RATE_PER_SECOND = 1000;
export const MAX_IN_FLIGHT = 64;
export const MAX_THREADS = 16;

const idSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    'lower-case letters, digits and hyphens, at most 40, starting with a letter or digit',
  );

const workloadSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('closed').describe('Closed loop: a completion triggers the next arrival.'),
    inFlight: z.int().min(1).max(MAX_IN_FLIGHT).describe('Requests always outstanding.'),
  }),
  z.strictObject({
    kind: z
      .literal('periodic')
      .describe('Open loop: arrivals at scheduled instants, whatever the executor does.'),
    ratePerSecond: z.number().positive().max(MAX_RATE_PER_SECOND).describe('Arrivals a second.'),
    queueBound: z
      .int()
      .min(1)
      .max(1000)
      .default(4)
      .describe('Waiting requests at which a further arrival is dropped, and counted as dropped.'),
  }),
]);
export type Workload = z.infer<typeof workloadSchema>;

const deadlineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('next-frame').describe('The next scheduled arrival. Periodic workloads only.'),
  }),
]);
export type Deadline = z.infer<typeof deadlineSchema>;

const executorConfigSchema = z.strictObject({
  id: idSchema,
  backend: z.enum(['auto', ...BACKENDS]).describe('`auto`: the best that this machine really has.'),
  threads: z
    .int()
    .min(1)
    .max(MAX_THREADS)
    .default(1)
    .describe(
      'WASM threads asked for; more than one needs cross-origin isolation. Other backends ignore it.',
    ),
  policy: z.enum(['fifo']).default('fifo').describe('How the executor chooses the next request.'),
});
export type ExecutorConfig = z.infer<typeof executorConfigSchema>;

/** Where pictures come from. `scene`: the moving scene. */
export const PICTURE_SOURCES = ['scene', 'camera', 'screen', 'video', 'pictures'] as const;
export type PictureSource = (typeof PICTURE_SOURCES)[number];
/** Where sound comes from. `scene`: its melody. */
export const SOUND_SOURCES = ['scene', 'microphone', 'sound-file'] as const;
export type SoundSource = (typeof SOUND_SOURCES)[number];

const tenantInputSchema = z.enum([
  'scene',
  'camera',
  'screen',
  'video',
  'pictures',
  'microphone',
  'sound-file',
  'random',
]);
/** What a tenant is given. One that looks at pictures and is given a sound sees the scene, and the other way round. */
export type TenantInput = z.infer<typeof tenantInputSchema>;

/** What a tenant that looks at pictures sees under this input; null for random tensors. */
export function pictureSourceOf(input: TenantInput): PictureSource | null {
  if (input === 'random') return null;
  return PICTURE_SOURCES.find((source) => source === input) ?? 'scene';
}

/** What a tenant that listens hears under this input; null for random tensors. */
export function soundSourceOf(input: TenantInput): SoundSource | null {
  if (input === 'random') return null;
  return SOUND_SOURCES.find((source) => source === input) ?? 'scene';
}

const tenantConfigSchema = z.strictObject({
  id: idSchema,
  modelId: z.string().min(1),
  executorId: idSchema,
  workload: workloadSchema,
  deadline: deadlineSchema.default({ kind: 'none' }),
  input: tenantInputSchema
    .default('scene')
    .describe(
      '`scene`: the moving scene and its melody. `random`: tensors from the seed. The others: what this browser is given.',
    ),
  paused: z.boolean().default(false),
});
export type TenantConfig = z.infer<typeof tenantConfigSchema>;

export const scenarioSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    name: z.string().min(1).max(80).describe('For people; presets carry their id here.'),
    seed: z
      .int()
      .min(0)
      .max(2 ** 32 - 1)
      .default(1),
    executors: z.array(executorConfigSchema).min(1).max(MAX_EXECUTORS),
    tenants: z.array(tenantConfigSchema).min(1).max(MAX_TENANTS),
    models: z
      .array(customModelReferenceSchema)
      .min(1)
      .max(MAX_TENANTS)
      .optional()
      .describe('Models of tenants that are not in the catalog; absent when there are none.'),
  })
  .superRefine((scenario, context) => {
    const issue = (path: (string | number)[], message: string) =>
      context.addIssue({ code: 'custom', path, message });
    const executorIds = new Set<string>();
    scenario.executors.forEach((executor, index) => {
      if (executorIds.has(executor.id))
        issue(['executors', index, 'id'], `two executors are called "${executor.id}"`);
      executorIds.add(executor.id);
    });
    const tenantIds = new Set<string>();
    scenario.tenants.forEach((tenant, index) => {
      if (tenantIds.has(tenant.id)) issue(['tenants', index, 'id'], `two tenants are called "${tenant.id}"`);
      tenantIds.add(tenant.id);
      if (!executorIds.has(tenant.executorId)) {
        const known = [...executorIds].join(', ');
        issue(
          ['tenants', index, 'executorId'],
          `no executor is called "${tenant.executorId}"; there are: ${known}`,
        );
      }
      if (tenant.deadline.kind === 'next-frame' && tenant.workload.kind !== 'periodic') {
        issue(['tenants', index, 'deadline'], 'a next-frame deadline needs a periodic workload');
      }
    });
  });
export type Scenario = z.infer<typeof scenarioSchema>;

/** `["tenants", 2, "workload"]` → `tenants[2].workload`. */
function pathText(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return text.replace(/^\./, '') || 'the document';
}

/** Editors find the published schema by a `$schema` field; it is no part of the scenario. */
function withoutSchemaLink(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('$schema' in value)) return value;
  const { $schema: _link, ...rest } = value;
  return rest;
}

/** Problems beyond these are counted only: a document of a million wrong fields is told in a few lines. */
const TOLD_PROBLEMS = 8;
/** Of one problem: names from outside can be as long as they like. */
const TOLD_CHARACTERS = 600;

const clipped = (text: string): string =>
  text.length > TOLD_CHARACTERS ? `${text.slice(0, TOLD_CHARACTERS)}…` : text;

/**
 * Reads a scenario from outside (URL, file, preset).
 * @param modelIds the models that exist here; a tenant of one that neither exists nor is described is refused.
 * @throws EngineError `scenario-invalid`, whose message says each place and why; `scenario-too-new`;
 *   `scenario-too-large`.
 */
export function parseScenario(value: unknown, modelIds: readonly string[]): Scenario {
  refuseNewer(value);
  refuseLarger(value);
  const parsed = scenarioSchema.safeParse(withoutSchemaLink(value));
  const problems = parsed.success ? [] : parsed.error.issues.map((i) => `${pathText(i.path)}: ${i.message}`);
  if (parsed.success) {
    const described = parsed.data.models?.map(({ id }) => id) ?? [];
    parsed.data.tenants.forEach((tenant, index) => {
      if (modelIds.includes(tenant.modelId) || described.includes(tenant.modelId)) return;
      problems.push(
        `tenants[${index}].modelId: no model is called "${tenant.modelId}"; there are: ${modelIds.join(', ')}`,
      );
    });
    if (problems.length === 0) return parsed.data;
  }
  const more = problems.length - TOLD_PROBLEMS;
  const told = problems.slice(0, TOLD_PROBLEMS).map(clipped).join('. ');
  const counted = more > 0 ? ` And ${more} more.` : '';
  throw new EngineError('scenario-invalid', `The scenario is not valid. ${told}.${counted}`);
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name] // an own field of an object
    : undefined;

function refuseNewer(value: unknown): void {
  const version = fieldOf(value, 'schemaVersion');
  if (typeof version !== 'number' || version <= 1) return;
  throw new EngineError(
    'scenario-too-new',
    `The scenario was written by a newer version of the playground (schema ${version}; this one reads 1). Reload the page to get the newest version, or save the scenario anew there.`,
  );
}

function refuseLarger(value: unknown): void {
  const limits = [
    ['executors', MAX_EXECUTORS],
    ['tenants', MAX_TENANTS],
  ] as const;
  for (const [name, most] of limits) {
    const list = fieldOf(value, name);
    if (!Array.isArray(list) || list.length <= most) continue;
    throw new EngineError(
      'scenario-too-large',
      `The scenario has ${list.length} ${name}; one tab holds at most ${most}. Take some out, or split it.`,
    );
  }
}
