/**
 * A scenario: tenants, executors, input and seed as one validated JSON document. The same document stands in the
 * URL hash, in a preset, in a run file and on the command line; `public/scenario.schema.json` is generated from here.
 */
import { z } from 'zod';
import { BACKENDS } from './backend';
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

const tenantConfigSchema = z.strictObject({
  id: idSchema,
  modelId: z.string().min(1),
  executorId: idSchema,
  workload: workloadSchema,
  deadline: deadlineSchema.default({ kind: 'none' }),
  input: z
    .enum(['scene', 'random'])
    .default('scene')
    .describe('`scene`: the moving scene. `random`: tensors from the seed.'),
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

/**
 * Reads a scenario from outside (URL, file, preset).
 * @param modelIds the models that exist here; a tenant of any other is refused.
 * @throws EngineError `scenario-invalid`, whose message says each place and why.
 */
export function parseScenario(value: unknown, modelIds: readonly string[]): Scenario {
  const parsed = scenarioSchema.safeParse(withoutSchemaLink(value));
  const problems = parsed.success ? [] : parsed.error.issues.map((i) => `${pathText(i.path)}: ${i.message}`);
  if (parsed.success) {
    parsed.data.tenants.forEach((tenant, index) => {
      if (modelIds.includes(tenant.modelId)) return;
      problems.push(
        `tenants[${index}].modelId: no model is called "${tenant.modelId}"; there are: ${modelIds.join(', ')}`,
      );
    });
    if (problems.length === 0) return parsed.data;
  }
  throw new EngineError('scenario-invalid', `The scenario is not valid. ${problems.join('. ')}.`);
}
