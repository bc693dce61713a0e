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
  lastResult: { kind: string; frameNumber: number | null; [field: string]: unknown } | null;
  error: { code: string; message: string } | null;
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
  totals: {
    throughputPerSecond: number;
    stp: number | null;
    antt: number | null;
    jainFairness: number | null;
  };
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
  schemaVersion: 1;
  name: string;
  seed: number;
  executors: { id: string; backend: string; threads?: number; policy?: string }[];
  tenants: {
    id: string;
    modelId: string;
    executorId: string;
    workload: Record<string, unknown>;
    deadline?: Record<string, unknown>;
    input?: string;
    paused?: boolean;
  }[];
}

export interface SeenRecord {
  tenantId: string;
  executorId: string;
  outcome: string;
  startedAt: number;
  completedAt: number;
}

declare global {
  var playground: {
    opened(): Promise<void>;
    presets(): { id: string; title: string }[];
    scenario(): SeenScenario | null;
    loadScenario(document: unknown): Promise<void>;
    snapshot(): {
      run: { kind: string };
      measuring: unknown;
      scenario: SeenScenario;
      tenants: (SeenTenantRun & { config: SeenScenario['tenants'][number]; status: { kind: string } })[];
      executors: {
        config: { id: string };
        backend: string | null;
        inFlight: number;
        memoryBytes: { inUse: number | null; reserved: number | null };
      }[];
    } | null;
    records(): SeenRecord[];
    drawnResults(): number;
    prepare(plan: { alone: boolean; warmupMs: number; aloneMs?: number }): Promise<void>;
    beginWindow(): Promise<void>;
    endWindow(): Promise<SeenRunFile>;
    stop(): Promise<void>;
  };
}
