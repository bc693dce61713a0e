/**
 * Runs, experiments and recordings for tests of files, plots and comparisons: small, valid, and drawn from a seed where
 * they hold numbers. They claim nothing about any machine.
 */
import { createPrng } from '../base/prng';
import type {
  ComparedCell,
  ExperimentFile,
  ExperimentKind,
  GpuSharing,
  MeasuredTenant,
  Measurement,
  PlannedCell,
} from '../domain/experiment';
import type { RecordingFacts, RunningMode } from '../domain/gpu';
import type { Interval } from '../domain/interval';
import type {
  Counters,
  Distribution,
  Provenance,
  RunFile,
  TenantGpu,
  TenantRun,
  Totals,
} from '../domain/run-file';
import { COLUMN, ROW_LENGTH, type RowTable } from '../protocol/packed-row';
import { baseline, scenario } from './builders';

/** An instant of a known day, ms since the epoch. */
const DAY = Date.UTC(2026, 0, 15, 10, 30);

const distributionOf = (mean: number, n = 700): Distribution => ({
  n,
  mean,
  p50: mean * 0.95,
  p90: mean * 1.3,
  p95: n < 130 ? null : mean * 1.5,
  p99: n < 662 ? null : mean * 1.9,
  max: mean * 2.4,
});

const counters = (completions: number): Counters => ({
  arrivals: completions + 3,
  completions,
  late: 5,
  dropped: 1,
  rejected: 0,
  failed: 0,
  queued: 1,
  inFlight: 1,
});

export const provenanceOf = (change: Partial<Provenance> = {}): Provenance => ({
  appVersion: '0.1.0',
  commit: 'abc1234',
  tfjsVersion: '4.22.0',
  takenAt: new Date(DAY + 10_000).toISOString(),
  userAgent:
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
  cores: 2,
  crossOriginIsolated: true,
  clockResolutionMs: 0.005,
  clockOffsetMs: 0.02,
  viewport: { width: 1440, height: 900, devicePixelRatio: 1 },
  hiddenMs: 0,
  seed: 1,
  modelHashes: { tiny: '0'.repeat(64) },
  warnings: [],
  ...change,
});

const totalsOf = (throughputPerSecond: number): Totals => ({
  throughputPerSecond,
  stp: 1.31,
  antt: 1.54,
  jainFairness: 0.97,
  minNpRatio: 0.81,
});

function tenantRun(id: string, executorId: string, mean: number): TenantRun {
  return {
    id,
    modelId: 'tiny',
    executorId,
    backend: 'wasm',
    workload: { kind: 'closed', inFlight: 1 },
    ...counters(700),
    throughputPerSecond: 1000 / mean,
    latencyMs: distributionOf(mean),
    queueingDelayMs: distributionOf(mean * 0.2),
    serviceTimeMs: distributionOf(mean * 0.8),
    waterfallMs: {
      queueingMs: mean * 0.2,
      transportMs: mean * 0.02,
      preprocessMs: mean * 0.08,
      ownComputeMs: mean * 0.4,
      slowedMs: mean * 0.2,
      preemptedMs: 0,
      readbackMs: mean * 0.05,
      decodeMs: mean * 0.05,
    },
    alone: baseline({ throughputPerSecond: 1500 / mean }),
    slowdown: 1.5,
    slowdownBasis: 'throughput alone / throughput shared, same requests in flight',
    deadlineHitFraction: 0.93,
    plan: null,
    pipeline: null,
    loadgen: null,
    overlap: [{ tenantId: 'b', shareFraction: 1, delayMs: mean * 0.2 }],
    lastResult: { kind: 'boxes', boxes: [] },
    error: null,
  };
}

const FACTS: RecordingFacts = {
  dispatches: 24,
  copies: 1,
  pipelines: 7,
  weightBytes: 4_000_000,
  intermediateBytes: 900_000,
  unaliasedBytes: 2_000_000,
  uniformBytes: 9000,
  constantBytes: 0,
  captureMs: 3,
  verifyMs: 12,
};

/** A run of one tenant on WebGPU, in this mode; of a version without modes when it is null. */
export function gpuRunOf(running: RunningMode | null): RunFile {
  const run = runOf([['a', 'gpu-1', 20]]);
  const facts = running === 'eager' ? null : FACTS;
  const gpu: TenantGpu | null = running && {
    mode: { asked: 'auto', running, reason: 'Because.', recordable: facts !== null, facts },
    issueMs: distributionOf(0.1),
    gpuMs: distributionOf(6),
    gpuInvalid: 3,
  };
  const memoryBytes = { inUse: 1, reserved: 2, shared: 3, budget: 4 };
  return {
    ...run,
    tenants: run.tenants.map((one) => ({ ...one, backend: 'webgpu', ...(gpu && { gpu }) })),
    executors: run.executors.map((one) => ({ ...one, backend: 'webgpu', memoryBytes })),
  };
}

/** A run of the tenants, `[tenantId, executorId, mean latency in ms]`, of 10 s. */
export function runOf(
  tenants: readonly (readonly [string, string, number])[] = [
    ['a', 'wasm-1', 20],
    ['b', 'wasm-2', 35],
  ],
  change: Partial<RunFile> = {},
): RunFile {
  const set = scenario(tenants.map(([id, executorId]) => [id, executorId] as const));
  return {
    schemaVersion: 1,
    scenario: set,
    provenance: provenanceOf(),
    durationMs: 10_000,
    tenants: tenants.map(([id, executorId, mean]) => tenantRun(id, executorId, mean)),
    executors: set.executors.map(({ id }) => ({
      id,
      requestedBackend: 'wasm',
      backend: 'wasm',
      backendReason: null,
      adapter: 'SIMD',
      softwareAdapter: false,
      threads: 1,
      utilisationFraction: 0.9,
      memoryBytes: { inUse: 1_000_000, reserved: 20_000_000 },
      error: null,
    })),
    totals: totalsOf(tenants.reduce((sum, [, , mean]) => sum + 1000 / mean, 0)),
    ui: {
      frames: 600,
      p95FrameMs: 17,
      longTasks: 0,
      longestTaskMs: 0,
      mainThreadBusyFraction: 0.1,
      mainThreadBusyBasis: 'frame-wall-time',
    },
    decisions: { count: 1400, p50Us: 2, p99Us: 9, beyondSegmentMs: distributionOf(0.4) },
    costs: null,
    xrbench: null,
    ...change,
  };
}

/**
 * `count` requests of two tenants, one after the other on an executor each, a segment pair in every seventh, a pipeline in
 * every fifth, and one in eleven that never ran. Instants in quarters of a µs, as browsers give them.
 * @param onGpu whether what they took to issue, and on the GPU, was measured of all but every ninth.
 */
export function recordingOf(count: number, seed = 1, onGpu = false): RowTable {
  const random = createPrng(seed);
  const rows = new Float64Array(count * ROW_LENGTH);
  const segmentsAt: number[] = [];
  const free = [DAY, DAY];
  const quarter = (ms: number) => Math.round(ms * 4000) / 4000;
  for (let index = 0; index < count; index++) {
    const who = index % 2;
    const row = rows.subarray(index * ROW_LENGTH, (index + 1) * ROW_LENGTH);
    const arrivedAt = quarter((free[who] ?? DAY) + random.next());
    const ran = index % 11 !== 10;
    let at = arrivedAt;
    const later = (most: number) => {
      at = quarter(at + most * random.next());
      return at;
    };
    const stamps = ran
      ? [later(2), later(0.2), later(1), later(12), later(0.5), later(0.5)]
      : Array.from({ length: 6 }, () => Number.NaN);
    const endedAt = ran ? quarter(at + 0.1) : quarter(arrivedAt + 0.5);
    free[who] = endedAt;
    const segments = ran ? (index % 7 === 6 ? 2 : 1) : 0;
    row.set([index + 1, who, who, ran ? (index % 13 === 12 ? 1 : 0) : 3, arrivedAt, arrivedAt + 33.3]);
    row.set(stamps, COLUMN.issuedAt);
    row.set([endedAt, ran ? 0 : Number.NaN, segments], COLUMN.endedAt);
    const measured = onGpu && ran && index % 9 !== 8;
    row[COLUMN.issueMs] = measured ? quarter(random.next()) : Number.NaN;
    row[COLUMN.gpuMs] = measured && index % 4 !== 3 ? quarter(9 * random.next()) : Number.NaN;
    row[COLUMN.parentId] = index % 5 === 4 ? index : Number.NaN;
    row[COLUMN.capturedAt] = index % 3 === 0 ? arrivedAt - 5 : Number.NaN;
    if (segments === 2) {
      const [, , from = 0, to = 0] = stamps;
      const middle = quarter((from + to) / 2);
      segmentsAt.push(from, middle, middle, to);
    }
  }
  return {
    tenantIds: ['a', 'b'],
    executorIds: ['wasm-1', 'wasm-2'],
    rows,
    segmentsAt: Float64Array.from(segmentsAt),
  };
}

const intervalOf = (value: number, half = 0.05, n = 240): Interval => ({
  value,
  low: value * (1 - half),
  high: value * (1 + half),
  n,
  confidence: 0.95,
});

function measuredTenant(id: string, mean: number, samples: number, seed: number): MeasuredTenant {
  const random = createPrng(seed);
  const latenciesMs = Array.from({ length: samples }, () => mean * (0.8 + 0.4 * random.next()));
  return {
    id,
    ...counters(samples),
    throughputPerSecond: 1000 / mean,
    latencyMs: distributionOf(mean, samples),
    serviceTimeMs: distributionOf(mean * 0.9, samples),
    deadlineHitFraction: 0.9,
    completedAtMs: latenciesMs.map((_, index) => index * mean),
    latenciesMs,
    servicesMs: latenciesMs.map((ms) => ms * 0.9),
  };
}

/** An experiment of two cells measured three times, whose answer is `change`. */
export function experimentOf(kind: ExperimentKind, change: Partial<ExperimentFile> = {}): ExperimentFile {
  const set = scenario([
    ['a', 'wasm-1'],
    ['b', 'wasm-2'],
  ]);
  const cell = (id: string, label: string): PlannedCell => ({
    id,
    label,
    role: 'set',
    factors: { policy: id },
    tenantIds: ['a', 'b'],
    scenario: set,
  });
  const cells = [cell('fifo', 'First in, first out'), cell('edf', 'Earliest deadline first')];
  const runs = cells.flatMap(({ id }) => [0, 1, 2].map((round) => ({ cellId: id, round, control: false })));
  const measurements: Measurement[] = runs.map((run, index) => ({
    ...run,
    startedAt: DAY + index * 2000,
    durationMs: 1200,
    tenants: [measuredTenant('a', 20, 60, index + 1), measuredTenant('b', 35, 34, index + 50)],
    utilisationFraction: { 'wasm-1': 0.9, 'wasm-2': 0.95 },
    memoryBytes: 40_000_000,
    flags: [],
  }));
  return {
    schemaVersion: 1,
    type: 'experiment',
    kind,
    title: 'An experiment',
    status: 'complete',
    why: null,
    plan: {
      kind,
      title: 'An experiment',
      request: { kind: 'policies', seed: 1, rounds: 3, warmupMs: 400, durationMs: 1200 },
      cells,
      runs,
      estimatedMs: 10_000,
      notes: [],
    },
    provenance: provenanceOf(),
    measurements,
    baselines: { a: baseline({ throughputPerSecond: 75 }), b: baseline({ throughputPerSecond: 40 }) },
    drift: { ratio: intervalOf(0.99), flagged: false },
    flags: [],
    method: 'Medians over rounds; 95 % bootstrap intervals of 2000 resamples.',
    ...change,
  };
}

/** A matrix of `names` in which the row is slowed more the further left its column stands. */
export function matrixOf(names: readonly string[]): NonNullable<ExperimentFile['matrix']> {
  return {
    tenants: names,
    cells: names.map((_, row) =>
      names.map((_, column) => {
        if (row === column) return null;
        const slowdown = 1.1 + 0.35 * row + 0.12 * column;
        return { slowdown, low: slowdown * 0.96, high: slowdown * 1.05, n: 80 + 10 * row + column };
      }),
    ),
    bases: names.map(() => 'throughput alone / throughput shared, same requests in flight'),
  };
}

export function comparedOf(labels: readonly string[]): readonly ComparedCell[] {
  return labels.map((label, index) => ({
    cellId: `cell-${index}`,
    label,
    factors: { policy: label },
    throughputPerSecond: intervalOf(40 + ((index * 7) % 23), 0.06),
    p95Ms: 40 + index,
    worstDeadlineHitFraction: 0.9,
    stp: 1.3,
    antt: 1.5,
    jainFairness: 0.97,
    memoryBytes: 40_000_000,
    n: 240,
    againstFirst: index === 0 ? null : intervalOf(1 + index / 50, 0.05),
    tenants: [
      {
        id: 'a',
        throughputPerSecond: intervalOf(24),
        latencyMs: intervalOf(21),
        slowdown: 1.4,
        deadlineHitFraction: 0.9,
      },
      {
        id: 'b',
        throughputPerSecond: intervalOf(16),
        latencyMs: intervalOf(35),
        slowdown: 1.6,
        deadlineHitFraction: 0.95,
      },
    ],
  }));
}

/** Ways to share a GPU, called as given: the first is eager, the second recorded, the last a device each. */
export function gpuSharingOf(labels: readonly string[]): GpuSharing {
  const arms = labels.map((label, index) => ({
    cellId: `way-${index}`,
    label,
    arm: ['eager', 'recorded', 'interleaved', 'separate'][index] as GpuSharing['arms'][number]['arm'], // at most four
    tenants: 2,
    submits: 1,
    throughputPerSecond: intervalOf(40 + 15 * index, 0.06),
    p95Ms: 40,
    issueMs: 4 / (1 + index),
    n: 240,
    againstEager: index === 0 ? null : intervalOf(1 + 0.375 * index),
    againstRecorded: index < 2 ? null : intervalOf(1 + index / 50),
    worst: index === 0 ? null : { tenantId: 'b', againstEager: intervalOf(0.98) },
    missed: index === 1 ? [{ tenantId: 'b', running: 'eager' as const, reason: 'It has a branch.' }] : [],
  }));
  const words = `Best here: ${labels.at(-1)}.`;
  const verdicts = [{ tenants: 2, outcome: 'benefit' as const, bestCellId: 'way-0', words }];
  return { arms, verdicts };
}
