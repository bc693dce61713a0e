/** The files that benches of the GPU write, and the check of what is read from somebody else's. Shapes alone. */
import { z } from 'zod';

const ms = z.number().nonnegative();
const whole = z.number().int().nonnegative();

/** `npm run bench:issue`: CPU time to issue one inference, ms, medians. */
const issueModel = z.strictObject({
  modelId: z.string().min(1),
  dispatches: whole,
  eagerIssueMs: ms,
  recordedIssueMs: ms.nullable(),
  segmentedIssueMs: ms.nullable(),
  bitEqual: z.boolean(),
});
const issueFileSchema = z.strictObject({ models: z.array(issueModel) });

const machine = z.strictObject({
  adapter: z.strictObject({
    name: z.string(),
    vendor: z.string(),
    architecture: z.string(),
    device: z.string(),
    description: z.string(),
    software: z.boolean(),
    features: z.array(z.string()),
    limits: z.record(z.string(), z.number()),
  }),
  userAgent: z.string(),
  browserVersion: z.string(),
  cores: whole,
  crossOriginIsolated: z.boolean(),
  clockStepMs: ms,
  tensorflowVersion: z.string(),
  platform: z.string(),
  productVersion: z.string(),
  commit: z.string().nullable(),
});

const throughput = z.strictObject({
  tenants: whole.min(1),
  layout: z.enum(['one device', 'a device each']),
  mode: z.enum(['eager', 'recorded', 'interleaved']),
  submitsInFlight: whole.min(1),
  /** Inferences a second of all tenants together, round by round. */
  roundsPerSecond: z.array(z.number().nonnegative()).min(1),
});

const memory = z.strictObject({ eagerPeakBytes: whole, recordingBytes: whole });

/** `npm run bench:gpu`. */
export const gpuFileSchema = z.strictObject({
  schemaVersion: z.literal(1),
  kind: z.literal('gpu-bench'),
  takenAt: z.iso.datetime(),
  machine,
  options: z.strictObject({
    models: z.array(z.string()).min(1),
    rounds: whole.min(1),
    roundMs: ms,
    segments: whole.min(1),
    samples: whole.min(1),
  }),
  issue: z.array(
    issueModel.extend({
      eagerBeforeMs: ms,
      note: z.string().nullable(),
      samples: whole,
      segments: whole,
      memory: memory.nullable(),
    }),
  ),
  /** In the order in which they are counted in `throughput`. */
  tenants: z.array(z.string()),
  throughput: z.array(throughput),
  leftOut: z.array(z.strictObject({ modelId: z.string(), reason: z.string() })),
});

/** To a tenth of a µs: the clock is coarser. @param {number | null} value ms */
const written = (value) => (value === null ? null : Math.round(1e4 * value) / 1e4);

/**
 * @param {readonly import('./gpu-page.mjs').IssueCost[]} costs
 * @returns {z.infer<typeof issueFileSchema>}
 */
export const issueFileOf = (costs) =>
  issueFileSchema.parse({
    models: costs.map(({ modelId, dispatches, bitEqual, ...cost }) => ({
      modelId,
      dispatches,
      eagerIssueMs: written(cost.eagerIssueMs),
      recordedIssueMs: written(cost.recordedIssueMs),
      segmentedIssueMs: written(cost.segmentedIssueMs),
      bitEqual,
    })),
  });
