/**
 * A scenario: tenants, executors, input and seed as one validated JSON document. The same document stands in the
 * URL hash, in a preset, in a run file and on the command line; `public/scenario.schema.json` is generated from here.
 */
import { z } from 'zod';
import { BACKENDS } from './backend';
import { customModelReferenceSchema } from './custom-model';
import { EngineError } from './errors';
import { GPU_MODES, MAX_SUBMITS_IN_FLIGHT } from './gpu';
import { GATE_IDS, POLICY_IDS } from './policy-ids';
import { schedulingTroubles } from './scenario-scheduling';
import { NEWEST_SCENARIO } from './scenario-version';

export const MAX_TENANTS = 24;
export const MAX_EXECUTORS = 16;
export const MAX_RATE_PER_SECOND = 1000;
export const MAX_IN_FLIGHT = 64;
export const MAX_THREADS = 16;
export const MAX_PRIORITY = 9;
export const MAX_REPLAYED = 10_000;
/** Requests that an executor may hold at once. */
export const MAX_ISSUED = 8;
/** Characters of a policy that somebody wrote: it travels in links. */
export const MAX_USER_POLICY = 10_000;

const idSchema = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,39}$/,
    'lower-case letters, digits and hyphens, at most 40, starting with a letter or digit',
  );

const rateSchema = z
  .number()
  .positive('a rate is above 0: pause the tenant to ask for nothing')
  .max(MAX_RATE_PER_SECOND, `no clock of a browser holds more than ${MAX_RATE_PER_SECOND} arrivals a second`);

const queueBoundSchema = z
  .int()
  .min(1)
  .max(1000)
  .default(4)
  .describe('Waiting requests of the tenant beyond which `overload` decides.');

/** MLPerf LoadGen's scenarios, shortened: "LoadGen-style", never an MLPerf result. */
export const LOADGEN_MODES = ['single-stream', 'multi-stream', 'server', 'offline'] as const;
export type LoadgenMode = (typeof LOADGEN_MODES)[number];
/** Samples of one query of the multi-stream mode. */
export const MULTI_STREAM_SAMPLES = 8;

const workloadSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('closed').describe('Closed loop: a completion triggers the next arrival.'),
    inFlight: z.int().min(1).max(MAX_IN_FLIGHT).describe('Requests always outstanding.'),
  }),
  z.strictObject({
    kind: z
      .literal('periodic')
      .describe('Open loop: arrivals at scheduled instants, whatever the executor does.'),
    ratePerSecond: rateSchema.describe('Arrivals a second.'),
    jitterFraction: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe(
        'Arrival k comes k periods after the start plus a uniform delay of up to this share of a period.',
      ),
    queueBound: queueBoundSchema,
  }),
  z.strictObject({
    kind: z.literal('poisson').describe('Open loop: exponential gaps, drawn from the seed.'),
    ratePerSecond: rateSchema.describe('Arrivals a second, in the mean.'),
    queueBound: queueBoundSchema,
  }),
  z.strictObject({
    kind: z
      .literal('bursty')
      .describe('Open loop: Poisson while on, nothing while off; both last exponentially long.'),
    ratePerSecond: rateSchema.describe('Arrivals a second while on.'),
    onMs: z.number().min(10).max(600_000).describe('Mean length of a burst.'),
    offMs: z.number().min(10).max(600_000).describe('Mean length of a pause.'),
    queueBound: queueBoundSchema,
  }),
  z.strictObject({
    kind: z.literal('replayed').describe('Open loop: arrivals at recorded instants.'),
    offsetsMs: z
      .array(z.number().min(0).max(86_400_000))
      .min(1)
      .max(MAX_REPLAYED)
      .describe('Instants after the start, ascending.'),
    loop: z.boolean().default(true).describe('Begins anew one mean gap after the last.'),
    queueBound: queueBoundSchema,
  }),
  z.strictObject({
    kind: z.literal('loadgen').describe("MLPerf LoadGen's scenarios, shortened: LoadGen-style."),
    mode: z.enum(LOADGEN_MODES),
    ratePerSecond: rateSchema.default(10).describe('`server`: queries a second, Poisson.'),
    boundMs: z
      .number()
      .positive()
      .max(600_000)
      .default(100)
      .describe('`server`: the bound on the p99 of latency.'),
    samples: z.int().min(1).max(MAX_REPLAYED).default(256).describe('`offline`: samples of a query.'),
  }),
  z.strictObject({
    kind: z.literal('triggered').describe('Arrives when the tenant that it depends on completes.'),
    queueBound: queueBoundSchema,
  }),
]);
export type Workload = z.infer<typeof workloadSchema>;
export type LoadgenWorkload = Extract<Workload, { kind: 'loadgen' }>;
/** Requests of one query of a LoadGen-style workload. */
export function samplesPerQuery({ mode, samples }: LoadgenWorkload): number {
  if (mode === 'offline') return samples;
  return mode === 'multi-stream' ? MULTI_STREAM_SAMPLES : 1;
}
/** Workloads that have an end of their queue: what arrives beyond it is up to `overload`. */
export const queueBoundOf = (workload: Workload): number | null =>
  'queueBound' in workload ? workload.queueBound : null;

const deadlineSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z
      .literal('next-frame')
      .describe(
        'The next scheduled instant of a periodic workload; a triggered tenant takes over that of its first cause.',
      ),
  }),
  z.strictObject({
    kind: z
      .literal('fixed')
      .describe('So long after the arrival; of a triggered tenant: of its first cause.'),
    ms: z.number().positive('a deadline is after the arrival').max(600_000),
  }),
  z.strictObject({
    kind: z
      .literal('alone')
      .describe('So many times its own time alone after the arrival; none before that is known.'),
    factor: z.number().positive('a deadline is after the arrival').max(1000),
  }),
]);
export type Deadline = z.infer<typeof deadlineSchema>;

/**
 * What gives way when more arrives than is served. `drop-newest`: what arrives at a full queue. `newest-wins`: the oldest
 * that waits, for the one that arrives. `drop-late`: also what waits past its deadline. `admit`: what is predicted to
 * miss its deadline is rejected on arrival.
 */
export const OVERLOADS = ['drop-newest', 'newest-wins', 'drop-late', 'admit'] as const;
export type Overload = (typeof OVERLOADS)[number];

const dependsOnSchema = z.strictObject({
  tenantId: idSchema,
  probability: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('That a completion triggers anything, from the seed.'),
  fanOut: z
    .int()
    .min(1)
    .max(8)
    .default(1)
    .describe('Requests of one completion at most: one for each thing found.'),
});
export type DependsOn = z.infer<typeof dependsOnSchema>;

const gateSchema = z.enum(GATE_IDS).default('free-for-all');
const gatesSchema = z.strictObject({ gpu: gateSchema, cpu: gateSchema });
export type Gates = z.infer<typeof gatesSchema>;
export const FREE_GATES: Gates = { gpu: 'free-for-all', cpu: 'free-for-all' };

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
  policy: z.enum(POLICY_IDS).default('fifo').describe('How the executor chooses the next request.'),
  grain: z
    .enum(['inference', 'segment'])
    .default('inference')
    .describe('When it chooses: between two inferences, or between two segments of them.'),
  segmentMs: z
    .union([z.literal('layer'), z.number().min(0.25).max(1000)])
    .default(2)
    .describe('Target time of a segment, ms; `layer`: as many as there are.'),
  inFlight: z
    .union([z.literal('auto'), z.int().min(1).max(MAX_ISSUED)])
    .default('auto')
    .describe(
      'Requests issued to it at once. `auto`: one; under a preemptive policy with segments one of each tenant.',
    ),
  submitsInFlight: z
    .int()
    .min(1)
    .max(MAX_SUBMITS_IN_FLIGHT)
    .optional()
    .describe('WebGPU, recorded tenants: submits under way at once; one when absent.'),
  gpuTiming: z
    .boolean()
    .optional()
    .describe('WebGPU, recorded tenants: GPU time of each request by timestamp queries; off when absent.'),
  memoryBudgetMB: z
    .int()
    .min(16)
    .max(65_536)
    .optional()
    .describe('WebGPU and WebGL: bytes of tensors and recordings beyond which no model is loaded, in 10^6.'),
});
export type ExecutorConfig = z.infer<typeof executorConfigSchema>;
/** How an executor chooses unless somebody says otherwise. */
export const PLAIN_CHOICE = {
  policy: 'fifo',
  grain: 'inference',
  segmentMs: 2,
  inFlight: 'auto',
} as const satisfies Partial<ExecutorConfig>;

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
  priority: z.int().min(1).max(MAX_PRIORITY).default(1).describe('9 comes first, where the policy heeds it.'),
  weight: z.number().min(0.1).max(100).default(1).describe('Share under weighted fair queueing.'),
  overload: z.enum(OVERLOADS).default('drop-newest').describe('What gives way under overload.'),
  dependsOn: dependsOnSchema.optional().describe('The tenant whose completions trigger this one.'),
  input: tenantInputSchema
    .default('scene')
    .describe(
      '`scene`: the moving scene and its melody. `random`: tensors from the seed. The others: what this browser is given.',
    ),
  paused: z.boolean().default(false),
  mode: z
    .enum(GPU_MODES)
    .optional()
    .describe('How it runs on WebGPU; `auto` when absent. Other backends ignore it.'),
});
export type TenantConfig = z.infer<typeof tenantConfigSchema>;
/** What a tenant is worth unless somebody says otherwise. */
export const PLAIN_TERMS = {
  priority: 1,
  weight: 1,
  overload: 'drop-newest',
} as const satisfies Partial<TenantConfig>;

export const scenarioSchema = z
  .strictObject({
    schemaVersion: z
      .literal([1, 2])
      .describe('The lowest whose readers know each field: 2 with anything about WebGPU modes.'),
    name: z.string().min(1).max(80).describe('For people; presets carry their id here.'),
    seed: z
      .int()
      .min(0)
      .max(2 ** 32 - 1)
      .default(1),
    executors: z.array(executorConfigSchema).min(1).max(MAX_EXECUTORS),
    tenants: z.array(tenantConfigSchema).min(1).max(MAX_TENANTS),
    gates: gatesSchema
      .optional()
      .describe('How the executors of a device share it; free for all when absent.'),
    userPolicy: z
      .string()
      .min(1)
      .max(MAX_USER_POLICY)
      .optional()
      .describe('Source of the policy `user`: a JavaScript function of the ready requests.'),
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
    });
    for (const { path, message } of schedulingTroubles(scenario)) issue(path, message);
  });
export type Scenario = z.infer<typeof scenarioSchema>;

/** `["tenants", 2, "workload"]` → `tenants[2].workload`. */
export function pathText(path: readonly PropertyKey[]): string {
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
  if (typeof version !== 'number' || version <= NEWEST_SCENARIO) return;
  throw new EngineError(
    'scenario-too-new',
    `The scenario was written by a newer version of the playground (schema ${version}; this one reads 1 to ${NEWEST_SCENARIO}). Reload the page to get the newest version, or save the scenario anew there.`,
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
