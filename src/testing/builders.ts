/** Small valid domain objects for tests: name what matters, the rest is plausible. */
import type { Machine } from '../domain/backend';
import type { CustomModel } from '../domain/custom-model';
import type { Catalog, ImageModel } from '../domain/model';
import type { RequestRecord } from '../domain/request';
import type { Baseline, Distribution } from '../domain/run-file';
import { type ExecutorConfig, type Scenario, scenarioSchema, type TenantConfig } from '../domain/scenario';
import { instant } from '../domain/units';
import type { QueuedRequest } from '../engine/scheduling/scheduler';
import type { InferArgument } from '../protocol/executor-contract';

function distribution(mean: number, n = 100): Distribution {
  return { n, mean, p50: mean, p90: mean, p95: null, p99: null, max: mean };
}

export function baseline(given: {
  throughputPerSecond: number;
  meanLatencyMs?: number;
  computeMeanMs?: number;
}): Baseline {
  const meanLatencyMs = given.meanLatencyMs ?? 1000 / given.throughputPerSecond;
  return {
    n: 100,
    throughputPerSecond: given.throughputPerSecond,
    latencyMs: distribution(meanLatencyMs),
    serviceTimeMs: distribution(meanLatencyMs),
    computeMeanMs: given.computeMeanMs ?? meanLatencyMs,
    durationMs: 3000,
  };
}

/** A completed request whose instants are `arrivedAt` plus the given running offsets in ms. */
export function completedRequest(
  given: Partial<RequestRecord> & { at?: number; partsMs?: readonly number[] },
): RequestRecord {
  const { at = 0, partsMs = [1, 0.1, 0.5, 8, 0.2, 0.2], ...rest } = given;
  let running = at;
  const [issuedAt = 0, startedAt = 0, preprocessedAt = 0, computedAt = 0, readAt = 0, completedAt = 0] =
    partsMs.map((part) => {
      running += part;
      return running;
    });
  return {
    requestId: 1,
    tenantId: 'a',
    executorId: 'wasm-1',
    outcome: 'completed',
    arrivedAt: instant(at),
    deadlineAt: null,
    issuedAt: instant(issuedAt),
    stamps: {
      startedAt: instant(startedAt),
      preprocessedAt: instant(preprocessedAt),
      computedAt: instant(computedAt),
      readAt: instant(readAt),
      completedAt: instant(completedAt),
      preemptedMs: 0,
    },
    segmentsAt: null,
    cause: null,
    endedAt: instant(completedAt),
    ...rest,
  };
}

/** A machine with WASM and plain JavaScript only. */
export const plainMachine: Machine = {
  userAgent: 'test',
  cores: 2,
  crossOriginIsolated: true,
  clockResolutionMs: 0.005,
  backends: [
    { backend: 'webgpu', available: false, adapter: null, software: false, reason: 'this test has none' },
    { backend: 'webgl', available: false, adapter: null, software: false, reason: 'this test has none' },
    { backend: 'wasm', available: true, adapter: 'SIMD', software: false, reason: null },
    { backend: 'cpu', available: true, adapter: null, software: false, reason: null },
  ],
  automaticBackend: 'wasm',
  automaticReason: 'wasm: webgpu is not available; webgl is not available',
  findings: [],
};

/** The same with WebGPU, which is the best of it. */
export const gpuMachine: Machine = {
  ...plainMachine,
  backends: plainMachine.backends.map((one) =>
    one.backend === 'webgpu' ? { ...one, available: true, adapter: 'test', reason: null } : one,
  ),
  automaticBackend: 'webgpu',
  automaticReason: 'webgpu',
};

const HASH = '0'.repeat(64);

/** A model that takes pictures of 2 × 2. */
export function model(id: string): ImageModel {
  return {
    id,
    name: id,
    task: 'face-detection',
    description: 'a model for tests',
    format: 'graph',
    package: 'none',
    files: [
      { path: 'model.json', packagePath: 'model.json', bytes: 1, sha256: HASH },
      { path: 'weights.bin', packagePath: 'weights.bin', bytes: 1, sha256: HASH },
    ],
    parameters: 1,
    megaMacs: 1,
    licence: { spdx: 'MIT', upstream: 'none' },
    assembly: 'default',
    family: id,
    pipelines: [],
    input: {
      kind: 'image',
      shape: [1, 2, 2, 3],
      dtype: 'float32',
      range: [0, 1],
      region: 'frame',
      regionScale: 1,
    },
  };
}

/** A model that looks at faces, and finds them: it can stand behind another one and before itself. */
export function lookerModel(id: string): ImageModel {
  const { input, ...rest } = model(id);
  return { ...rest, task: 'face-landmarks', input: { ...input, region: 'face' } };
}

/** A model that somebody brought, of one input of random numbers; two files of one byte. */
export function customModel(change: Partial<CustomModel> = {}): CustomModel {
  return {
    task: 'custom',
    id: 'custom-0123456789ab',
    name: 'Mine',
    format: 'graph',
    files: [
      { path: 'model.json', bytes: 1, sha256: HASH },
      { path: 'weights.bin', bytes: 1, sha256: HASH },
    ],
    parameters: 1,
    source: { kind: 'files' },
    signature: {
      inputs: [{ name: 'x', shape: [null, 4], dtype: 'float32' }],
      outputs: [{ name: 'y', shape: null, dtype: 'float32' }],
    },
    inputs: [{ name: 'x', shape: [1, 4], feed: { kind: 'random', range: [0, 1] } }],
    view: { kind: 'numbers' },
    labels: null,
    controlFlow: false,
    notes: [],
    ...change,
  };
}

export const catalog = (...ids: string[]): Catalog => ({
  schemaVersion: 1,
  packages: {},
  models: ids.map(model),
});

/** A scenario of `[tenantId, executorId]` pairs, each a closed loop of one on WASM unless said otherwise. */
export function scenario(
  pairs: readonly (readonly [string, string, Partial<TenantConfig>?])[],
  executor: Partial<ExecutorConfig> = {},
): Scenario {
  return scenarioSchema.parse({
    schemaVersion: 1,
    name: 'test',
    executors: [...new Set(pairs.map(([, id]) => id))].map((id) => ({ id, backend: 'wasm', ...executor })),
    tenants: pairs.map(([id, executorId, change]) => ({
      id,
      modelId: 'tiny',
      executorId,
      workload: { kind: 'closed', inFlight: 1 },
      ...change,
    })),
  });
}

/** A request of a tenant that nothing triggered and that hands nothing on. */
export const inferOf = (tenantId: string, requestId: number): InferArgument => ({
  tenantId,
  requestId,
  arrivedAt: 0,
  deadlineAt: null,
  handoff: null,
  handOn: [],
});

let requests = 0;

/** A request that arrived at 0, without a deadline, of 10 ms, unless said otherwise. */
export function queuedRequest(
  tenantId: string,
  {
    arrivedAt = 0,
    deadlineAt = null,
    ...given
  }: Partial<Omit<QueuedRequest, 'arrivedAt' | 'deadlineAt'>> & {
    readonly arrivedAt?: number;
    readonly deadlineAt?: number | null;
  } = {},
): QueuedRequest {
  requests += 1;
  const estimatedMs = given.estimatedMs ?? 10;
  return {
    requestId: requests,
    tenantId,
    arrivedAt: instant(arrivedAt),
    deadlineAt: deadlineAt === null ? null : instant(deadlineAt),
    priority: 1,
    weight: 1,
    remainingMs: estimatedMs,
    nextMs: estimatedMs,
    servedAt: null,
    profile: 'unknown',
    dropsLate: false,
    executorId: '',
    issuedAt: null,
    ...given,
    estimatedMs,
  };
}
