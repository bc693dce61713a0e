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
  measuring: unknown;
  scenario: SeenScenario;
  tenants: (SeenTenantRun & {
    config: SeenScenario['tenants'][number];
    status: SeenStatus;
    notes: string[];
  })[];
  executors: {
    config: { id: string };
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
    stop(): Promise<void>;
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
