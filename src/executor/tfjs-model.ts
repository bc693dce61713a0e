/** One network on TensorFlow.js 4.22: built, run, read, freed. The only place that knows its model classes. */
import * as tf from '@tensorflow/tfjs';
import { EngineError } from '../domain/errors';
import type { Model } from '../domain/model';
import type { ModelArtifacts } from '../sources/model-artifacts';
import type { LoadedModel, OutputTensor, PendingOutputs, TensorData } from './runtime';

type Network = tf.GraphModel | tf.LayersModel;

/** What a network needs of the backend that it runs on. */
export interface Computing {
  /** Resolves when everything issued so far has been computed. */
  settle(): Promise<void>;
  /** @throws EngineError `device-lost`. */
  assertAlive(): void;
}

/** @throws EngineError `model-load-failed`. */
export async function loadTfjsModel(
  model: Model,
  artifacts: ModelArtifacts,
  backend: Computing,
): Promise<LoadedModel> {
  const handler = tf.io.fromMemory(artifacts as unknown as tf.io.ModelArtifacts); // same shape, validated by `sources`
  try {
    const network =
      model.format === 'graph' ? await tf.loadGraphModel(handler) : await tf.loadLayersModel(handler);
    return new TfjsModel(model, network, backend);
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
    private readonly backend: Computing,
  ) {}

  upload(data: TensorData): void {
    this.#input?.dispose();
    this.#input = tf.tensor(data, [...this.model.input.shape], this.model.input.dtype);
  }

  async execute(): Promise<PendingOutputs> {
    const input = this.#input;
    if (input === null) throw new Error('invariant broken: execute before upload');
    this.#input = null;
    let outputs: tf.Tensor[];
    try {
      outputs = tf.tidy(() => this.#run(input));
    } finally {
      input.dispose();
    }
    try {
      await this.backend.settle();
    } catch (thrown) {
      tf.dispose(outputs);
      throw thrown;
    }
    return {
      read: async () => {
        const read = await readAll(outputs, this.#outputNames());
        this.backend.assertAlive();
        return read;
      },
    };
  }

  /** A graph that is cut is entered and left at the nodes that the catalog names: what lies outside never runs. */
  #run(input: tf.Tensor): tf.Tensor[] {
    const { cut } = this.model;
    const returned =
      cut !== undefined && this.network instanceof tf.GraphModel
        ? this.network.execute({ [cut.feed]: input }, [...cut.fetches])
        : this.network.predict(input);
    return Array.isArray(returned) ? returned : [returned as tf.Tensor]; // one input, unnamed: never a map
  }

  /** In the order in which `#run` returns them; `Identity_1:0` is the first port of the node `Identity_1`. */
  #outputNames(): readonly string[] {
    const names =
      this.network instanceof tf.GraphModel
        ? (this.model.cut?.fetches ?? this.network.outputNodes)
        : this.network.outputNames;
    return names.map((name) => name.replace(/:\d+$/, ''));
  }

  dispose(): void {
    this.#input?.dispose();
    this.#input = null;
    this.network.dispose();
  }
}

/** On WebGPU reading is asynchronous; elsewhere `dataSync` avoids TF.js's polling timer, and blocks nobody here. */
async function readAll(
  outputs: readonly tf.Tensor[],
  names: readonly string[],
): Promise<readonly OutputTensor[]> {
  const asynchronous = tf.getBackend() === 'webgpu';
  try {
    const data = asynchronous
      ? await Promise.all(outputs.map((output) => output.data()))
      : outputs.map((output) => output.dataSync());
    return outputs.map((output, index) => ({
      name: names[index] ?? '',
      data: data[index] as TensorData, // numeric outputs only: the catalog has no string or bool models
      shape: output.shape,
    }));
  } finally {
    for (const output of outputs) output.dispose();
  }
}
