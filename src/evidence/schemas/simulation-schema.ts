/** Schemas of what the simulator was given and told, as they stand in run files. */
import { z } from 'zod';
import { BACKENDS } from '../../domain/backend';
import type { SegmentPlan } from '../../domain/plan';
import { scenarioSchema } from '../../domain/scenario';
import type { Prediction, TenantCost } from '../../domain/simulation';
import {
  baselineSchema,
  count,
  counterFields,
  distributionSchema,
  numberOrNull,
  textOrNull,
  totalsSchema,
} from './figures';

export const segmentPlanSchema: z.ZodType<SegmentPlan> = z.looseObject({
  target: z.union([z.number(), z.literal('layer')]),
  segmentsMs: z.array(z.number()),
  wholeMs: z.number(),
  n: count,
  cutsTried: count,
  cutsKept: count,
  reason: textOrNull,
  lossFraction: z.number(),
  fenceMs: numberOrNull,
});

const costBasis = z.enum(['profile', 'baseline', 'served', 'modelled']);

const costSchema: z.ZodType<TenantCost> = z.looseObject({
  basis: costBasis,
  n: count,
  prepareMs: z.number(),
  computeMs: z.number(),
  samplesMs: z.array(z.number()),
  afterMs: z.number(),
  plan: segmentPlanSchema.nullable(),
  hopMs: z.number(),
  resource: z.enum(['compute', 'memory', 'unknown']),
  baseline: baselineSchema.nullable(),
});

const contentionSchema = z.looseObject({
  kind: z.literal('linear-slowdown'),
  slope: z.looseObject({ gpu: z.number(), cpu: z.number() }),
  n: count,
  relativeError: numberOrNull,
});

export const costsSchema = z.looseObject({
  backends: z.record(z.string(), z.enum(BACKENDS)),
  costs: z.record(z.string(), costSchema),
  contention: contentionSchema,
});

const predictedTenantSchema = z.looseObject({
  id: z.string(),
  ...counterFields,
  throughputPerSecond: z.number(),
  latencyMs: distributionSchema,
  preemptedMeanMs: numberOrNull,
  endToEndMs: distributionSchema.nullable(),
  slowdown: numberOrNull,
  deadlineHitFraction: numberOrNull,
  costBasis,
});

export const predictionSchema: z.ZodType<Prediction> = z.looseObject({
  basis: z.literal('simulated'),
  scenario: scenarioSchema,
  durationMs: z.number(),
  tenants: z.array(predictedTenantSchema),
  executors: z.array(z.looseObject({ id: z.string(), utilisationFraction: z.number() })),
  totals: totalsSchema,
  contention: contentionSchema,
  decisions: z.looseObject({ count, hash: z.string() }),
  events: count,
  wallMs: z.number(),
});
