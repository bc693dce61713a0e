import { describe, expect, it } from 'vitest';
import { decodeContext, imageModel } from '../../testing/decoding';
import { superResolution } from './super-resolution';

const esrgan = imageModel('ESRGAN', { shape: [1, 1, 2, 3], range: [0, 255], region: 'centre' });
const source = { kind: 'pixels', pixels: new Uint8ClampedArray([1, 2, 3, 255, 4, 5, 6, 255]) } as const;
const region = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };

function decode(shape: readonly number[], data: Float32Array, model = esrgan) {
  return superResolution.decode([{ shape, data }], decodeContext(model, { region, source }));
}

describe('super-resolution', () => {
  it('rounds and limits colours to 0..255 and is opaque', () => {
    const data = new Float32Array(2 * 4 * 3);
    data.set([-12, 127.6, 281], 0);
    const result = decode([1, 2, 4, 3], data);
    if (result.kind !== 'upscaled') throw new Error(result.kind);
    expect(Array.from(result.after.subarray(0, 8))).toEqual([0, 128, 255, 255, 0, 0, 0, 255]);
    expect(result).toMatchObject({ factor: 2, width: 4, height: 2, region });
    expect(result.after).toHaveLength(4 * 4 * 2);
  });

  it('keeps what the network was given beside it', () => {
    expect(decode([1, 2, 4, 3], new Float32Array(24))).toMatchObject({ before: source.pixels });
  });

  it('brings another range back to colours', () => {
    const unit = imageModel('ESRGAN', { shape: [1, 1, 2, 3], range: [-1, 1] });
    const result = decode([1, 1, 2, 3], new Float32Array([-1, 0.2, 1, -1, -1, -1]), unit);
    if (result.kind !== 'upscaled') throw new Error(result.kind);
    expect(Array.from(result.after.subarray(0, 4))).toEqual([0, 153, 255, 255]);
  });

  it('refuses an output that is no multiple of the input, and numbers that are not finite', () => {
    expect(() => decode([1, 1, 3, 3], new Float32Array(9))).toThrow('ESRGAN enlarged 2 px to 3 px');
    expect(() => decode([1, 2, 4, 3], new Float32Array(24).fill(NaN, 7, 8))).toThrow(
      'ESRGAN returned NaN at 7',
    );
  });
});
