/**
 * What the engine tells the UI, 4 to 10 times a second: state and aggregates, never one value per request.
 * The UI renders it and computes nothing.
 */
import type { Backend, Machine } from './backend';
import type { ErrorReport } from './errors';
import type { ExperimentKind } from './experiment';
import type { SegmentPlan } from './plan';
import type { DeviceGroup } from './policy-ids';
import type { Incident, RecoverySettings } from './recovery';
import type {
  Baseline,
  BaselineOrigin,
  Counters,
  DecisionFigures,
  Distribution,
  LoadgenFigures,
  MemoryBytes,
  OverlapShare,
  PipelineFigures,
  TenantGpu,
  Totals,
  Waterfall,
  XrbenchScores,
} from './run-file';
import type { ExecutorConfig, Scenario, TenantConfig } from './scenario';

export type { TenantGpu } from './run-file';

export type RunState =
  | { readonly kind: 'idle' }
  /** Executors start and models load; the first requests follow by themselves. */
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly startedAt: number }
  /** The tab is hidden: arrivals stand still, because browsers throttle hidden tabs. */
  | { readonly kind: 'paused'; readonly reason: 'tab-hidden' };

/** Durations of the phases of getting a model ready, in ms; null until known. Never mixed with steady state. */
export interface LoadPhases {
  readonly downloadMs: number | null;
  readonly parseMs: number | null;
  /**
   * WebGPU: from looking for its pipelines to the last of them. Where they cannot be compiled ahead, and on WebGL: what the first
   * inference took longer than the second, most of it compiling shaders. Null on other backends.
   */
  readonly compileMs: number | null;
  /** Without compiling. */
  readonly firstInferenceMs: number | null;
}

/** One file of a model on its way. */
export interface FileProgress {
  readonly path: string;
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

/** What an executor gave back when a tenant or the executor itself went: measured before and after. */
export interface ReleaseReport {
  readonly executorId: string;
  /** Bytes in tensors and bytes reserved; null when the backend cannot tell. `after` is null when the executor ended. */
  readonly before: { readonly inUse: number | null; readonly reserved: number | null };
  readonly after: { readonly inUse: number | null; readonly reserved: number | null } | null;
}

export type TenantStatus =
  | { readonly kind: 'waiting' }
  | {
      readonly kind: 'loading';
      readonly phase: 'executor' | 'download' | 'parse' | 'compile' | 'first-inference';
      readonly fraction: number | null;
      /** While downloading: each file. */
      readonly files: readonly FileProgress[];
      /** While compiling on WebGPU: pipelines. */
      readonly pipelines?: { readonly done: number; readonly total: number };
    }
  | { readonly kind: 'ready' }
  | { readonly kind: 'running' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'moving'; readonly toExecutorId: string }
  | {
      readonly kind: 'failed';
      readonly error: ErrorReport;
      /** The next start by itself: which one since it last ran well, counted from 1, and when. Null when there is none. */
      readonly restart: { readonly attempt: number; readonly at: number } | null;
    };

export interface TenantSnapshot extends Counters {
  readonly config: TenantConfig;
  readonly status: TenantStatus;
  readonly phases: LoadPhases;
  /** What loading told that limits what can be done with it ("runs with executeAsync: …"). */
  readonly notes: readonly string[];
  /** Completions in the rolling window / its length. */
  readonly throughputPerSecond: number;
  /** Completions in the last second: one point of the throughput chart. */
  readonly lastSecondPerSecond: number;
  readonly latencyMs: Distribution;
  readonly queueingDelayMs: Distribution;
  readonly serviceTimeMs: Distribution;
  /** Null before the first completion. */
  readonly waterfall: Waterfall | null;
  readonly alone: Baseline | null;
  /** Null without a baseline. */
  readonly aloneOrigin?: BaselineOrigin | null;
  /** Largest first; null without a baseline. */
  readonly overlap?: readonly OverlapShare[] | null;
  readonly slowdown: number | null;
  readonly slowdownBasis: string | null;
  /** Null for a tenant without deadlines or before its first ended request. */
  readonly deadlineHitFraction: number | null;
  /** Completions in time within the rolling window / its length; null for a tenant without deadlines. */
  readonly goodputPerSecond?: number | null;
  /** How it is cut where it lives; null while it is not, or not yet. */
  readonly plan: SegmentPlan | null;
  readonly pipeline: PipelineFigures | null;
  readonly loadgen: LoadgenFigures | null;
  /** Null on other backends. */
  readonly gpu?: TenantGpu | null;
}

export type ExecutorStatus =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: ErrorReport };

export interface ExecutorSnapshot {
  readonly config: ExecutorConfig;
  readonly status: ExecutorStatus;
  /** The backend that took effect. */
  readonly backend: Backend | null;
  readonly backendReason: string | null;
  /** True when the backend asked for was not to be had and another one runs. */
  readonly fellBack: boolean;
  readonly adapter: string | null;
  readonly softwareAdapter: boolean;
  readonly threads: number;
  readonly utilisationFraction: number;
  readonly queued: number;
  readonly inFlight: number;
  /** The bound that holds now (`auto` resolved). */
  readonly inFlightBound: number;
  /** Null until its backend is known. */
  readonly group: DeviceGroup | null;
  readonly decisions: DecisionFigures;
  /** Why the user's policy is not what chooses here; null when it is, or is not asked for. */
  readonly policyFailure: string | null;
  /** The request in service at the snapshot's instant, and since when; null when the executor is idle. */
  readonly inService: { readonly tenantId: string; readonly since: number } | null;
  readonly memoryBytes: MemoryBytes;
  readonly startMs: number | null;
  readonly clockOffsetMs: number | null;
}

export interface MeasuringState {
  readonly tenantId: string;
  /** 0-based position among the tenants that are measured. */
  readonly index: number;
  readonly count: number;
  readonly remainingMs: number;
  /** Whether it was begun by itself, because a baseline was missing. */
  readonly automatic?: boolean;
}

/** How solo baselines are come by. */
export interface BaselineState {
  /** Whether missing ones are taken by themselves. */
  readonly automatic: boolean;
  /** Tenants whose missing baseline somebody skipped, for the set-up that they have. */
  readonly skipped: readonly string[];
  /** Tenants that ran alone and completed nothing, or failed: they are not tried again by themselves. */
  readonly fruitless: readonly string[];
  /** Why baselines last until the page closes only; null while this browser keeps them. */
  readonly storageFailure: ErrorReport | null;
}

export interface Snapshot {
  readonly at: number;
  readonly run: RunState;
  /** Set while solo baselines are taken. */
  readonly measuring: MeasuringState | null;
  readonly baselines?: BaselineState;
  /** Set while an experiment is under way: the set-ups that come and go are its own. */
  readonly experiment?: ExperimentKind | null;
  readonly scenario: Scenario;
  /** Length of the rolling window that the aggregates cover, ms; shorter just after a start or a change. */
  readonly windowMs: number;
  readonly tenants: readonly TenantSnapshot[];
  readonly executors: readonly ExecutorSnapshot[];
  readonly totals: Totals;
  /** Over the rolling window; null when no tenant has deadlines. */
  readonly xrbench?: XrbenchScores | null;
  readonly machine: Machine | null;
  readonly recovery: RecoverySettings;
  /** What went wrong, oldest first; the last 50. */
  readonly incidents: readonly Incident[];
  /** Whether the network is refused on purpose. */
  readonly networkRefused: boolean;
}
