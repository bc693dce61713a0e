/**
 * Schemas of the figures that runs and experiments share. Objects keep fields that are not known here: a file of a version
 * that measures more loses nothing. Deep enough that whoever shows a document need not look twice.
 */
import { z } from 'zod';
import { BACKENDS } from '../../domain/backend';
import type { ErrorCode } from '../../domain/errors';
import type { Baseline, Counters, Distribution, Provenance, Totals } from '../../domain/run-file';
import { scenarioSchema } from '../../domain/scenario';

export const numberOrNull = z.number().nullable();
export const textOrNull = z.string().nullable();
export const count = z.int().min(0);
export const backendOrNull = z.enum(BACKENDS).nullable();
export const workloadSchema = scenarioSchema.shape.tenants.element.shape.workload;

export const distributionSchema: z.ZodType<Distribution> = z.looseObject({
  n: count,
  mean: numberOrNull,
  p50: numberOrNull,
  p90: numberOrNull,
  p95: numberOrNull,
  p99: numberOrNull,
  max: numberOrNull,
});

export const counterFields = {
  arrivals: count,
  completions: count,
  late: count,
  dropped: count,
  rejected: count,
  failed: count,
  queued: count,
  inFlight: count,
} satisfies Record<keyof Counters, z.ZodType<number>>;

export const baselineSchema: z.ZodType<Baseline> = z.looseObject({
  n: count,
  throughputPerSecond: z.number(),
  latencyMs: distributionSchema,
  serviceTimeMs: distributionSchema,
  computeMeanMs: z.number(),
  durationMs: z.number(),
});

export const intervalSchema = z.looseObject({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  n: count,
  confidence: z.number(),
});

export const totalsSchema: z.ZodType<Totals> = z.looseObject({
  throughputPerSecond: z.number(),
  stp: numberOrNull,
  antt: numberOrNull,
  jainFairness: numberOrNull,
  minNpRatio: numberOrNull,
});

export const errorSchema = z
  .looseObject({
    // Of another version it may be one that this one does not know; its message says it all the same.
    code: z.custom<ErrorCode>((value) => typeof value === 'string', 'a code is text'),
    message: z.string(),
  })
  .nullable();

const completionTimes = z.looseObject({ medianMs: z.number(), minimumMs: z.number(), n: z.number() });

export const provenanceSchema: z.ZodType<Provenance> = z.looseObject({
  appVersion: z.string(),
  commit: z.string(),
  tfjsVersion: z.string(),
  takenAt: z.iso.datetime({ offset: true }),
  userAgent: z.string(),
  cores: z.number(),
  crossOriginIsolated: z.boolean(),
  clockResolutionMs: z.number(),
  webgpuCompletion: z.exactOptional(z.looseObject({ drain: completionTimes, map: completionTimes })),
  clockOffsetMs: numberOrNull,
  viewport: z.looseObject({ width: z.number(), height: z.number(), devicePixelRatio: z.number() }),
  hiddenMs: z.number(),
  seed: z.number(),
  modelHashes: z.record(z.string(), z.string()),
  warnings: z.array(z.string()),
});
