/**
 * Two machines in a row: a layer first needs the memory channel, then the arithmetic. No scheduler of the product orders
 * layers so; the model stands here alone, as an oracle for whoever simulates prefetching.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

interface Layer {
  readonly memoryMs: number;
  readonly computeMs: number;
}

/** @param buffers layers that may be loaded and not yet computed; 0: a layer loads when the one before has computed. */
function makespan(layers: readonly Layer[], buffers: number): number {
  const computedAt: number[] = [];
  let loadedAt = 0;
  layers.forEach(({ memoryMs, computeMs }, index) => {
    const freeAt = computedAt[index - Math.max(1, buffers)] ?? 0;
    loadedAt = Math.max(loadedAt, freeAt) + memoryMs;
    computedAt.push(Math.max(loadedAt, computedAt[index - 1] ?? 0) + computeMs);
  });
  return computedAt.at(-1) ?? 0;
}

/** Johnson 1954: quick loads first, by load; then the others, quickest computation last. */
function johnson(layers: readonly Layer[]): Layer[] {
  const quick = layers.filter(({ memoryMs, computeMs }) => memoryMs < computeMs);
  const others = layers.filter(({ memoryMs, computeMs }) => memoryMs >= computeMs);
  quick.sort((a, b) => a.memoryMs - b.memoryMs);
  others.sort((a, b) => b.computeMs - a.computeMs);
  return [...quick, ...others];
}

const permutations = <T>(all: readonly T[]): T[][] =>
  all.length < 2
    ? [[...all]]
    : all.flatMap((one, at) =>
        permutations(all.filter((_, index) => index !== at)).map((rest) => [one, ...rest]),
      );

const C: Layer = { memoryMs: 1, computeMs: 4 };
const M: Layer = { memoryMs: 4, computeMs: 1 };
const six = (layer: Layer) => Array.from({ length: 6 }, () => layer);
const alternating = (first: Layer, second: Layer) => six(first).flatMap((layer) => [layer, second]);

describe('six layers that compute long and six that load long', () => {
  it.each([
    ['without overlap', [...six(C), ...six(M)], 0, 60],
    ['computing ones first', [...six(C), ...six(M)], 2, 46],
    ['loading ones first', [...six(M), ...six(C)], 2, 49],
    ['in turns, a computing one first', alternating(C, M), 2, 31],
    ['in turns, a loading one first', alternating(M, C), 2, 34],
    ["by Johnson's rule, without a bound on buffers", johnson(alternating(M, C)), 99, 31],
  ] as const)('%s', (_, layers, buffers, ms) => {
    expect(makespan(layers, buffers)).toBe(ms);
  });

  it('cannot take less than the work of one machine', () => {
    const sum = (pick: (layer: Layer) => number) =>
      alternating(C, M).reduce((ms, layer) => ms + pick(layer), 0);
    expect(
      Math.max(
        sum(({ memoryMs }) => memoryMs),
        sum(({ computeMs }) => computeMs),
      ),
    ).toBe(30);
  });
});

it("no order of layers beats Johnson's when buffers do not bound it", () => {
  const ms = fc.integer({ min: 1, max: 9 });
  const layers = fc.array(fc.record({ memoryMs: ms, computeMs: ms }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(layers, (all) => {
      const best = Math.min(...permutations(all).map((order) => makespan(order, 99)));
      expect(makespan(johnson(all), 99)).toBe(best);
    }),
    { seed: 1, numRuns: 60 },
  );
});
