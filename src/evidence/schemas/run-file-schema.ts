/**
 * A run file from outside. Fields that came to be later may be missing: they read as what is known of them, nothing. An
 * experiment's schema stands beside it.
 */
import { z } from 'zod';
import { BACKENDS } from '../../domain/backend';
import type { EncodedRecording, RunFile } from '../../domain/run-file';
import { LOADGEN_MODES, scenarioSchema } from '../../domain/scenario';
import {
  backendOrNull,
  baselineSchema,
  count,
  counterFields,
  distributionSchema,
  errorSchema,
  numberOrNull,
  provenanceSchema,
  textOrNull,
  totalsSchema,
  workloadSchema,
} from './figures';
import { tenantGpuSchema } from './gpu-schema';
import { costsSchema, predictionSchema, segmentPlanSchema } from './simulation-schema';

const NO_DISTRIBUTION = { n: 0, mean: null, p50: null, p90: null, p95: null, p99: null, max: null };

const waterfallSchema = z.looseObject({
  queueingMs: z.number(),
  transportMs: z.number(),
  preprocessMs: z.number(),
  ownComputeMs: z.number(),
  slowedMs: numberOrNull,
  preemptedMs: z.number().default(0),
  readbackMs: z.number(),
  decodeMs: z.number(),
});

const pipelineSchema = z.looseObject({ endToEndMs: distributionSchema, freshnessMs: distributionSchema });

const loadgenSchema = z.looseObject({
  mode: z.enum(LOADGEN_MODES),
  metric: z.string(),
  value: numberOrNull,
  n: count,
  needed: count,
  met: z.boolean().nullable(),
});

const overlapSchema = z.looseObject({ tenantId: z.string(), shareFraction: z.number(), delayMs: z.number() });

const tenantRunSchema = z.looseObject({
  id: z.string(),
  modelId: z.string(),
  executorId: z.string(),
  backend: backendOrNull,
  workload: workloadSchema,
  ...counterFields,
  throughputPerSecond: z.number(),
  latencyMs: distributionSchema,
  queueingDelayMs: distributionSchema,
  serviceTimeMs: distributionSchema,
  waterfallMs: waterfallSchema.nullable(),
  alone: baselineSchema.nullable(),
  slowdown: numberOrNull,
  slowdownBasis: textOrNull,
  deadlineHitFraction: numberOrNull,
  plan: segmentPlanSchema.nullable().default(null),
  pipeline: pipelineSchema.nullable().default(null),
  loadgen: loadgenSchema.nullable().default(null),
  overlap: z.exactOptional(z.array(overlapSchema).nullable()),
  gpu: z.exactOptional(tenantGpuSchema),
  lastResult: z.unknown().transform((value) => value ?? null),
  error: errorSchema,
});

const executorRunSchema = z.looseObject({
  id: z.string(),
  requestedBackend: z.enum(['auto', ...BACKENDS]),
  backend: backendOrNull,
  backendReason: textOrNull,
  adapter: textOrNull,
  softwareAdapter: z.boolean(),
  threads: count,
  utilisationFraction: z.number(),
  memoryBytes: z.looseObject({
    inUse: numberOrNull,
    reserved: numberOrNull,
    shared: z.exactOptional(z.number()),
    budget: z.exactOptional(z.number()),
  }),
  error: errorSchema,
});

const uiSchema = z.looseObject({
  frames: count,
  p95FrameMs: numberOrNull,
  longTasks: count.nullable(),
  longestTaskMs: numberOrNull,
  mainThreadBusyFraction: numberOrNull,
  mainThreadBusyBasis: z
    .enum(['browser-task-duration', 'frame-wall-time', 'script-time-estimate'])
    .nullable(),
});

const decisionsSchema = z.looseObject({
  count,
  p50Us: numberOrNull,
  p99Us: numberOrNull,
  beyondSegmentMs: distributionSchema,
});

const xrbenchSchema = z.looseObject({
  score: z.number(),
  models: z.array(
    z.looseObject({
      id: z.string(),
      realTime: z.number(),
      qoe: z.number(),
      score: z.number(),
      frames: count,
    }),
  ),
});

const recordingSchema: z.ZodType<EncodedRecording> = z.looseObject({
  codec: z.enum(['gzip-columns-1', 'gzip-columns-2']),
  requests: count,
  truncated: z.boolean(),
  base64: z.string(),
});

export const runFileSchema: z.ZodType<RunFile> = z.looseObject({
  schemaVersion: z.literal([1, 2]),
  scenario: scenarioSchema,
  provenance: provenanceSchema,
  durationMs: z.number().min(0),
  tenants: z.array(tenantRunSchema),
  executors: z.array(executorRunSchema),
  totals: totalsSchema,
  ui: uiSchema,
  decisions: decisionsSchema.default({
    count: 0,
    p50Us: null,
    p99Us: null,
    beyondSegmentMs: NO_DISTRIBUTION,
  }),
  costs: costsSchema.nullable().default(null),
  predicted: z.exactOptional(predictionSchema),
  xrbench: z.exactOptional(xrbenchSchema.nullable()),
  recording: z.exactOptional(recordingSchema),
});
