/**
 * A network as the order of its operations and the values between them: where it can be cut, and what each part then
 * takes and gives. Pure: it knows no tensors and no library.
 */

/** An operation; values are known by name. Weights, and what is computed from weights alone, are no values. */
interface PlanNode {
  readonly name: string;
  readonly needs: readonly string[];
  /** Those of its results that somebody needs; at least one, or nobody would run it. */
  readonly gives: readonly string[];
}

export interface PlanGraph {
  /** In an order in which each comes after all that it needs. */
  readonly nodes: readonly PlanNode[];
  /** Values that are there before the first. */
  readonly inputs: readonly string[];
  /** Values that are asked for; one may be an input. */
  readonly outputs: readonly string[];
}

/** The operations `from` to before `to`. */
export interface PartSpec {
  readonly from: number;
  readonly to: number;
  /** Values from before that it uses. */
  readonly needs: readonly string[];
  /** Values that it computes and that are needed after it. */
  readonly gives: readonly string[];
  /** Values from before that nobody needs after it. */
  readonly drops: readonly string[];
}

/**
 * @param boundaries places between two operations (1 to their number − 1), ascending.
 * @returns one part more than there are boundaries; together they compute the outputs.
 */
export function partsOf(graph: PlanGraph, boundaries: readonly number[]): readonly PartSpec[] {
  const lastUse = lastUses(graph);
  const edges = [0, ...boundaries, graph.nodes.length];
  let live: readonly string[] = graph.inputs;
  return edges.slice(1).map((to, index) => {
    const from = edges[index] as number; // one edge more than parts
    const nodes = graph.nodes.slice(from, to);
    const computed = nodes.flatMap(({ gives }) => gives);
    const own = new Set(computed);
    const needs = [...new Set(nodes.flatMap((node) => node.needs))].filter((value) => !own.has(value));
    const isNeededAfter = (value: string) => (lastUse.get(value) ?? -1) >= to;
    const gives = computed.filter(isNeededAfter);
    const drops = live.filter((value) => !isNeededAfter(value));
    live = [...live.filter(isNeededAfter), ...gives];
    return { from, to, needs, gives, drops };
  });
}

/** For each value the place of the last operation that needs it; beyond the last operation for outputs. */
function lastUses({ nodes, outputs }: PlanGraph): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  for (const [place, { needs }] of nodes.entries()) for (const value of needs) uses.set(value, place);
  for (const value of outputs) uses.set(value, nodes.length);
  return uses;
}

/** All places at which a network of so many operations could be cut. */
export const everyBoundary = (operations: number): readonly number[] =>
  Array.from({ length: Math.max(0, operations - 1) }, (_, index) => index + 1);

/**
 * The given nodes and all that they need, each after what it needs: depth first, so that a branch is walked to its end
 * before the next one and few values live at once.
 */
export function orderOf<N>(roots: readonly N[], needs: (node: N) => readonly N[]): readonly N[] {
  const order = new Set<N>();
  const entered = new Set<N>();
  const stack: { readonly node: N; readonly ready: boolean }[] = [];
  for (const root of roots) {
    stack.push({ node: root, ready: false });
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      const { node, ready } = top;
      if (ready) order.add(node);
      if (ready || entered.has(node)) continue;
      entered.add(node);
      stack.push({ node, ready: true });
      for (const need of needs(node).toReversed())
        if (!entered.has(need)) stack.push({ node: need, ready: false });
    }
  }
  return [...order];
}
