/** What an executor worker answers and emits. The engine calls; frames come from the UI over their own port. */
import type { Backend } from '../domain/backend';
import type { Model } from '../domain/model';
import type { FramedResult } from '../domain/result';
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

export interface LoadArgument {
  readonly tenantId: string;
  readonly model: Model;
  /** Absolute URL of the folder that holds the model's files, ending in a slash. */
  readonly baseUrl: string;
  readonly input: 'scene' | 'random';
  /** Seed of random tensors. */
  readonly seed: number;
}

export interface LoadReport {
  readonly downloadMs: number;
  readonly parseMs: number;
  readonly compileMs: number | null;
  readonly firstInferenceMs: number;
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
