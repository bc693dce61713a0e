/**
 * What an executor needs of a machine-learning library. Everything above speaks this interface, so that a second
 * runtime can be added beside TensorFlow.js. A runtime owns one backend for the life of its worker.
 */
import type { Backend } from '../domain/backend';
import type { Model } from '../domain/model';
import type { MemoryReport, StartReport } from '../protocol/executor-contract';
import type { ModelArtifacts } from '../sources/model-artifacts';

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

export interface LoadedModel {
  /** Puts the input on the backend; row-major, shape and type as the catalog says. */
  upload(data: TensorData): void;
  /** Runs the network on the uploaded input and frees it. Resolves when the backend has finished computing. */
  execute(): Promise<PendingOutputs>;
  /** Frees weights and a pending input. */
  dispose(): void;
}

export interface Runtime {
  /**
   * Starts the backend.
   * @throws EngineError `backend-unavailable` when this browser lacks it.
   */
  start(backend: Backend, threads: number, onDeviceLost: (reason: string) => void): Promise<StartReport>;
  /** @throws EngineError `model-malformed` | `model-load-failed`. */
  load(model: Model, artifacts: ModelArtifacts): Promise<LoadedModel>;
  memory(): MemoryReport;
}
