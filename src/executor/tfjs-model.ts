/** One model on TensorFlow.js 4.22: built, run, read, freed. It does not know how networks of each kind are run. */
import * as tf from '@tensorflow/tfjs';
import { EngineError } from '../domain/errors';
import { isCustom, type Model } from '../domain/model';
import type { ModelArtifacts } from '../sources/model-artifacts';
import type { GpuAccess } from './gpu-access';
import { besideNobody } from './load-steps';
import { partsOf } from './plan-graph';
import type {
  CutNetwork,
  Dissection,
  LoadedModel,
  OutputTensor,
  PendingOutputs,
  Preparation,
  TensorData,
} from './runtime';
import { explainBuildFailure, explainRunFailure } from './tfjs-failure';
import { createCatalogNetwork, type Network } from './tfjs-network';
import { createCustomNetwork } from './tfjs-network-custom';
import { leftOut, readOutputs } from './tfjs-outputs';
import { TfjsPartedRun } from './tfjs-parted-run';
import { preparationOf } from './tfjs-preparation';
import { recordNetwork } from './tfjs-recording';
import { buildSharing } from './tfjs-shared-weights';
import { sumOrderSwitch } from './tfjs-sum-order';
import { WeightStore } from './weight-store';

/** What a network needs of the backend that it runs on. */
export interface Computing {
  /** The device, where what runs on it can be recorded. */
  readonly gpu?: GpuAccess;
  /** Resolves when everything issued so far has been computed. */
  settle(): Promise<void>;
  /** @throws EngineError `device-lost`. */
  assertAlive(): void;
}

/**
 * @param weights of the models on this backend: what is equal is stored once.
 * @param beside as `Runtime.load`.
 * @throws EngineError `model-load-failed` | `model-layer-unknown` | `model-operation-unknown` | `model-shape-invalid` |
 *   `model-input-unsupported`.
 */
export async function loadTfjsModel(
  model: Model,
  artifacts: ModelArtifacts,
  backend: Computing,
  weights = new WeightStore(),
  beside = besideNobody,
): Promise<LoadedModel> {
  const sharing = { store: weights, beside };
  const built = await buildSharing(model, artifacts, sharing, (given) => build(model, given)).catch(
    (thrown) => {
      throw explainBuildFailure(model, thrown);
    },
  );
  try {
    const network = isCustom(model) ? createCustomNetwork(model, built) : createCatalogNetwork(model, built);
    const settle = () =>
      backend.settle().catch((thrown: unknown) => {
        throw explainRunFailure(model, thrown);
      });
    return new TfjsModel(model, network, backend, preparationOf(model, network, { built, settle }));
  } catch (thrown) {
    built.dispose();
    throw explainBuildFailure(model, thrown);
  }
}

async function build(model: Model, artifacts: ModelArtifacts): Promise<tf.GraphModel | tf.LayersModel> {
  const handler = tf.io.fromMemory(artifacts as unknown as tf.io.ModelArtifacts); // same shape, validated by `sources`
  return model.format === 'graph' ? tf.loadGraphModel(handler) : tf.loadLayersModel(handler);
}

class TfjsModel implements LoadedModel {
  #inputs: tf.Tensor[] | null = null;
  /** Outputs that are no numbers; null until the first inference told. */
  #leftOut: readonly string[] | null = null;
  #issueMs: number | null = null;

  constructor(
    private readonly model: Model,
    private readonly network: Network,
    private readonly backend: Computing,
    readonly preparation: Preparation | null,
  ) {}

  get notes(): readonly string[] {
    const names = this.#leftOut ?? [];
    if (names.length === 0) return this.network.notes;
    return [...this.network.notes, `Outputs that are not numbers are not shown: ${names.join(', ')}.`];
  }

  get issueMs(): number | null {
    return this.backend.gpu === undefined ? null : this.#issueMs;
  }

  get record(): LoadedModel['record'] {
    const { gpu } = this.backend;
    if (gpu === undefined) return null;
    return () =>
      recordNetwork(this.model, this.network, gpu, {
        outputNames: this.network.outputNames,
        notes: this.notes,
        causeOf: (thrown) => this.#causeOf(thrown),
        assertAlive: () => this.backend.assertAlive(),
      });
  }

  upload(inputs: readonly TensorData[]): void {
    tf.dispose(this.#inputs ?? []);
    this.#issueMs = 0;
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
      await this.#issue(() => this.backend.settle());
    } catch (thrown) {
      tf.dispose(outputs);
      throw await this.#explained(thrown);
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
              causeOf: (thrown) => this.#explained(thrown),
              issue: (run) => this.#issue(run),
            }),
        };
      },
    };
  }

  /** What is run until it has to wait. */
  #issue<T>(run: () => T): T {
    const startedAt = performance.now();
    try {
      return run();
    } finally {
      this.#issueMs = (this.#issueMs ?? 0) + performance.now() - startedAt;
    }
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
      throw await this.#explained(thrown);
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

  /** As `#causeOf`; what follows from a command that the device refused does not say so either, so it is asked first. */
  async #explained(thrown: unknown): Promise<unknown> {
    if (thrown instanceof EngineError) return this.#causeOf(thrown);
    return this.backend.settle().then(
      () => this.#causeOf(thrown),
      (refused: unknown) => this.#causeOf(refused),
    );
  }

  async #run(inputs: tf.Tensor[]): Promise<tf.Tensor[]> {
    try {
      const returned = this.#issue(() => this.network.run(inputs));
      return returned instanceof Promise ? await returned : returned;
    } catch (thrown) {
      throw await this.#explained(thrown);
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
