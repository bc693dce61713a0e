/**
 * Takes a graph of TensorFlow.js 4.22 apart. A part runs on the library's own executor, through a view of it that has a
 * compiled order of its own and only the weights that the part needs: so a part costs no look at the whole graph, weights
 * are shared, and a node with several results can be handed over.
 */
import type * as tf from '@tensorflow/tfjs';
import type { Dissected, PartRunner } from './dissection';
import { orderOf, type PartSpec, type PlanGraph } from './plan-graph';
import { type GraphNode, type GraphRunner, runnerOf } from './tfjs-graph';

/** What a run holds by node; a hole where nobody needs that result. */
type Holdings = Record<string, tf.Tensor[]>;

/** The private parts of a runner that a view of it has for itself. */
interface RunnerView extends GraphRunner {
  _signature: undefined;
  _weightMap: Holdings;
  compiledMap: Map<string, unknown>;
  getCompilationKey(): string;
}

/** @param feeds, fetches as the network is run: names of the signature or of nodes, with or without a port. */
export function dissectGraph(
  network: tf.GraphModel,
  feeds: readonly string[],
  fetches: readonly string[],
): Dissected {
  const runner = runnerOf(network);
  const names = namesIn(network);
  const inputs = feeds.map((name) => canonical(names.input(name)));
  const outputs = fetches.map((name) => canonical(names.output(name)));
  const fed = new Set(inputs.map(nodeNameOf));
  const needsOf = (node: GraphNode): readonly GraphNode[] =>
    fed.has(node.name) || runner.weightMap[node.name] !== undefined ? [] : node.inputs;
  const roots = outputs.flatMap((name) => runner.graph.nodes[nodeNameOf(name)] ?? []);
  const order = orderOf(roots, needsOf);
  const orphan = order.find(
    ({ name, inputs: given }) => given.length === 0 && !fed.has(name) && runner.weightMap[name] === undefined,
  );
  if (orphan !== undefined)
    return { whole: `It stays whole: ${orphan.op} (${orphan.name}) gives what is neither fed nor a weight.` };
  const variable = variableNodes(order, fed, needsOf);
  const asked = new Set(outputs);
  const operations = order.filter(
    (node) => !fed.has(node.name) && (variable.has(node) || roots.includes(node)),
  );
  const graph: PlanGraph = { nodes: planNodes(operations, { variable, asked }), inputs, outputs };
  return { graph, part: (spec) => partOf(runner, { operations, needsOf, variable }, spec) };
}

/** Those whose results depend on what is fed. */
function variableNodes(
  order: readonly GraphNode[],
  fed: ReadonlySet<string>,
  needsOf: (node: GraphNode) => readonly GraphNode[],
): ReadonlySet<GraphNode> {
  const variable = new Set<GraphNode>();
  for (const node of order)
    if (fed.has(node.name) || needsOf(node).some((need) => variable.has(need))) variable.add(node);
  return variable;
}

function planNodes(
  operations: readonly GraphNode[],
  { variable, asked }: { readonly variable: ReadonlySet<GraphNode>; readonly asked: ReadonlySet<string> },
): PlanGraph['nodes'] {
  const needs = operations.map((node) =>
    node.inputNames
      .filter((_, index) => variable.has(node.inputs[index] as GraphNode)) // a name for each input
      .map(canonical),
  );
  const used = new Map<string, Set<string>>();
  for (const value of [...needs.flat(), ...asked]) {
    const name = nodeNameOf(value);
    used.set(name, (used.get(name) ?? new Set()).add(value));
  }
  return operations.map(({ name }, index) => ({
    name,
    needs: needs[index] as readonly string[], // as many as operations
    gives: [...(used.get(name) ?? [])],
  }));
}

interface Plan {
  readonly operations: readonly GraphNode[];
  readonly needsOf: (node: GraphNode) => readonly GraphNode[];
  readonly variable: ReadonlySet<GraphNode>;
}

function partOf(runner: GraphRunner, { operations, needsOf, variable }: Plan, spec: PartSpec): PartRunner {
  const own = operations.slice(spec.from, spec.to);
  const inside = new Set(own);
  // What is computed from weights alone is computed again in each part that needs it: it is in no other part's hands.
  const ordered = orderOf(own, (node) =>
    needsOf(node).filter((need) => inside.has(need) || !variable.has(need)),
  );
  const holdings: Holdings = {};
  for (const { name } of ordered) if (runner.weightMap[name]) holdings[name] = runner.weightMap[name];
  const view = Object.create(runner) as RunnerView; // all but the fields below is the runner's
  view._signature = undefined; // names are names of nodes here
  view._weightMap = holdings;
  view.compiledMap = new Map([['', { orderedNodes: ordered, nodeLiveUntilMap: lastsUntil(ordered) }]]);
  view.getCompilationKey = () => '';
  return (values) => {
    for (const value of spec.needs) hold(holdings, value, values);
    try {
      return unalias(view.execute({}, spec.gives), holdings);
    } finally {
      for (const value of spec.needs) holdings[nodeNameOf(value)] = [];
    }
  };
}

function hold(holdings: Holdings, value: string, values: ReadonlyMap<string, tf.Tensor>): void {
  const tensor = values.get(value);
  if (tensor === undefined) throw new Error(`invariant broken: ${value} is not there`);
  const held = holdings[nodeNameOf(value)] ?? [];
  held[portOf(value)] = tensor;
  holdings[nodeNameOf(value)] = held;
}

/** A result may be what went in, a weight, or another result: each must be its receiver's own. */
function unalias(results: readonly tf.Tensor[], holdings: Holdings): tf.Tensor[] {
  const seen = new Set(
    Object.values(holdings)
      .flat()
      .map(({ id }) => id),
  );
  return results.map((tensor) => {
    const own = seen.has(tensor.id) ? tensor.clone() : tensor;
    seen.add(own.id);
    return own;
  });
}

/** After which node of the part which others are of no more use; those that are asked for are kept by the executor. */
function lastsUntil(ordered: readonly GraphNode[]): ReadonlyMap<string, readonly GraphNode[]> {
  const inside = new Set(ordered);
  const last = new Map<GraphNode, GraphNode>();
  for (const node of ordered) {
    last.set(node, node);
    for (const input of node.inputs) if (inside.has(input)) last.set(input, node);
  }
  const until = new Map<string, GraphNode[]>();
  for (const [node, { name }] of last) until.set(name, [...(until.get(name) ?? []), node]);
  return until;
}

/** The node, with its port where that is not the first. */
function canonical(name: string): string {
  const port = portOf(name);
  return port === 0 ? nodeNameOf(name) : `${nodeNameOf(name)}:${port}`;
}
const nodeNameOf = (name: string): string => name.split(':')[0] ?? name;
const portOf = (name: string): number => (name.includes(':') ? Number(name.split(':').at(-1)) || 0 : 0);

/** The signature's names lead to nodes. */
function namesIn(network: tf.GraphModel): Record<'input' | 'output', (name: string) => string> {
  const { inputs = {}, outputs = {} } = (network.modelSignature ?? {}) as {
    readonly [side in 'inputs' | 'outputs']?: Readonly<Record<string, { readonly name?: string }>>;
  }; // typed `{}`
  return {
    input: (name) => inputs[name]?.name ?? name,
    output: (name) => outputs[name]?.name ?? name,
  };
}
