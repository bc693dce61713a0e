import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { everyBoundary, orderOf, type PlanGraph, partsOf } from './plan-graph';

const operation = (name: string, needs: readonly string[], gives: readonly string[] = [name]) => ({
  name,
  needs,
  gives,
});

/** x → a → b → sum, and x goes past both; `a` is asked for, too. */
const SKIP: PlanGraph = {
  nodes: [operation('a', ['x']), operation('b', ['a']), operation('sum', ['b', 'x'])],
  inputs: ['x'],
  outputs: ['sum', 'a'],
};

describe('the parts of a network', () => {
  it('take and give what crosses their cuts, and drop what nobody needs any more', () => {
    expect(partsOf(SKIP, [1, 2])).toEqual([
      { from: 0, to: 1, needs: ['x'], gives: ['a'], drops: [] },
      { from: 1, to: 2, needs: ['a'], gives: ['b'], drops: [] },
      { from: 2, to: 3, needs: ['b', 'x'], gives: ['sum'], drops: ['x', 'b'] },
    ]);
  });

  it('without a cut are the whole', () => {
    expect(partsOf(SKIP, [])).toEqual([{ from: 0, to: 3, needs: ['x'], gives: ['a', 'sum'], drops: ['x'] }]);
  });

  it('hand on each value of an operation that gives several', () => {
    const split: PlanGraph = {
      nodes: [operation('split', ['x'], ['split', 'split:1']), operation('join', ['split:1', 'split'])],
      inputs: ['x'],
      outputs: ['join'],
    };
    const [first, second] = partsOf(split, [1]);
    expect(first?.gives).toEqual(['split', 'split:1']);
    expect(second?.drops).toEqual(['split', 'split:1']);
  });

  it('give an input that is asked for through, and drop one that nobody needs at once', () => {
    const idle: PlanGraph = { nodes: [operation('a', ['x'])], inputs: ['x', 'y', 'z'], outputs: ['z', 'a'] };
    expect(partsOf(idle, [])[0]?.drops).toEqual(['x', 'y']);
  });

  it('compute the same as the whole, for any network and any cuts', () => {
    fc.assert(
      fc.property(networks(), fc.infiniteStream(fc.boolean()), (graph, coins) => {
        const cuts = everyBoundary(graph.nodes.length).filter(() => coins.next().value);
        expect(run(graph, cuts)).toEqual(run(graph, []));
      }),
      { numRuns: 300, seed: 11 },
    );
  });
});

/** Operations that need some values from before them; some of all are asked for. */
function networks(): fc.Arbitrary<PlanGraph> {
  const wishes = fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 12,
  });
  return fc.tuple(wishes, fc.array(fc.nat(), { minLength: 1, maxLength: 4 })).map(([needs, asked]) => {
    const values = ['x', 'y'];
    const pick = (wish: number) => values[wish % values.length] as string; // below its length
    const drafts = needs.map((wish, index) => {
      const draft = { name: `n${index}`, needs: wish.map(pick) };
      values.push(draft.name, `${draft.name}:1`);
      return draft;
    });
    const outputs = asked.map(pick);
    const used = new Set([...drafts.flatMap((draft) => draft.needs), ...outputs]);
    const nodes = drafts.map(({ name, needs: wanted }) =>
      operation(
        name,
        wanted,
        [name, `${name}:1`].filter((value) => used.has(value)),
      ),
    );
    return { nodes, inputs: ['x', 'y'], outputs };
  });
}

/** What each output is computed from, part by part, with nothing in hand but what the parts say. */
function run(graph: PlanGraph, cuts: readonly number[]): readonly (string | undefined)[] {
  const held = new Map(graph.inputs.map((name) => [name, name]));
  for (const { from, to, needs, gives, drops } of partsOf(graph, cuts)) {
    const inside = new Map(needs.map((name) => [name, held.get(name)]));
    for (const { name, needs: wanted, gives: given } of graph.nodes.slice(from, to)) {
      const formula = `${name}(${wanted.map((value) => inside.get(value)).join()})`;
      for (const value of given) inside.set(value, `${value}=${formula}`);
    }
    for (const value of gives) held.set(value, inside.get(value) ?? 'missing');
    for (const value of drops) held.delete(value);
  }
  expect(held.size).toBe(new Set(graph.outputs).size);
  return graph.outputs.map((name) => held.get(name));
}

describe('the order of operations', () => {
  const needs: Readonly<Record<string, readonly string[]>> = {
    end: ['left2', 'right2'],
    left2: ['left1'],
    left1: ['start'],
    right2: ['right1', 'start'],
    right1: ['start'],
  };

  it('walks one branch to its end before the next', () => {
    const order = orderOf(['end'], (name) => needs[name] ?? []);
    expect(order).toEqual(['start', 'left1', 'left2', 'right1', 'right2', 'end']);
  });

  it('has what two outputs share once, and leaves out what nobody needs', () => {
    expect(orderOf(['left1', 'right1'], (name) => needs[name] ?? [])).toEqual(['start', 'left1', 'right1']);
  });

  it('goes through a chain of ten thousand', () => {
    const order = orderOf([10_000], (at) => (at === 0 ? [] : [at - 1]));
    expect(order).toHaveLength(10_001);
  });
});
