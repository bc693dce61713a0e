/** What an executor worker answers and emits. The engine calls; frames come from the UI over their own port. */
import type { Backend } from '../domain/backend';
import type { GpuMode, KernelProfile, ModeReport } from '../domain/gpu';
import type { ImageInput, Model } from '../domain/model';
import type { SegmentPlan, SegmentTarget, ServiceProfile } from '../domain/plan';
import type { Box, FramedResult } from '../domain/result';
import type { ExecutorConfig, TenantInput } from '../domain/scenario';
import type { FileProgress } from '../domain/snapshot';

interface StartArgument {
  readonly executorId: string;
  readonly backend: Backend;
  /** WASM threads asked for. */
  readonly threads: number;
  /** The executor's end of the frame channel; ownership moves. */
  readonly framePort: MessagePort;
  /** Rung before each message to the executor; null where memory cannot be shared. */
  readonly doorbell: SharedArrayBuffer | null;
}

export interface StartReport {
  readonly adapter: string | null;
  readonly software: boolean;
  /** Threads that took effect. */
  readonly threads: number;
  readonly tfjsVersion: string;
}

/** Where the bytes of a model's files are. */
export type ModelBytes =
  /**
   * In a folder of the app's server: its absolute URL, ending in a slash. `kept`: the same files as an earlier load verified
   * them, in the order of the model's `files`; nothing is fetched while they can be read.
   */
  | { readonly kind: 'folder'; readonly baseUrl: string; readonly kept?: readonly Blob[] }
  /** In memory or on disk, as the browser keeps them; in the order of the model's `files`. */
  | { readonly kind: 'blobs'; readonly blobs: readonly Blob[] };

export interface LoadArgument {
  readonly tenantId: string;
  readonly model: Model;
  readonly bytes: ModelBytes;
  readonly input: TenantInput;
  /** Seed of random tensors. */
  readonly seed: number;
  /** Others' completions trigger it: it asks for frames of its own only when it has to look for itself. */
  readonly triggered?: boolean;
  /** Injected: whatever would be fetched is refused. */
  readonly refuseNetwork: boolean;
  /** How it is to run on WebGPU; `auto` when absent. */
  readonly mode?: GpuMode;
  /** What the executor may hold on its device when the model's weights are there; no bound when absent. */
  readonly memoryBudgetBytes?: number;
}

/** A failure on purpose, as far as an executor can bring it about itself. */
export type ExecutorMishap =
  | { readonly kind: 'lose-device' }
  | { readonly kind: 'stall'; readonly tenantId: string; readonly durationMs: number }
  | { readonly kind: 'corrupt-output'; readonly tenantId: string };

export interface LoadReport {
  readonly downloadMs: number;
  readonly parseMs: number;
  readonly compileMs: number | null;
  readonly firstInferenceMs: number;
  /** What limits what can be done with it, in sentences: control flow, operations on the CPU. */
  readonly notes: readonly string[];
}

/** How an executor runs what is issued to it. `policy` is `PolicyChoice` of `scheduling/policy.ts`: plain data. */
export interface ScheduleArgument {
  readonly policy: {
    readonly id: ExecutorConfig['policy'];
    readonly tenants: readonly {
      readonly tenantId: string;
      readonly priority: number;
      readonly weight: number;
      readonly estimatedMs: number;
      readonly periodMs: number | null;
    }[];
    readonly userPolicy: string | null;
  };
  readonly grain: ExecutorConfig['grain'];
  readonly segmentMs: SegmentTarget;
  /** Submits of recordings under way at once; one when absent. */
  readonly submitsInFlight?: number;
  /** Whether recordings are timed on the GPU; off when absent. */
  readonly gpuTiming?: boolean;
}

/**
 * What one model hands on to another: a part of the picture it has looked at, as the next one's input. Buffers are
 * transferred on each hop; whoever holds it last closes `picture`.
 */
export interface Handoff {
  /** Null for random tensors. */
  readonly frameNumber: number | null;
  /** ms since the epoch, on the page's clock; null for random tensors. */
  readonly capturedAt: number | null;
  /** RGBA, row-major, of the next model's input size; items of a batch one above the other. Null: it draws its own random tensors. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer> | null;
  /** Where each item of the batch lies in the frame. */
  readonly regions: readonly Box[];
  readonly regionFound: boolean;
  /** The frame itself, when the next one hands on in its turn. */
  readonly picture: ImageBitmap | null;
}

/** That a completion should hand on to a tenant that was triggered by it. */
export interface HandoffWish {
  readonly tenantId: string;
  readonly input: ImageInput;
  /** Things found at most; one handoff each. */
  readonly fanOut: number;
  /** It hands on in its turn: give it the picture too. */
  readonly withPicture: boolean;
}

export interface InferArgument {
  readonly tenantId: string;
  readonly requestId: number;
  /** Of the request, on the executor's clock, for its policy. */
  readonly arrivedAt: number;
  readonly deadlineAt: number | null;
  /** What it is to look at instead of its own input; null when nothing triggered it. */
  readonly handoff: Handoff | null;
  readonly handOn: readonly HandoffWish[];
}

/** Stamps in ms since the epoch on the executor's own clock; the engine converts them. */
export interface InferReport {
  readonly startedAt: number;
  readonly preprocessedAt: number;
  readonly computedAt: number;
  readonly readAt: number;
  readonly completedAt: number;
  readonly frameNumber: number | null;
  /** Σ gaps between segments, ms. */
  readonly preemptedMs: number;
  /** Start and end of each segment, one after the other; null when it ran in one piece. */
  readonly segmentsAt: Float64Array | null;
  /** What each choice took that led to a segment of this request, ms; empty without segments. */
  readonly choicesMs: readonly number[];
  /**
   * From the end of the segment in flight when it arrived until it started, ms, if it was what the policy chose first
   * after its arrival; null otherwise. How much a wait exceeds the segment in flight.
   */
  readonly beyondSegmentMs: number | null;
  /** When the picture was taken, ms since the epoch on the page's clock; null for random tensors and sound. */
  readonly capturedAt: number | null;
  /**
   * WebGPU: how long this worker's thread was busy issuing it, from the input's upload to the last submit, ms; waits apart.
   * Null elsewhere.
   */
  readonly issueMs?: number | null;
  /** GPU time by timestamp queries, Σ of its segments, ms; `invalid` when they were out of order; null when not measured. */
  readonly gpuMs?: number | 'invalid' | null;
  /** For each wish, in order, what was found; empty when nothing was. */
  readonly handoffs: readonly (readonly Handoff[])[];
}

export interface MemoryReport {
  /** Bytes in tensors, equal weights once, and in what recordings hold besides. */
  readonly inUseBytes: number | null;
  /** WASM: heap size (never shrinks). GPU: bytes allocated, pool included. Null when the backend cannot tell. */
  readonly reservedBytes: number | null;
  /** Bytes saved because equal weights, of several tenants or of one, are stored once; absent where none are equal. */
  readonly sharedBytes?: number;
}

/** `type`, not `interface`: only a type alias fits the index signature of `Contract`. */
export type ExecutorContract = {
  start(argument: StartArgument): StartReport;
  load(argument: LoadArgument): LoadReport;
  /** Gives up a load in progress; its `load` rejects with `cancelled`. Nothing happens when there is none. */
  cancelLoad(argument: { readonly tenantId: string }): void;
  infer(argument: InferArgument): InferReport;
  /**
   * Changes how it chooses, from the next scheduling point on. Models are cut in the background, one after the other,
   * between requests; until a plan stands (`planned`) a model runs whole.
   */
  schedule(argument: ScheduleArgument): void;
  /** From its next request on. The mode that took effect is told by `mode`. */
  setMode(argument: { readonly tenantId: string; readonly mode: GpuMode }): void;
  /** Runs a tenant's recording with a timestamp around each dispatch. @throws EngineError `backend-unsuited`. */
  profileKernels(argument: { readonly tenantId: string; readonly runs: number }): KernelProfile;
  /** Measures a tenant's parts; waits for the request in service. @throws EngineError `inference-failed`. */
  profile(argument: { readonly tenantId: string; readonly runs: number }): ServiceProfile;
  /** Gives a tenant another input while it serves; the request in service keeps the one it has. */
  setInput(argument: Pick<LoadArgument, 'tenantId' | 'input' | 'seed' | 'triggered'>): void;
  /** Brings a failure about. @throws EngineError `backend-unsuited` when there is no device to lose. */
  mishap(argument: ExecutorMishap): void;
  /** Disposes the tenant's model and tensors. */
  unload(argument: { readonly tenantId: string }): void;
  memory(argument: null): MemoryReport;
  /** Newest decoded result of a tenant, or null before its first completion. */
  lastResult(argument: { readonly tenantId: string }): FramedResult | null;
  /** The executor's clock now, ms since the epoch: for the offset. */
  clock(argument: null): number;
};

export type ExecutorEvents = {
  loadProgress: {
    readonly tenantId: string;
    readonly phase: 'download' | 'parse' | 'compile' | 'first-inference';
    /** 0..1 of the bytes; null where there is nothing to count. */
    readonly fraction: number | null;
    /** While downloading: each file. */
    readonly files: readonly FileProgress[];
    /** While compiling on WebGPU: pipelines. */
    readonly pipelines?: { readonly done: number; readonly total: number };
  };
  /** The files of a catalog model were fetched and hold what they should; in the order of its `files`. */
  verified: { readonly modelId: string; readonly blobs: readonly Blob[] };
  /** A model was cut, or stays whole and says why. */
  planned: { readonly tenantId: string; readonly plan: SegmentPlan };
  /** WebGPU: how a tenant runs from now on, and why. */
  mode: { readonly tenantId: string; readonly report: ModeReport };
  /** The user's policy threw, returned nonsense or took too long: the executor goes on first in, first out. */
  policyFailed: { readonly message: string };
  /** The GPU device or context is gone: every inference from here on fails. */
  deviceLost: { readonly reason: string };
};
