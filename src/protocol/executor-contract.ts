/** What an executor worker answers and emits. The engine calls; frames come from the UI over their own port. */
import type { Backend } from '../domain/backend';
import type { Model } from '../domain/model';
import type { FramedResult } from '../domain/result';
import type { TenantInput } from '../domain/scenario';
import type { FileProgress } from '../domain/snapshot';

interface StartArgument {
  readonly executorId: string;
  readonly backend: Backend;
  /** WASM threads asked for. */
  readonly threads: number;
  /** The executor's end of the frame channel; ownership moves. */
  readonly framePort: MessagePort;
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
  /** In a folder of the app's server: its absolute URL, ending in a slash. */
  | { readonly kind: 'folder'; readonly baseUrl: string }
  /** In memory or on disk, as the browser keeps them; in the order of the model's `files`. */
  | { readonly kind: 'blobs'; readonly blobs: readonly Blob[] };

export interface LoadArgument {
  readonly tenantId: string;
  readonly model: Model;
  readonly bytes: ModelBytes;
  readonly input: TenantInput;
  /** Seed of random tensors. */
  readonly seed: number;
  /** Injected: whatever would be fetched is refused. */
  readonly refuseNetwork: boolean;
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

export interface InferArgument {
  readonly tenantId: string;
  readonly requestId: number;
}

/** Stamps in ms since the epoch on the executor's own clock; the engine converts them. */
export interface InferReport {
  readonly startedAt: number;
  readonly preprocessedAt: number;
  readonly computedAt: number;
  readonly readAt: number;
  readonly completedAt: number;
  readonly frameNumber: number | null;
}

export interface MemoryReport {
  /** Bytes in tensors. */
  readonly inUseBytes: number | null;
  /** WASM: heap size (never shrinks). GPU: bytes allocated, pool included. Null when the backend cannot tell. */
  readonly reservedBytes: number | null;
}

/** `type`, not `interface`: only a type alias fits the index signature of `Contract`. */
export type ExecutorContract = {
  start(argument: StartArgument): StartReport;
  load(argument: LoadArgument): LoadReport;
  /** Gives up a load in progress; its `load` rejects with `cancelled`. Nothing happens when there is none. */
  cancelLoad(argument: { readonly tenantId: string }): void;
  infer(argument: InferArgument): InferReport;
  /** Gives a tenant another input while it serves; the request in service keeps the one it has. */
  setInput(argument: { readonly tenantId: string; readonly input: TenantInput; readonly seed: number }): void;
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
  };
  /** The GPU device or context is gone: every inference from here on fails. */
  deviceLost: { readonly reason: string };
};
