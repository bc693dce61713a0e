/** An experiment from outside, complete or partial. The request within it has its own schema in `domain/experiment.ts`. */
import { z } from 'zod';
import {
  EXPERIMENT_KINDS,
  type ExperimentFile,
  type ExperimentPlan,
  experimentRequestSchema,
  GPU_ARMS,
} from '../../domain/experiment';
import { GPU_MODES } from '../../domain/gpu';
import { scenarioSchema } from '../../domain/scenario';
import {
  baselineSchema,
  count,
  counterFields,
  distributionSchema,
  intervalSchema,
  numberOrNull,
  provenanceSchema,
  textOrNull,
} from './figures';

const factorsSchema = z.record(z.string(), z.union([z.string(), z.number()]));
const intervalOrNull = intervalSchema.nullable();

const plannedRunFields = { cellId: z.string(), round: z.number(), control: z.boolean() };

const planSchema: z.ZodType<ExperimentPlan> = z.looseObject({
  kind: z.enum(EXPERIMENT_KINDS),
  title: z.string(),
  request: experimentRequestSchema,
  cells: z.array(
    z.looseObject({
      id: z.string(),
      label: z.string(),
      role: z.enum(['alone', 'pair', 'set']),
      factors: factorsSchema,
      tenantIds: z.array(z.string()),
      scenario: scenarioSchema,
    }),
  ),
  runs: z.array(z.looseObject(plannedRunFields)),
  estimatedMs: z.number(),
  notes: z.array(z.string()),
});

const flagSchema = z.looseObject({
  kind: z.enum([
    'drift',
    'spread',
    'too-few',
    'tenant-failed',
    'tab-hidden',
    'slept',
    'other-tab',
    'software-adapter',
    'mode-missed',
  ]),
  words: z.string(),
  cellId: textOrNull,
  tenantId: textOrNull,
});

const runningSchema = z.enum(GPU_MODES).exclude(['auto']);

const measuredTenantSchema = z.looseObject({
  id: z.string(),
  ...counterFields,
  throughputPerSecond: z.number(),
  latencyMs: distributionSchema,
  serviceTimeMs: distributionSchema,
  deadlineHitFraction: numberOrNull,
  completedAtMs: z.array(z.number()),
  latenciesMs: z.array(z.number()),
  servicesMs: z.array(z.number()),
  gpu: z.exactOptional(
    z.looseObject({ running: runningSchema, reason: z.string(), issueMs: distributionSchema }).nullable(),
  ),
});

const measurementSchema = z.looseObject({
  ...plannedRunFields,
  startedAt: z.number(),
  durationMs: z.number(),
  tenants: z.array(measuredTenantSchema),
  utilisationFraction: z.record(z.string(), z.number()),
  memoryBytes: numberOrNull,
  flags: z.array(flagSchema),
});

const matrixSchema = z
  .looseObject({
    tenants: z.array(z.string()),
    cells: z.array(
      z.array(
        z.looseObject({ slowdown: z.number(), low: z.number(), high: z.number(), n: count }).nullable(),
      ),
    ),
    bases: z.array(z.string()),
  })
  .refine(
    ({ tenants, cells }) =>
      cells.length === tenants.length && cells.every((row) => row.length === tenants.length),
    'it has a row and a column for each tenant',
  );

const pointSchema = z.looseObject({
  copies: count,
  throughputPerSecond: z.number(),
  throughputLow: z.number(),
  throughputHigh: z.number(),
  p50Ms: numberOrNull,
  p95Ms: numberOrNull,
  n: count,
});

const stepSchema = z.looseObject({
  tenants: count,
  deadlineHitFraction: z.number(),
  low: z.number(),
  high: z.number(),
  throughputPerSecond: z.number(),
  p95Ms: numberOrNull,
  n: count,
});

const comparedSchema = z.looseObject({
  cellId: z.string(),
  label: z.string(),
  factors: factorsSchema,
  throughputPerSecond: intervalOrNull,
  p95Ms: numberOrNull,
  worstDeadlineHitFraction: numberOrNull,
  stp: numberOrNull,
  antt: numberOrNull,
  jainFairness: numberOrNull,
  memoryBytes: numberOrNull,
  n: count,
  againstFirst: intervalOrNull,
  tenants: z.array(
    z.looseObject({
      id: z.string(),
      throughputPerSecond: intervalOrNull,
      latencyMs: intervalOrNull,
      slowdown: numberOrNull,
      deadlineHitFraction: numberOrNull,
    }),
  ),
});

const adviceFiguresSchema = z.looseObject({
  throughputPerSecond: z.number(),
  worstDeadlineHitFraction: z.number(),
  memoryBytes: numberOrNull,
});

const advicePointSchema = z.looseObject({
  id: z.string(),
  label: z.string(),
  scenario: scenarioSchema,
  predicted: adviceFiguresSchema,
  measured: adviceFiguresSchema.nullable(),
  onFront: z.boolean(),
  present: z.boolean(),
});

const gpuSharingSchema = z.looseObject({
  arms: z.array(
    z.looseObject({
      cellId: z.string(),
      label: z.string(),
      arm: z.enum(GPU_ARMS),
      tenants: count,
      submits: count,
      throughputPerSecond: intervalOrNull,
      p95Ms: numberOrNull,
      issueMs: numberOrNull,
      n: count,
      againstEager: intervalOrNull,
      againstRecorded: intervalOrNull,
      worst: z.looseObject({ tenantId: z.string(), againstEager: intervalSchema }).nullable(),
      missed: z.array(
        z.looseObject({ tenantId: z.string(), running: runningSchema.nullable(), reason: z.string() }),
      ),
    }),
  ),
  verdicts: z.array(
    z.looseObject({
      tenants: count,
      outcome: z.enum(['benefit', 'none', 'unknown']),
      bestCellId: textOrNull,
      words: z.string(),
    }),
  ),
});

export const experimentFileSchema: z.ZodType<ExperimentFile> = z.looseObject({
  schemaVersion: z.literal([1, 2]),
  type: z.literal('experiment'),
  kind: z.enum(EXPERIMENT_KINDS),
  title: z.string(),
  status: z.enum(['complete', 'partial']),
  why: textOrNull,
  plan: planSchema,
  provenance: provenanceSchema,
  measurements: z.array(measurementSchema),
  baselines: z.record(z.string(), baselineSchema),
  drift: z.looseObject({ ratio: intervalOrNull, flagged: z.boolean() }).nullable(),
  flags: z.array(flagSchema),
  method: z.string(),
  matrix: z.exactOptional(matrixSchema),
  points: z.exactOptional(z.array(pointSchema)),
  knee: z.exactOptional(z.looseObject({ copies: z.number(), low: z.number(), high: z.number() }).nullable()),
  steps: z.exactOptional(z.array(stepSchema)),
  holdsUpTo: z.exactOptional(numberOrNull),
  compared: z.exactOptional(z.array(comparedSchema)),
  advice: z.exactOptional(z.array(advicePointSchema)),
  gpuSharing: z.exactOptional(gpuSharingSchema),
});
