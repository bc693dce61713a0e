/** When two stored weights count as equal. */
import { describe, expect, it } from 'vitest';
import type { ModelArtifacts } from '../sources/model-artifacts';
import type { WeightSpec } from '../sources/model-json';
import { customModel } from '../testing/small-networks';
import { keyedWeights, SHARED_BY_ALL_FROM } from './weight-keys';

const LARGE = SHARED_BY_ALL_FROM;
const mine = customModel();
const yours = customModel({ id: 'custom-ba9876543210' });

/** Weights one after the other, each of one value. */
function artifacts(...weights: readonly (WeightSpec & { readonly value: number })[]): ModelArtifacts {
  const numbers = weights.flatMap(({ shape, value }) =>
    new Array<number>(shape.reduce((product, side) => product * side, 1)).fill(value),
  );
  const weightSpecs = weights.map(({ value: _, ...spec }) => spec);
  const weightData = Float32Array.from(numbers).buffer;
  return { format: 'graph-model', modelTopology: {}, weightSpecs, weightData };
}
const floats = (name: string, count: number, value: number) => ({
  name,
  shape: [count],
  dtype: 'float32' as const,
  value,
});
async function keyOf(name: string, ...[model, given]: Parameters<typeof keyedWeights>): Promise<string> {
  const weight = (await keyedWeights(model, given)).get(name);
  if (weight === undefined) throw new Error(`no weight "${name}"`);
  return weight.key;
}

describe('a large weight', () => {
  it('has one key in every model, under every name, wherever it is stored', async () => {
    const first = await keyOf('kernel', mine, artifacts(floats('kernel', LARGE, 3)));
    const other = artifacts(floats('before', 7, 1), floats('w', LARGE, 3), floats('after', LARGE, 2));
    expect(await keyOf('w', yours, other)).toBe(first);
    expect(await keyOf('after', yours, other)).not.toBe(first);
  });

  it('has another key in another shape, in another type, or scaled otherwise', async () => {
    const bits = artifacts(floats('w', LARGE, 3));
    const as = (change: Partial<WeightSpec>) =>
      keyOf('w', mine, {
        ...bits,
        weightSpecs: [{ name: 'w', shape: [LARGE], dtype: 'float32', ...change }],
      });
    const scaled = (scale: number) => ({
      shape: [4 * LARGE],
      quantization: { dtype: 'uint8' as const, scale, min: 0 },
    });
    const keys = await Promise.all([
      as({}),
      as({ shape: [LARGE, 1] }),
      as({ dtype: 'int32' }),
      as(scaled(1)),
      as(scaled(2)),
    ]);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('a small weight', () => {
  const given = (axis: number, other = 5) =>
    artifacts(floats('axis', LARGE - 1, axis), floats('bias', 3, other), floats('kernel', LARGE, 9));

  it('has the same key in every load of its model', async () => {
    expect(await keyOf('axis', mine, given(1))).toBe(await keyOf('axis', mine, given(1)));
  });

  it('has a key of its own in each model and under each name', async () => {
    const key = await keyOf('axis', mine, given(1));
    expect(await keyOf('axis', yours, given(1))).not.toBe(key);
    const twice = artifacts(floats('axis', 3, 1), floats('bias', 3, 1));
    expect(await keyOf('axis', mine, twice)).not.toBe(await keyOf('bias', mine, twice));
  });

  it('is equal only where all small weights of the model are', async () => {
    expect(await keyOf('bias', mine, given(1))).not.toBe(await keyOf('bias', mine, given(2)));
    expect(await keyOf('kernel', mine, given(1))).toBe(await keyOf('kernel', mine, given(2)));
  });
});

it('bytes of every weight are handed on, those of a training’s optimizer are not', async () => {
  const optimizer = { ...floats('rate', 2, 8), group: 'optimizer' };
  const weights = await keyedWeights(mine, artifacts(floats('a', 2, 1), optimizer, floats('b', LARGE, 4)));
  expect([...weights.keys()].sort()).toEqual(['a', 'b']);
  expect(Array.from(new Float32Array(weights.get('a')?.bytes.slice().buffer ?? new ArrayBuffer()))).toEqual([
    1, 1,
  ]);
  expect(weights.get('b')?.bytes.byteLength).toBe(4 * LARGE);
});
