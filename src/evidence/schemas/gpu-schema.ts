/** Schemas of what a tenant did on WebGPU, as it stands in run files. */
import { z } from 'zod';
import { GPU_MODES, type RecordingFacts } from '../../domain/gpu';
import type { TenantGpu } from '../../domain/run-file';
import { count, distributionSchema } from './figures';

const factsSchema: z.ZodType<RecordingFacts> = z.looseObject({
  dispatches: count,
  copies: count,
  pipelines: count,
  weightBytes: z.number(),
  intermediateBytes: z.number(),
  unaliasedBytes: z.number(),
  uniformBytes: z.number(),
  constantBytes: z.number(),
  captureMs: z.number(),
  verifyMs: z.number(),
});

const modeReportSchema = z.looseObject({
  asked: z.enum(GPU_MODES),
  running: z.enum(GPU_MODES).exclude(['auto']),
  reason: z.string(),
  recordable: z.boolean().nullable(),
  facts: factsSchema.nullable(),
});

export const tenantGpuSchema: z.ZodType<TenantGpu> = z.looseObject({
  mode: modeReportSchema.nullable(),
  issueMs: distributionSchema,
  gpuMs: distributionSchema.nullable(),
  gpuInvalid: count,
});
