/** The `Runtime` on TensorFlow.js 4.22. The only place that builds and runs its models. */
import * as tf from '@tensorflow/tfjs';
import type { Backend } from '../domain/backend';
import { EngineError } from '../domain/errors';
import type { Model } from '../domain/model';
import type { MemoryReport, StartReport } from '../protocol/executor-contract';
import type { ModelArtifacts } from '../sources/model-artifacts';
import { type StartedBackend, startBackend } from './backends';
import type { LoadedModel, OutputTensor, PendingOutputs, Runtime, TensorData } from './runtime';

type Network = tf.GraphModel | tf.LayersModel;

export function createTfjsRuntime(): Runtime {
  let started: StartedBackend | null = null;
  const backend = (): StartedBackend => {
    if (started === null) throw new Error('invariant broken: the backend is used before start');
    return started;
  };
  return {
    async start(name: Backend, threads, onDeviceLost): Promise<StartReport> {
      started = await startBackend(name, { threads, onDeviceLost });
      const { adapter, software } = started;
      return { adapter, software, threads: started.threads, tfjsVersion: tf.version.tfjs };
    },
    async load(model, artifacts) {
      return new TfjsModel(model, await build(model, artifacts), backend());
    },
    memory(): MemoryReport {
      return { inUseBytes: tf.memory().numBytes, reservedBytes: backend().reservedBytes() };
    },
  };
}

async function build(model: Model, artifacts: ModelArtifacts): Promise<Network> {
  const handler = tf.io.fromMemory(artifacts as unknown as tf.io.ModelArtifacts); // same shape, validated by `sources`
  try {
    return model.format === 'graph' ? await tf.loadGraphModel(handler) : await tf.loadLayersModel(handler);
  } catch (thrown) {
    const why = thrown instanceof Error ? thrown.message : String(thrown);
    throw new EngineError('model-load-failed', `TensorFlow.js could not build ${model.name}: ${why}`);
  }
}

class TfjsModel implements LoadedModel {
  #input: tf.Tensor | null = null;

  constructor(
    private readonly model: Model,
    private readonly network: Network,
    private readonly backend: StartedBackend,
  ) {}

  upload(data: TensorData): void {
    this.#input?.dispose();
    this.#input = tf.tensor(data, [...this.model.input.shape], this.model.input.dtype);
  }

  async execute(): Promise<PendingOutputs> {
    const input = this.#input;
    if (input === null) throw new Error('invariant broken: execute before upload');
    this.#input = null;
    const outputs = tf.tidy(() => {
      const returned = this.network.predict(input);
      return Array.isArray(returned) ? returned : [returned as tf.Tensor]; // one input, unnamed: never a map
    });
    input.dispose();
    await this.backend.settle();
    return {
      read: async () => {
        const read = await readAll(outputs);
        this.backend.assertAlive();
        return read;
      },
    };
  }

  dispose(): void {
    this.#input?.dispose();
    this.#input = null;
    this.network.dispose();
  }
}

/** On WebGPU reading is asynchronous; elsewhere `dataSync` avoids TF.js's polling timer, and blocks nobody here. */
async function readAll(outputs: readonly tf.Tensor[]): Promise<readonly OutputTensor[]> {
  const asynchronous = tf.getBackend() === 'webgpu';
  try {
    const data = asynchronous
      ? await Promise.all(outputs.map((output) => output.data()))
      : outputs.map((output) => output.dataSync());
    return outputs.map((output, index) => ({
      data: data[index] as TensorData, // numeric outputs only: the catalog has no string or bool models
      shape: output.shape,
    }));
  } finally {
    for (const output of outputs) output.dispose();
  }
}
