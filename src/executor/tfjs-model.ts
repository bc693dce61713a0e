/** One model on TensorFlow.js 4.22: built, run, read, freed. It does not know how networks of each kind are run. */
import * as tf from '@tensorflow/tfjs';
import { isCustom, type Model } from '../domain/model';
import type { ModelArtifacts } from '../sources/model-artifacts';
import { partsOf } from './plan-graph';
import type {
  CutNetwork,
  Dissection,
  LoadedModel,
  OutputTensor,
  PendingOutputs,
  TensorData,
} from './runtime';
import { explainBuildFailure, explainRunFailure } from './tfjs-failure';
import { createCatalogNetwork, type Network } from './tfjs-network';
import { createCustomNetwork } from './tfjs-network-custom';
import { leftOut, readOutputs } from './tfjs-outputs';
import { TfjsPartedRun } from './tfjs-parted-run';
import { sumOrderSwitch } from './tfjs-sum-order';

/** What a network needs of the backend that it runs on. */
export interface Computing {
  /** Resolves when everything issued so far has been computed. */
  settle(): Promise<void>;
  /** @throws EngineError `device-lost`. */
  assertAlive(): void;
}

/**
 * @throws EngineError `model-load-failed` | `model-layer-unknown` | `model-operation-unknown` | `model-shape-invalid` |
 *   `model-input-unsupported`.
 */
export async function loadTfjsModel(
  model: Model,
  artifacts: ModelArtifacts,
  backend: Computing,
): Promise<LoadedModel> {
  const built = await build(model, artifacts);
  try {
    const network = isCustom(model) ? createCustomNetwork(model, built) : createCatalogNetwork(model, built);
    return new TfjsModel(model, network, backend);
  } catch (thrown) {
    built.dispose();
    throw explainBuildFailure(model, thrown);
  }
}

async function build(model: Model, artifacts: ModelArtifacts): Promise<tf.GraphModel | tf.LayersModel> {
  const handler = tf.io.fromMemory(artifacts as unknown as tf.io.ModelArtifacts); // same shape, validated by `sources`
  try {
    return await (model.format === 'graph' ? tf.loadGraphModel(handler) : tf.loadLayersModel(handler));
  } catch (thrown) {
    throw explainBuildFailure(model, thrown);
  }
}

class TfjsModel implements LoadedModel {
  #inputs: tf.Tensor[] | null = null;
  /** Outputs that are no numbers; null until the first inference told. */
  #leftOut: readonly string[] | null = null;

  constructor(
    private readonly model: Model,
    private readonly network: Network,
    private readonly backend: Computing,
  ) {}

  get notes(): readonly string[] {
    const names = this.#leftOut ?? [];
    if (names.length === 0) return this.network.notes;
    return [...this.network.notes, `Outputs that are not numbers are not shown: ${names.join(', ')}.`];
  }

  upload(inputs: readonly TensorData[]): void {
    tf.dispose(this.#inputs ?? []);
    this.#inputs = this.network.inputs.map(({ shape, dtype }, index) => {
      const data = inputs[index];
      if (data === undefined) throw new Error(`invariant broken: no data for input ${index}`);
      return tf.tensor(data, [...shape], dtype);
    });
  }

  async execute(): Promise<PendingOutputs> {
    const outputs = await this.#run(this.#takeInputs());
    this.#leftOut ??= leftOut(outputs, this.network.outputNames);
    try {
      await this.backend.settle();
    } catch (thrown) {
      tf.dispose(outputs);
      throw this.#causeOf(thrown);
    }
    return { read: () => this.#read(outputs) };
  }

  get fenced(): boolean {
    const backend = tf.getBackend();
    return backend === 'webgpu' || backend === 'webgl';
  }

  get fixSumOrder(): LoadedModel['fixSumOrder'] {
    return sumOrderSwitch();
  }

  dissect(): Dissection | { readonly whole: string } {
    const dissected = this.network.dissect();
    if ('whole' in dissected) return dissected;
    const { graph } = dissected;
    return {
      graph,
      cutAt: (boundaries): CutNetwork => {
        const parts = partsOf(graph, boundaries).map((spec) => ({ spec, run: dissected.part(spec) }));
        return {
          begin: () =>
            new TfjsPartedRun(graph, parts, this.#takeInputs(), {
              settle: () => this.backend.settle(),
              read: (outputs) => this.#read(outputs),
              causeOf: (thrown) => this.#causeOf(thrown),
            }),
        };
      },
    };
  }

  #takeInputs(): tf.Tensor[] {
    const inputs = this.#inputs;
    if (inputs === null) throw new Error('invariant broken: execute before upload');
    this.#inputs = null;
    return inputs;
  }

  async #read(outputs: tf.Tensor[]): Promise<readonly OutputTensor[]> {
    try {
      const read = await readOutputs(this.model, outputs, this.network.outputNames);
      this.backend.assertAlive();
      return read;
    } catch (thrown) {
      throw this.#causeOf(thrown);
    }
  }

  /** On a device that is gone everything fails, in words that do not say so. */
  #causeOf(thrown: unknown): unknown {
    try {
      this.backend.assertAlive();
    } catch (lost) {
      return lost;
    }
    return explainRunFailure(this.model, thrown);
  }

  async #run(inputs: tf.Tensor[]): Promise<tf.Tensor[]> {
    try {
      const returned = this.network.run(inputs);
      return returned instanceof Promise ? await returned : returned;
    } catch (thrown) {
      throw this.#causeOf(thrown);
    } finally {
      tf.dispose(inputs);
    }
  }

  dispose(): void {
    tf.dispose(this.#inputs ?? []);
    this.#inputs = null;
    this.network.dispose();
  }
}
