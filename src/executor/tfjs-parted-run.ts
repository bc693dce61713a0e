/** One request on its way through the parts of a network in TensorFlow.js: it owns the tensors between them. */
import * as tf from '@tensorflow/tfjs';
import type { PartRunner } from './dissection';
import type { PartSpec, PlanGraph } from './plan-graph';
import type { OutputTensor, PartedRun, PendingOutputs } from './runtime';

interface Part {
  readonly spec: PartSpec;
  readonly run: PartRunner;
}

/** What a run needs of its model. */
interface Surroundings {
  /** Resolves when everything issued so far has been computed. */
  settle(): Promise<void>;
  /** Copies outputs to the CPU and frees them. */
  read(outputs: tf.Tensor[]): Promise<readonly OutputTensor[]>;
  /** What is to be told when something was thrown. */
  causeOf(thrown: unknown): Promise<unknown>;
  /** Counts how long issuing takes. */
  issue<T>(run: () => T): T;
}

export class TfjsPartedRun implements PartedRun {
  readonly #values: Map<string, tf.Tensor>;
  #next = 0;

  /** @param inputs are the run's from now on. */
  constructor(
    private readonly graph: PlanGraph,
    private readonly parts: readonly Part[],
    inputs: readonly tf.Tensor[],
    private readonly surroundings: Surroundings,
  ) {
    this.#values = new Map(graph.inputs.map((name, index) => [name, inputs[index] as tf.Tensor])); // one each
  }

  get left(): number {
    return this.parts.length - this.#next;
  }

  async step(): Promise<void> {
    const part = this.parts[this.#next];
    if (part === undefined) throw new Error('invariant broken: a step after the last part');
    this.#next += 1;
    try {
      const results = this.surroundings.issue(() => part.run(this.#values));
      for (const [index, name] of part.spec.gives.entries())
        this.#values.set(name, results[index] as tf.Tensor); // in that order
      for (const name of part.spec.drops) this.#drop(name);
      await this.surroundings.issue(() => this.surroundings.settle());
    } catch (thrown) {
      this.abandon();
      throw await this.surroundings.causeOf(thrown);
    }
  }

  finish(): PendingOutputs {
    const outputs = this.graph.outputs.map((name) => this.#values.get(name) as tf.Tensor); // all parts have run
    this.#values.clear();
    return { read: () => this.surroundings.read(outputs) };
  }

  abandon(): void {
    tf.dispose([...this.#values.values()]);
    this.#values.clear();
  }

  #drop(name: string): void {
    this.#values.get(name)?.dispose();
    this.#values.delete(name);
  }
}
