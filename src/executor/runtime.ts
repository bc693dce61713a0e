/**
 * What an executor needs of a machine-learning library. Everything above speaks this interface, so that a second
 * runtime can be added beside TensorFlow.js. A runtime owns one backend for the life of its worker.
 */
import type { Backend } from '../domain/backend';
import type { Model } from '../domain/model';
import type { MemoryReport, StartReport } from '../protocol/executor-contract';
import type { ModelArtifacts } from '../sources/model-artifacts';
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

export interface LoadedModel {
  /** Puts the inputs on the backend, in the model's order; row-major, shapes and types as the model says. */
  upload(inputs: readonly TensorData[]): void;
  /** Runs the network on the uploaded inputs and frees them. Resolves when the backend has finished computing. */
  execute(): Promise<PendingOutputs>;
  /** After the first inference: takes the network apart, or says in a sentence why it stays whole. */
  dissect(): Dissection | { readonly whole: string };
  /** Whether it takes a wait for the device, a fence, to know that something was computed. */
  readonly fenced: boolean;
  /** From its call on, sums come out in one order, or as is fastest; null where both are the same. */
  readonly fixSumOrder: ((fixed: boolean) => void) | null;
  /** What limits what can be done with it, in sentences; complete once the first inference has ended. */
  readonly notes: readonly string[];
  /** Frees weights and pending inputs. */
  dispose(): void;
}

export interface Runtime {
  /**
   * Starts the backend.
   * @throws EngineError `backend-unavailable` when this browser lacks it.
   */
  start(backend: Backend, threads: number, onDeviceLost: (reason: string) => void): Promise<StartReport>;
  /**
   * @throws EngineError `model-malformed` | `model-operation-unknown` | `model-layer-unknown` | `model-shape-invalid` |
   *   `model-load-failed`.
   */
  load(model: Model, artifacts: ModelArtifacts): Promise<LoadedModel>;
  memory(): MemoryReport;
  /**
   * Loses the device on purpose; it is told like any other loss.
   * @throws EngineError `backend-unsuited` where there is none.
   */
  loseDevice(): void;
}
