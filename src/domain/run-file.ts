/**
 * The run file: one measured run as JSON, written by the command line and exported by the app.
 * Definitions: `docs/measurement.md`. Times in ms, rates a second, fractions 0..1.
 */
import type { Backend, CompletionFigures } from './backend';
import type { ErrorReport } from './errors';
import type { ModeReport } from './gpu';
import type { SegmentPlan } from './plan';
import type { LoadgenMode, Scenario, Workload } from './scenario';
import type { Prediction, SimulationInput } from './simulation';

/**
 * Statistics of one latency-like quantity in ms. A percentile is null until LoadGen's early-stopping rule allows it
 * (p50 from 11 samples, p90 64, p95 130, p99 662); mean and max are null at n = 0.
 */
export interface Distribution {
  readonly n: number;
  readonly mean: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

/** arrivals = completions + failed + dropped + rejected + queued + inFlight, at every instant. */
export interface Counters {
  /** Arrived in the window, plus those outstanding when it opened. */
  readonly arrivals: number;
  /** Hits and late ones. */
  readonly completions: number;
  /** Completions after their deadline. */
  readonly late: number;
  readonly dropped: number;
  readonly rejected: number;
  readonly failed: number;
  readonly queued: number;
  readonly inFlight: number;
}

/** A solo baseline: the tenant ran alone, same executor kind, same input and workload. */
export interface Baseline {
  readonly n: number;
  readonly throughputPerSecond: number;
  readonly latencyMs: Distribution;
  readonly serviceTimeMs: Distribution;
  /** Mean of the compute part, ms: "own compute" in the waterfall. */
  readonly computeMeanMs: number;
  readonly durationMs: number;
}

/** Where a baseline is from. */
export interface BaselineOrigin {
  /** ms since the epoch. */
  readonly takenAt: number;
  /** Whether it was kept in this browser from an earlier visit. */
  readonly kept: boolean;
  /** Why it no longer holds, in a sentence; null while it does. */
  readonly stale: string | null;
}

/** Means in ms over the window's completions; the parts sum to the mean latency. */
export interface Waterfall {
  readonly queueingMs: number;
  readonly transportMs: number;
  readonly preprocessMs: number;
  /** With a baseline: its mean compute. Without: all compute, own and slowed as one part. */
  readonly ownComputeMs: number;
  /** Compute shared − alone; may be negative; null without a baseline. */
  readonly slowedMs: number | null;
  readonly preemptedMs: number;
  readonly readbackMs: number;
  readonly decodeMs: number;
}

/** Figures of a tenant that is part of a pipeline, over the window's completions. */
export interface PipelineFigures {
  /** From the arrival of the pipeline's first request to this one's completion. */
  readonly endToEndMs: Distribution;
  /** Age of the picture at this one's completion. */
  readonly freshnessMs: Distribution;
}

/** The figure that MLPerf LoadGen's scenario asks for, of a shortened run. */
export interface LoadgenFigures {
  readonly mode: LoadgenMode;
  /** What `value` is, in words with its unit: "p90 of latency, ms". */
  readonly metric: string;
  /** Null until the early-stopping rule allows it (n ≥ `needed`). */
  readonly value: number | null;
  /**
   * Queries that ended, and how many are needed at least. `server`: to show that the bound is met, with as many beyond it as
   * there are now.
   */
  readonly n: number;
  readonly needed: number;
  /** `server`: whether the bound on p99 is met at 99 % confidence (false: missed, as surely); null while that is open, and in the other modes. */
  readonly met: boolean | null;
}

/** What the schedulers of a window did. */
export interface DecisionFigures {
  readonly count: number;
  readonly p50Us: number | null;
  readonly p99Us: number | null;
  /** By how much waits exceeded the segment (or request) in flight, ms, of requests that were chosen next. */
  readonly beyondSegmentMs: Distribution;
}

export const SLOWDOWN_BASES = {
  closed: 'throughput alone / throughput shared, same requests in flight',
  open: 'mean latency shared / mean latency alone, same arrivals',
  triggered: 'mean service time shared / mean service time alone, where it runs one after the other',
} as const satisfies Record<'closed' | 'open' | 'triggered', string>;

/**
 * Of the time by which a tenant's requests took longer than alone, the part that overlapped with one co-runner's work. Where
 * several overlap at once, an instant is shared equally. It says who was there, not who caused it.
 */
export interface OverlapShare {
  readonly tenantId: string;
  /** 0..1; the shares of a tenant sum to 1, or there are none. */
  readonly shareFraction: number;
  /** That share of the mean delay, ms a request. */
  readonly delayMs: number;
}

/** XRBench's scores of a live trace (constants of its artifact); the energy term is left out. */
export interface XrbenchScores {
  /** 0..100: 100 × the mean over models. */
  readonly score: number;
  readonly models: readonly {
    readonly id: string;
    /** Mean of 1 / (1 + exp(15 × lateness in ms)) over all frames, 0 for those not completed. */
    readonly realTime: number;
    /** 1 − dropped / all. */
    readonly qoe: number;
    readonly score: number;
    readonly frames: number;
  }[];
}

/** Every request of the window, packed: `src/evidence/recording-codec.ts`. */
export interface EncodedRecording {
  /** The second has two columns more: what was measured of requests on the GPU. */
  readonly codec: 'gzip-columns-1' | 'gzip-columns-2';
  readonly requests: number;
  /** Whether more requests ended than are kept. */
  readonly truncated: boolean;
  readonly base64: string;
}

/** A tenant on WebGPU. */
export interface TenantGpu {
  /** Null until it is loaded. */
  readonly mode: ModeReport | null;
  /** How long the executor's thread was busy issuing a request, over the window. */
  readonly issueMs: Distribution;
  /** GPU time by timestamp queries; null while nothing of the window was timed. Never added up over tenants. */
  readonly gpuMs: Distribution | null;
  /** Requests of the window whose timestamps were out of order. */
  readonly gpuInvalid: number;
}

export interface TenantRun extends Counters {
  readonly id: string;
  readonly modelId: string;
  readonly executorId: string;
  readonly backend: Backend | null;
  readonly workload: Workload;
  readonly throughputPerSecond: number;
  readonly latencyMs: Distribution;
  readonly queueingDelayMs: Distribution;
  readonly serviceTimeMs: Distribution;
  readonly waterfallMs: Waterfall | null;
  readonly alone: Baseline | null;
  /** Null without a baseline. Absent in files from before it was known. */
  readonly aloneOrigin?: BaselineOrigin | null;
  readonly slowdown: number | null;
  /** Which definition the slowdown follows; null without one. */
  readonly slowdownBasis: string | null;
  readonly deadlineHitFraction: number | null;
  /** How it was cut; null when it runs whole by choice. */
  readonly plan: SegmentPlan | null;
  readonly pipeline: PipelineFigures | null;
  readonly loadgen: LoadgenFigures | null;
  /** Largest first; null without a baseline. Absent in files from before it was known. */
  readonly overlap?: readonly OverlapShare[] | null;
  /** How it ran on WebGPU at the window's end; absent on other backends, and in files from before there were modes. */
  readonly gpu?: TenantGpu;
  /** Newest decoded result and the scene frame it was computed on; a mask is told by size and coverage. */
  readonly lastResult: unknown;
  readonly error: ErrorReport | null;
}

/** Memory of an executor. */
export interface MemoryBytes {
  readonly inUse: number | null;
  readonly reserved: number | null;
  /** Saved because tenants have weights in common; absent where nothing is shared. */
  readonly shared?: number;
  /** Beyond which no model is loaded; absent where there is no budget. */
  readonly budget?: number;
}

export interface ExecutorRun {
  readonly id: string;
  readonly requestedBackend: 'auto' | Backend;
  /** The backend that took effect; null when none started. */
  readonly backend: Backend | null;
  /** Why that backend: the automatic choice or a fallback, in a sentence. */
  readonly backendReason: string | null;
  readonly adapter: string | null;
  readonly softwareAdapter: boolean;
  /** Threads that took effect (WASM); 1 elsewhere. */
  readonly threads: number;
  /** Wall time with a request in service / wall time. */
  readonly utilisationFraction: number;
  readonly memoryBytes: MemoryBytes;
  readonly error: ErrorReport | null;
}

export interface Totals {
  readonly throughputPerSecond: number;
  /** Completions in time, of the tenants that have deadlines; null when there are none. Absent in predictions and older files. */
  readonly goodputPerSecond?: number | null;
  /** Sum of normalised progress; null unless every unpaused tenant has a baseline. */
  readonly stp: number | null;
  readonly antt: number | null;
  readonly jainFairness: number | null;
  /** min NP / max NP. */
  readonly minNpRatio: number | null;
}

/** What the page itself cost, while the window was open. */
export interface UiCost {
  readonly frames: number;
  readonly p95FrameMs: number | null;
  /** Null, like the next, where the browser does not tell long tasks. */
  readonly longTasks: number | null;
  readonly longestTaskMs: number | null;
  readonly mainThreadBusyFraction: number | null;
  /**
   * How `mainThreadBusyFraction` was taken: by the browser's own count of task time, or by the page as the wall time of
   * its frames (scripts to the end of painting) and of long tasks, each instant once. The third is of the first versions
   * only: scripts alone.
   */
  readonly mainThreadBusyBasis: 'browser-task-duration' | 'frame-wall-time' | 'script-time-estimate' | null;
}

export interface Provenance {
  readonly appVersion: string;
  readonly commit: string;
  readonly tfjsVersion: string;
  readonly takenAt: string;
  readonly userAgent: string;
  readonly cores: number;
  readonly crossOriginIsolated: boolean;
  readonly clockResolutionMs: number;
  /** Absent where no WebGPU adapter is real hardware, and in files from before it was taken. */
  readonly webgpuCompletion?: CompletionFigures;
  /** Largest measured clock offset between the engine and an executor, ms. */
  readonly clockOffsetMs: number | null;
  readonly viewport: { readonly width: number; readonly height: number; readonly devicePixelRatio: number };
  /** ms of the window during which the tab was hidden and the run stood still. */
  readonly hiddenMs: number;
  readonly seed: number;
  readonly modelHashes: Readonly<Record<string, string>>;
  /** Findings that limit what the figures mean. */
  readonly warnings: readonly string[];
}

export interface RunFile {
  /** The lowest whose readers can read it: `evidence/files/file-version.ts`. */
  readonly schemaVersion: 1 | 2;
  readonly scenario: Scenario;
  readonly provenance: Provenance;
  readonly durationMs: number;
  readonly tenants: readonly TenantRun[];
  readonly executors: readonly ExecutorRun[];
  readonly totals: Totals;
  readonly ui: UiCost;
  readonly decisions: DecisionFigures;
  /** What the simulator needs to run this again; null when no tenant was loaded. */
  readonly costs: Omit<SimulationInput, 'scenario'> | null;
  /** The same figures from the simulator, when that was asked for. */
  readonly predicted?: Prediction;
  /** Null when no tenant has deadlines. */
  readonly xrbench?: XrbenchScores | null;
  /** In files only: in memory a recording stands beside its run. */
  readonly recording?: EncodedRecording;
}
