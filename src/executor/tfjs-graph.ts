/**
 * What TensorFlow.js 4.22 has made of a graph, from its executor's internals: which operations it does not know, which
 * tensors are its own. The version is pinned; nothing else looks in there but `tfjs-graph-parts.ts`.
 */
import type * as tf from '@tensorflow/tfjs';

export interface GraphNode {
  readonly name: string;
  readonly op: string;
  /** Undefined: no mapping exists, and running it throws "Unknown op". */
  readonly category: string | undefined;
  readonly inputs: readonly GraphNode[];
  /** One for each of `inputs`: `Split`, `Split:1`. */
  readonly inputNames: readonly string[];
}

interface Graph {
  readonly nodes: Readonly<Record<string, GraphNode>>;
  readonly outputs: readonly GraphNode[];
  readonly functions?: Readonly<Record<string, Graph>>;
}

/** Tensors of a run by node; holes where a node has given none on that port. */
type TensorsByNode = Readonly<Record<string, readonly (tf.Tensor | undefined)[]>>;

export interface GraphRunner {
  readonly graph: Graph;
  readonly weightMap: Readonly<Record<string, tf.Tensor[]>>;
  readonly functionExecutorMap: Readonly<Record<string, GraphRunner>>;
  /** Called after each operation of an asynchronous run. */
  checkTensorForDisposal(name: string, node: unknown, tensors: TensorsByNode, ...rest: unknown[]): void;
  /** Runs what its `compiledMap` has under the key of these names, or works that out first. */
  execute(inputs: tf.NamedTensorMap, outputs: readonly string[]): tf.Tensor[];
}

export const runnerOf = (network: tf.GraphModel): GraphRunner =>
  (network as unknown as { executor: GraphRunner }).executor; // private in the types of 4.22

const graphOf = (network: tf.GraphModel): Graph => runnerOf(network).graph;

/** Names of the operations that the outputs need and that TensorFlow.js lacks, each once, in alphabetical order. */
export function unknownOperations(network: tf.GraphModel): readonly string[] {
  const graph = graphOf(network);
  const bodies = Object.values(graph.functions ?? {}).flatMap(({ nodes }) => Object.values(nodes));
  const unknown = [...neededBy(graph.outputs), ...bodies].filter(({ category }) => category === undefined);
  return [...new Set(unknown.map(({ op }) => op))].sort();
}

/** Everything that the given nodes are computed from, and they themselves. */
function neededBy(outputs: readonly GraphNode[]): ReadonlySet<GraphNode> {
  const needed = new Set(outputs);
  for (const node of needed) for (const input of node.inputs) needed.add(input); // a set's loop sees what is added
  return needed;
}

/** Whether the graph has a node, or its signature an entry, of that name. */
export const hasNode = (network: tf.GraphModel, name: string): boolean =>
  Object.hasOwn(graphOf(network).nodes, name.replace(/:\d+$/, ''));

/** Ids of the weights: they may be outputs, and must outlive them. */
export const weightIds = (network: tf.GraphModel): ReadonlySet<number> =>
  new Set(
    Object.values(network.weights)
      .flat()
      .map(({ id }) => id),
  );

/** Adds weights to those that the graph has; one of a name that it has takes its place, and nothing is disposed. */
export function setWeights(network: tf.GraphModel, weights: ReadonlyMap<string, tf.Tensor>): void {
  const { executor, initializer } = network as unknown as {
    readonly executor: { weightMap: GraphRunner['weightMap'] };
    readonly initializer?: { weightMap: GraphRunner['weightMap'] };
  }; // private in the types of 4.22; the setter notes the weights' ids
  const added = Object.fromEntries([...weights].map(([name, tensor]) => [name, [tensor]]));
  executor.weightMap = { ...executor.weightMap, ...added };
  if (initializer !== undefined) initializer.weightMap = executor.weightMap;
}

/**
 * Follows asynchronous runs, because TensorFlow.js leaves its intermediate tensors behind when one fails: there is no
 * `tidy` around what waits.
 */
export function followRuns(network: tf.GraphModel): {
  /** A run has ended well: it has cleared up itself. */
  readonly forget: () => void;
  /** Frees what a failed run left, weights apart. */
  readonly clearUp: () => void;
} {
  const runs = new Set<TensorsByNode>();
  const failed = new WeakSet<TensorsByNode>();
  const weights = weightIds(network);
  const free = (run: TensorsByNode) => {
    for (const tensor of Object.values(run).flat()) {
      if (tensor !== undefined && !tensor.isDisposed && !weights.has(tensor.id)) tensor.dispose();
    }
  };
  const runner = runnerOf(network);
  for (const one of [runner, ...Object.values(runner.functionExecutorMap ?? {})]) {
    const check = one.checkTensorForDisposal.bind(one);
    one.checkTensorForDisposal = (name, node, tensors, ...rest) => {
      check(name, node, tensors, ...rest);
      if (failed.has(tensors)) free(tensors);
      else runs.add(tensors);
    };
  }
  return {
    forget: () => runs.clear(),
    clearUp() {
      for (const run of runs) {
        free(run);
        failed.add(run); // an operation that was under way ends after the run has failed
      }
      runs.clear();
    },
  };
}
