import { describe, expect, it } from 'vitest';
import { float16Manifest, float16Of, float16Shards } from './float16.mjs';

/** @param {number} value */
const halfOf = (value) => float16Of(new Uint32Array(new Float32Array([value]).buffer)[0] ?? 0);

/** @param {...number} values */
const floats = (...values) => Buffer.from(new Float32Array(values).buffer);

/** @param {{ name: string, shape: number[], dtype: string }[]} weights */
const manifest = (...weights) => ({ weightsManifest: [{ paths: ['a', 'b'], weights }] });

describe('float16', () => {
  it.each([
    ['zero', 0, 0x0000],
    ['minus zero', -0, 0x8000],
    ['one', 1, 0x3c00],
    ['minus two', -2, 0xc000],
    ['the largest', 65504, 0x7bff],
    ['the smallest normal', 2 ** -14, 0x0400],
    ['the smallest of all', 2 ** -24, 0x0001],
    ['half the smallest, a tie with zero', 2 ** -25, 0x0000],
    ['just over half the smallest', 2 ** -25 * 1.0001, 0x0001],
    ['a tie that goes down to even', 1 + 2 ** -11, 0x3c00],
    ['a tie that goes up to even', 1 + 3 * 2 ** -11, 0x3c02],
    ['a subnormal that rounds up to the smallest normal', 2 ** -14 - 2 ** -26, 0x0400],
    ['a fraction that carries into the exponent', 1.99999, 0x4000],
  ])('rounds %s to the nearest', (_name, value, half) => {
    expect(halfOf(value).toString(16)).toBe(half.toString(16));
  });

  it.each([65520, 1e30, Number.POSITIVE_INFINITY, Number.NaN])(
    'refuses %s, which it cannot hold',
    (value) => {
      expect(() => halfOf(value)).toThrow('beyond 65504 or not a number');
    },
  );

  it('halves floats and keeps integers where a weight lies across two shards', () => {
    const weights = manifest(
      { name: 'f', shape: [3], dtype: 'float32' },
      { name: 'i', shape: [], dtype: 'int32' },
      { name: 'g', shape: [1, 1], dtype: 'float32' },
    );
    const first = floats(1, -2);
    const second = Buffer.concat([floats(0.5), Buffer.from(new Int32Array([7]).buffer), floats(4)]);
    const [a, b] = float16Shards(weights, [first, second]);
    expect(a?.toString('hex')).toBe('003c00c0');
    expect(b?.toString('hex')).toBe('0038' + '07000000' + '0044');
  });

  it('declares the floats, and only them, as float16', () => {
    const described = float16Manifest(
      manifest({ name: 'f', shape: [3], dtype: 'float32' }, { name: 'i', shape: [], dtype: 'int32' }),
    );
    expect(described.weightsManifest[0]?.weights).toEqual([
      { name: 'f', shape: [3], dtype: 'float32', quantization: { dtype: 'float16' } },
      { name: 'i', shape: [], dtype: 'int32' },
    ]);
  });

  it('refuses shards that the manifest does not describe', () => {
    expect(() =>
      float16Shards(manifest({ name: 'f', shape: [3], dtype: 'float32' }), [floats(1, 2)]),
    ).toThrow('describes 12 bytes of weights, the shards have 8');
  });

  it('refuses weights of another type', () => {
    expect(() => float16Shards(manifest({ name: 'm', shape: [4], dtype: 'bool' }), [floats(1)])).toThrow(
      'weight m is bool',
    );
  });
});
