/**
 * Order in a directed graph: that there is one (no cycle), and what stands before given nodes. Nothing here recurses: a
 * chain of 100 000 nodes is legal.
 */

/** A node and those it waits for. */
export type Edges = ReadonlyMap<string, readonly string[]>;

/** @returns the names along one cycle, in order, or null when every node has its turn. */
export function findCycle(edges: Edges): readonly string[] | null {
  const waiting = new Map<string, number>();
  const followers = new Map<string, string[]>();
  for (const [name, inputs] of edges) {
    const known = inputs.filter((input) => edges.has(input));
    waiting.set(name, known.length);
    for (const input of known) {
      const list = followers.get(input);
      if (list === undefined) followers.set(input, [name]);
      else list.push(name);
    }
  }
  const ready = [...waiting].flatMap(([name, count]) => (count === 0 ? [name] : []));
  for (let name = ready.pop(); name !== undefined; name = ready.pop()) {
    waiting.delete(name);
    for (const follower of followers.get(name) ?? []) {
      const left = (waiting.get(follower) ?? 0) - 1;
      waiting.set(follower, left);
      if (left === 0) ready.push(follower);
    }
  }
  return waiting.size === 0 ? null : walkBack(edges, waiting);
}

/** Every node that still waits has an input that does: walking back meets a node twice. */
function walkBack(edges: Edges, waiting: ReadonlyMap<string, number>): readonly string[] {
  const path: string[] = [];
  const place = new Map<string, number>();
  let [name] = waiting.keys();
  while (name !== undefined && !place.has(name)) {
    place.set(name, path.length);
    path.push(name);
    name = edges.get(name)?.find((input) => waiting.has(input));
  }
  return path.slice(place.get(name ?? '') ?? 0).reverse();
}

/** The names given and all that they wait for. */
export function withAncestors(edges: Edges, names: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const left = names.filter((name) => edges.has(name));
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    for (const input of edges.get(name) ?? []) if (!reached.has(input)) left.push(input);
  }
  return reached;
}
