/**
 * What an executor needs of a machine-learning library. Everything above speaks this interface, so that a second
 * runtime can be added beside TensorFlow.js. A runtime owns one backend for the life of its worker.
 */
import type { Backend } from '../domain/backend';
import type { KernelProfile, RecordingFacts } from '../domain/gpu';
import type { Model } from '../domain/model';
import type { MemoryReport, StartReport } from '../protocol/executor-contract';
import type { ModelArtifacts } from '../sources/model-artifacts';
import type { Beside } from './load-steps';
import type { PlanGraph } from './plan-graph';

/** Truth values are whole numbers, 0 or 1. */
export type TensorData = Float32Array | Int32Array;

/** One output, readable on the CPU; row-major. */
export interface OutputTensor {
  /** The network's own name for it, without a port: `Identity_1`. Tells outputs of one shape apart. */
  readonly name?: string;
  readonly data: TensorData;
  readonly shape: readonly number[];
}

/** Outputs that exist on the backend. */
export interface PendingOutputs {
  /** Resolves when they stand on the backend, where that may be later than `execute` resolves; never rejects. */
  readonly computed?: Promise<void>;
  /** Copies every output to the CPU and frees it on the backend; call once. */
  read(): Promise<readonly OutputTensor[]>;
}

/** One request on its way through the parts of a network. It holds what later parts need. */
export interface PartedRun {
  /** Parts that are left. */
  readonly left: number;
  /** Runs the next part. Resolves when the backend has finished computing it; frees everything when it fails. */
  step(): Promise<void>;
  /** After the last part. */
  finish(): PendingOutputs;
  /** Frees what it holds. */
  abandon(): void;
}

/** A network that runs in parts; it shares the weights of the whole. */
export interface CutNetwork {
  /** Takes the uploaded inputs over. */
  begin(): PartedRun;
}

/** What a network can be cut at. */
export interface Dissection {
  readonly graph: PlanGraph;
  /** @param boundaries as `partsOf` takes them. */
  cutAt(boundaries: readonly number[]): CutNetwork;
}

/** A picture of the size of a model's only input; the items of a batch one above the other. */
export interface InputPicture {
  readonly bitmap: ImageBitmap;
  /** Items of the batch that the network wants to see in a mirror. */
  readonly mirrored: readonly number[];
}

export interface LoadedModel {
  /** Puts the inputs on the backend, in the model's order; row-major, shapes and types as the model says. */
  upload(inputs: readonly TensorData[]): void;
  /**
   * Puts the only input on the backend as a picture, which becomes its numbers there; absent or null where nothing can do
   * that. Read before it returns. The thread is busy until it returns; the conversion itself is computed with the inference.
   * @returns false when it cannot take this one (yet): `upload` it.
   */
  readonly uploadPicture?: ((picture: InputPicture) => boolean) | null;
  /** Runs the network on the uploaded inputs and frees them. Resolves when the backend has finished computing. */
  execute(): Promise<PendingOutputs>;
  /** After the first inference: takes the network apart, or says in a sentence why it stays whole. */
  dissect(): Dissection | { readonly whole: string };
  /** Whether it takes a wait for the device, a fence, to know that something was computed. */
  readonly fenced: boolean;
  /** Parts of recordings that may be under way on the device at once; one when absent. */
  readonly underWay?: number;
  /** From its call on each part is waited for, however many may be under way; absent where they always are. */
  readonly oneAtATime?: (yes: boolean) => void;
  /** From its call on, sums come out in one order, or as is fastest; null where both are the same. */
  readonly fixSumOrder: ((fixed: boolean) => void) | null;
  /** What limits what can be done with it, in sentences; complete once the first inference has ended. */
  readonly notes: readonly string[];
  /**
   * Captures what it does on the GPU; null on backends where nothing can be captured. To be called after the first
   * inference. Nothing is verified yet.
   * @throws EngineError `not-recordable`, which says why.
   */
  readonly record: (() => Promise<RecordedModel>) | null;
  /** How long this thread was busy issuing the newest inference, ms, waits apart; null where nobody measures it. */
  readonly issueMs: number | null;
  /** GPU time of the newest inference; null or absent when it was not timed. */
  readonly gpuMs?: number | 'invalid' | null;
  /** Whether a request is half-way through its only set of buffers: nobody else may run it then. */
  readonly inMidRun?: boolean;
  /** What it can be given before the first inference; absent or null where there is nothing. */
  readonly preparation?: Preparation | null;
  /** Frees weights and pending inputs. */
  dispose(): void;
}

/** What a backend gets ready before a network's first inference, in steps that others on it hardly notice. */
export interface Preparation {
  /** Puts the weights on the device, a few MB a step. @throws EngineError when the device takes no more. */
  uploadWeights(): AsyncIterator<void, void>;
  /** Finds out which pipelines it runs; says in a sentence why nobody can tell before it runs. @throws as above. */
  findPipelines(): Promise<PipelineWork | { readonly unknown: string }>;
}

/** The pipelines of one network. */
export interface PipelineWork {
  readonly total: number;
  /** Those that others had compiled when they were found. */
  readonly ready: number;
  /**
   * Compiles what is missing, off this thread where the browser does that. Resolves when all are there, or once nothing is
   * under way after it was given up.
   * @throws EngineError `model-load-failed` that names the kernel.
   */
  compile(options: {
    readonly signal: AbortSignal;
    readonly onReady: (ready: number) => void;
    /** Pipelines under way at once. */
    readonly atOnce?: number;
  }): Promise<void>;
}

/** A recording of a loaded model, which it needs as long as it lives. One inference at a time: it has one set of buffers. */
export interface RecordedModel extends LoadedModel {
  readonly facts: Omit<RecordingFacts, 'captureMs' | 'verifyMs'>;
  /** Runs it on its newest input, a timestamp around each dispatch. */
  profileKernels(runs: number): Promise<KernelProfile>;
}

export interface Runtime {
  /** How recordings run on its device; nothing happens on other backends. */
  setGpuTerms(terms: { readonly submitsInFlight: number; readonly timing: boolean }): void;
  /**
   * Starts the backend.
   * @throws EngineError `backend-unavailable` when this browser lacks it.
   */
  start(backend: Backend, threads: number, onDeviceLost: (reason: string) => void): Promise<StartReport>;
  /**
   * @param beside what others must wait for is done in steps of this; at once when absent.
   * @throws EngineError `model-malformed` | `model-operation-unknown` | `model-layer-unknown` | `model-shape-invalid` |
   *   `model-load-failed`.
   */
  load(model: Model, artifacts: ModelArtifacts, budgetBytes?: number, beside?: Beside): Promise<LoadedModel>;
  memory(): MemoryReport;
  /**
   * Loses the device on purpose; it is told like any other loss.
   * @throws EngineError `backend-unsuited` where there is none.
   */
  loseDevice(): void;
}
