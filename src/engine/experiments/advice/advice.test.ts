/** The search for placements: everything is thought of once, nothing on the front is beaten, the bound holds. */
import { describe, expect, test } from 'vitest';
import { createPrng } from '../../../base/prng';
import type { AdviceFigures } from '../../../domain/experiment';
import { scenario } from '../../../testing/builders';
import { boundedCandidates, candidatesOf, type SearchSpace } from './candidates';
import { bestOf, paretoFront } from './pareto';
import { setPartitions } from './set-partitions';

const spaceOf = (count: number, change: Partial<SearchSpace> = {}): SearchSpace => ({
  scenario: scenario(Array.from({ length: count }, (_, index) => [`t${index}`, 'wasm-1'] as const)),
  places: [
    { backend: 'wasm', threads: 1 },
    { backend: 'webgl', threads: 1 },
  ],
  policies: ['fifo', 'edf'],
  modelIds: {},
  cores: 2,
  ...change,
});

/** Who shares with whom, where, under what: without names of executors. */
function shape({ scenario: { tenants, executors } }: { scenario: SearchSpace['scenario'] }): string {
  const groups = executors.map(({ id, backend, threads, policy }) => {
    const members = tenants
      .filter(({ executorId }) => executorId === id)
      .map((one) => `${one.id}:${one.modelId}`);
    return `${members.sort().join(',')}@${backend}${threads}${executors.length < tenants.length ? policy : ''}`;
  });
  return groups.sort().join('|');
}

/** Every assignment of tenants to executors, backends and policies, thought of without any shortcut. */
function exhaustive({ scenario: { tenants }, places, policies }: SearchSpace): ReadonlySet<string> {
  const shapes = new Set<string>();
  const all = tenants.length ** tenants.length * places.length ** tenants.length * policies.length;
  for (let code = 0; code < all; code += 1) {
    let rest = code;
    const digit = (base: number) => {
      const value = rest % base;
      rest = Math.floor(rest / base);
      return value;
    };
    const home = tenants.map(() => digit(tenants.length));
    const place = tenants.map(() => digit(places.length));
    const policy = policies[digit(policies.length)] ?? 'fifo';
    const used = [...new Set(home)];
    const executors = used.map((index) => ({
      id: `${index}`,
      backend: places[place[index] ?? 0]?.backend ?? 'wasm',
      threads: places[place[index] ?? 0]?.threads ?? 1,
      policy,
    }));
    const placed = tenants.map((tenant, index) => ({ ...tenant, executorId: `${home[index]}` }));
    shapes.add(shape({ scenario: { tenants: placed, executors } as SearchSpace['scenario'] })); // only these are read
  }
  return shapes;
}

describe('The search space', () => {
  test.each([2, 3])('of %i tenants holds every placement that there is, each once', (count) => {
    const space = spaceOf(count);
    const shapes = [...candidatesOf(space)].map(shape);
    expect(new Set(shapes).size).toBe(shapes.length);
    expect(new Set(shapes)).toEqual(exhaustive(space));
  });

  test('has as many groupings as Bell’s numbers say', () => {
    const counts = [1, 2, 3, 4, 5, 6].map((count) => [...setPartitions(count, count)].length);
    expect(counts).toEqual([1, 2, 5, 15, 52, 203]);
    expect([...setPartitions(4, 2)]).toHaveLength(8);
  });

  test('leaves out placements whose threads crowd the cores', () => {
    const places = [1, 2].map((threads) => ({ backend: 'wasm' as const, threads }));
    const crowded = [...candidatesOf(spaceOf(2, { places }))].filter(
      ({ scenario: { executors } }) =>
        executors.length === 2 && executors.some(({ threads }) => threads === 2),
    );
    expect(crowded).toEqual([]);
  });

  test('is taken from evenly when it holds more than are predicted', () => {
    const space = spaceOf(5);
    const { candidates, total } = boundedCandidates(space, 100, 1e6);
    expect(total).toBe([...candidatesOf(space)].length);
    expect(candidates.length).toBeLessThanOrEqual(100);
    expect(candidates.length).toBeGreaterThan(50);
    expect(new Set(candidates.map(({ id }) => id)).size).toBe(candidates.length);
  });
});

describe('The front', () => {
  const random = createPrng(11);
  const points = Array.from({ length: 200 }, (_, id) => ({
    id,
    predicted: {
      throughputPerSecond: Math.round(20 * random.next()),
      worstDeadlineHitFraction: Math.round(5 * random.next()) / 5,
      memoryBytes: random.next() < 0.1 ? null : Math.round(10 * random.next()),
    } satisfies AdviceFigures,
  }));

  test('holds nobody that another one beats in everything', () => {
    const known = points.filter(({ predicted }) => predicted.memoryBytes !== null);
    const front = paretoFront(known);
    for (const { predicted: a } of front)
      for (const { predicted: b } of known) {
        const better =
          b.throughputPerSecond > a.throughputPerSecond &&
          b.worstDeadlineHitFraction > a.worstDeadlineHitFraction &&
          (b.memoryBytes ?? 0) < (a.memoryBytes ?? 0);
        expect(better).toBe(false);
      }
  });

  test('holds who is best in anything', () => {
    const front = paretoFront(points);
    const most = Math.max(...points.map(({ predicted }) => predicted.throughputPerSecond));
    expect(front.some(({ predicted }) => predicted.throughputPerSecond === most)).toBe(true);
  });

  test('gives as many as are asked for, or all it has', () => {
    const front = paretoFront(points);
    expect(bestOf(front, 2)).toHaveLength(Math.min(2, front.length));
    expect(bestOf(front, 1000)).toHaveLength(front.length);
    expect(bestOf([], 3)).toEqual([]);
  });
});
