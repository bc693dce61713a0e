/**
 * What scripts outside the page know of `globalThis.playground`: the part of `src/ui/automation.ts` that they call,
 * with the fields of its answers that they read. The page is built from other settings, so its types are told here.
 */
export interface SeenDistribution {
  n: number;
  mean: number | null;
  p50: number | null;
  p90: number | null;
  p95: number | null;
  p99: number | null;
  max: number | null;
}

export interface SeenTenantRun {
  id: string;
  modelId: string;
  executorId: string;
  backend: string | null;
  arrivals: number;
  completions: number;
  late: number;
  dropped: number;
  rejected: number;
  failed: number;
  queued: number;
  inFlight: number;
  throughputPerSecond: number;
  latencyMs: SeenDistribution;
  queueingDelayMs: SeenDistribution;
  serviceTimeMs: SeenDistribution;
  alone: { n: number; throughputPerSecond: number; latencyMs: SeenDistribution } | null;
  slowdown: number | null;
  slowdownBasis: string | null;
  deadlineHitFraction: number | null;
  pipeline: { endToEndMs: SeenDistribution; freshnessMs: SeenDistribution } | null;
  lastResult: { kind: string; frameNumber: number | null; [field: string]: unknown } | null;
  plan: SeenPlan | null;
  loadgen: {
    mode: string;
    metric: string;
    value: number | null;
    n: number;
    needed: number;
    met: boolean | null;
  } | null;
  error: { code: string; message: string } | null;
}

/** How a model is cut into segments; times in ms. */
export interface SeenPlan {
  segmentsMs: number[];
  wholeMs: number;
  reason: string | null;
  lossFraction: number;
}

interface SeenTotals {
  throughputPerSecond: number;
  stp: number | null;
  antt: number | null;
  jainFairness: number | null;
}

interface SeenPrediction {
  basis: string;
  tenants: {
    id: string;
    throughputPerSecond: number;
    latencyMs: SeenDistribution;
    slowdown: number | null;
    deadlineHitFraction: number | null;
    costBasis: string;
  }[];
  totals: SeenTotals;
  contention: {
    kind: string;
    slope: { gpu: number; cpu: number };
    n: number;
    relativeError: number | null;
  };
  decisions: { count: number; hash: string };
}

export interface SeenRunFile {
  schemaVersion: number;
  scenario: SeenScenario;
  provenance: { warnings: string[]; hiddenMs: number; [field: string]: unknown };
  durationMs: number;
  tenants: SeenTenantRun[];
  executors: {
    id: string;
    backend: string | null;
    backendReason: string | null;
    adapter: string | null;
    softwareAdapter: boolean;
    threads: number;
    utilisationFraction: number;
    memoryBytes: { inUse: number | null; reserved: number | null };
    error: { code: string; message: string } | null;
  }[];
  totals: SeenTotals;
  decisions: { count: number; p50Us: number | null; p99Us: number | null; beyondSegmentMs: SeenDistribution };
  costs: Record<string, unknown> | null;
  predicted?: SeenPrediction;
  ui: {
    frames: number;
    p95FrameMs: number | null;
    longTasks: number;
    longestTaskMs: number;
    mainThreadBusyFraction: number | null;
    mainThreadBusyBasis: string | null;
  };
}

export interface SeenScenario {
  schemaVersion: 1 | 2;
  name: string;
  seed: number;
  executors: {
    id: string;
    backend: string;
    threads?: number;
    policy?: string;
    grain?: string;
    segmentMs?: number | 'layer';
    inFlight?: number | 'auto';
    submitsInFlight?: number;
    gpuTiming?: boolean;
    memoryBudgetMB?: number;
  }[];
  tenants: {
    id: string;
    modelId: string;
    executorId: string;
    workload: Record<string, unknown>;
    deadline?: Record<string, unknown>;
    dependsOn?: { tenantId: string; probability?: number; fanOut?: number };
    input?: string;
    paused?: boolean;
    mode?: string;
  }[];
  gates?: { gpu: string; cpu: string };
  userPolicy?: string;
}

interface SeenInterval {
  value: number;
  low: number;
  high: number;
  n: number;
}

export interface SeenExperimentPlan {
  kind: string;
  title: string;
  request: Record<string, unknown>;
  cells: { id: string; label: string; tenantIds: string[]; scenario: SeenScenario }[];
  runs: { cellId: string; round: number; control: boolean }[];
  estimatedMs: number;
  notes: string[];
}

export interface SeenKnee {
  copies: number;
  low: number;
  high: number;
}

export interface SeenAdviceFigures {
  throughputPerSecond: number;
  worstDeadlineHitFraction: number;
  memoryBytes: number | null;
}

/** See `src/domain/experiment.ts`. */
export interface SeenExperimentFile {
  schemaVersion: number;
  type: 'experiment';
  kind: string;
  title: string;
  status: 'complete' | 'partial';
  why: string | null;
  plan: SeenExperimentPlan;
  provenance: { warnings: string[]; [field: string]: unknown };
  measurements: { cellId: string; round: number; control: boolean; [field: string]: unknown }[];
  drift: { ratio: SeenInterval | null; flagged: boolean } | null;
  flags: { kind: string; words: string; cellId: string | null; tenantId: string | null }[];
  method: string;
  matrix?: {
    tenants: string[];
    cells: ({ slowdown: number; low: number; high: number; n: number } | null)[][];
    bases: string[];
  };
  points?: {
    copies: number;
    throughputPerSecond: number;
    throughputLow: number;
    throughputHigh: number;
    p50Ms: number | null;
    p95Ms: number | null;
    n: number;
  }[];
  knee?: SeenKnee | null;
  steps?: {
    tenants: number;
    deadlineHitFraction: number;
    low: number;
    high: number;
    throughputPerSecond: number;
    p95Ms: number | null;
    n: number;
  }[];
  holdsUpTo?: number | null;
  compared?: {
    label: string;
    throughputPerSecond: SeenInterval | null;
    againstFirst: SeenInterval | null;
    p95Ms: number | null;
    worstDeadlineHitFraction: number | null;
    stp: number | null;
    antt: number | null;
    n: number;
  }[];
  gpuSharing?: {
    arms: {
      cellId: string;
      label: string;
      arm: string;
      tenants: number;
      submits: number;
      throughputPerSecond: SeenInterval | null;
      p95Ms: number | null;
      issueMs: number | null;
      n: number;
      againstEager: SeenInterval | null;
      againstRecorded: SeenInterval | null;
      worst: { tenantId: string; againstEager: SeenInterval } | null;
      missed: { tenantId: string; running: string | null; reason: string }[];
    }[];
    verdicts: { tenants: number; outcome: string; bestCellId: string | null; words: string }[];
  };
  advice?: {
    label: string;
    predicted: SeenAdviceFigures;
    measured: SeenAdviceFigures | null;
    onFront: boolean;
    present: boolean;
  }[];
}

export interface SeenRecord {
  requestId: number;
  /** NaN outside of pipelines. */
  parentId: number;
  capturedAt: number;
  arrivedAt: number;
  tenantId: string;
  executorId: string;
  outcome: string;
  startedAt: number;
  completedAt: number;
  preemptedMs: number;
  segments: number;
  /** Start and end of each; null when it ran in one piece. */
  segmentsAt: number[] | null;
}

export interface SeenError {
  code: string;
  message: string;
}

export interface SeenIncident {
  id: number;
  at: number;
  cause: 'mishap' | 'failure' | 'sleep';
  mishap: string | null;
  code: string | null;
  executorId: string | null;
  tenantIds: string[];
  message: string;
  recoveredAt: number | null;
}

/** See `src/domain/recovery.ts`. Refused storage is the page's own affair: its panel does it. */
export type SeenMishap =
  | { kind: 'kill-worker' | 'lose-device'; executorId: string }
  | { kind: 'stall'; tenantId: string; durationMs: number }
  | { kind: 'corrupt-output'; tenantId: string }
  | { kind: 'refuse-network'; on: boolean };

export type SeenStatus =
  | { kind: 'waiting' | 'loading' | 'ready' | 'running' | 'paused' | 'moving' }
  | { kind: 'failed'; error: SeenError; restart: { attempt: number; at: number } | null };

interface SeenMemory {
  inUse: number | null;
  reserved: number | null;
}

export interface SeenSnapshot {
  at: number;
  run: { kind: string };
  measuring: { tenantId: string; automatic?: boolean } | null;
  scenario: SeenScenario;
  tenants: (SeenTenantRun & {
    aloneOrigin?: { takenAt: number; kept: boolean; stale: string | null } | null;
    config: SeenScenario['tenants'][number];
    status: SeenStatus;
    notes: string[];
    gpu?: { mode: { running: string; recordable: boolean | null } | null } | null;
  })[];
  executors: {
    config: { id: string };
    policyFailure: string | null;
    inFlightBound: number;
    status: { kind: string };
    backend: string | null;
    inFlight: number;
    memoryBytes: SeenMemory;
  }[];
  machine: { backends: { backend: string; available: boolean; software: boolean }[] } | null;
  recovery: { automatic: boolean; limitsMs: Record<string, number> };
  incidents: SeenIncident[];
  networkRefused: boolean;
}

declare global {
  var playground: {
    opened(): Promise<void>;
    presets(): { id: string; title: string }[];
    scenario(): SeenScenario | null;
    loadScenario(document: unknown): Promise<void>;
    snapshot(): SeenSnapshot | null;
    records(): SeenRecord[];
    drawnResults(): number;
    prepare(plan: { alone: boolean; warmupMs: number; aloneMs?: number }): Promise<void>;
    beginWindow(): Promise<void>;
    endWindow(): Promise<SeenRunFile>;
    predict(file: SeenRunFile): Promise<SeenPrediction>;
    policies(): Promise<{ id: string; name: string; preemptive: boolean }[]>;
    updateExecutor(
      executorId: string,
      change: Partial<Omit<SeenScenario['executors'][number], 'id'>>,
    ): Promise<void>;
    setGates(gates: { gpu: string; cpu: string }): Promise<void>;
    stop(): Promise<void>;
    planExperiment(request: Record<string, unknown>): Promise<SeenExperimentPlan>;
    experiment(
      request: Record<string, unknown>,
      options?: { resume?: SeenExperimentFile },
    ): Promise<SeenExperimentFile>;
    experimentProgress(): { runsDone: number; runsPlanned: number; now: string; remainingMs: number } | null;
    cancelExperiment(): Promise<void>;
    write(document: SeenRunFile | SeenExperimentFile, format: string): Promise<string>;
    addTenant(
      tenant: SeenScenario['tenants'][number] & { deadline: Record<string, unknown> },
      executor: SeenScenario['executors'][number] | null,
    ): Promise<void>;
    removeTenant(
      tenantId: string,
    ): Promise<{ executorId: string; before: SeenMemory; after: SeenMemory | null } | null>;
    mishap(mishap: SeenMishap): Promise<void>;
    setRecovery(change: { automatic?: boolean; limitsMs?: Record<string, number> }): Promise<void>;
  };
}
