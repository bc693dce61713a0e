import { describe, expect, it } from 'vitest';
import type { ImageInput } from '../../domain/model';
import { imageModel } from '../../testing/decoding';
import { toInput } from './pixels';

const wants = (input: Partial<ImageInput>) => imageModel('tiny', { shape: [1, 1, 2, 3], ...input });
const rgba = (...values: number[]) => ({ kind: 'pixels', pixels: new Uint8ClampedArray(values) }) as const;

describe('pixels as input', () => {
  it('keep the order row, column, channel and lose alpha', () => {
    const samples = toInput(rgba(0, 51, 102, 255, 153, 204, 255, 255), wants({ range: [0, 1] }));
    expect(samples).toEqual(new Float32Array([0, 0.2, 0.4, 0.6, 0.8, 1]));
  });

  it('reach both ends of the range −1..1', () => {
    const samples = toInput(rgba(0, 0, 0, 255, 255, 255, 255, 255), wants({ range: [-1, 1] }));
    expect(samples).toEqual(new Float32Array([-1, -1, -1, 1, 1, 1]));
  });

  it('stay whole numbers 0..255 for an int32 network', () => {
    const samples = toInput(
      rgba(1, 2, 3, 255, 253, 254, 255, 255),
      wants({ dtype: 'int32', range: [0, 255] }),
    );
    expect(samples).toEqual(new Int32Array([1, 2, 3, 253, 254, 255]));
  });

  it('are black where transparent, whatever colour hides there', () => {
    const samples = toInput(rgba(9, 9, 9, 0, 255, 0, 0, 0), wants({ range: [-1, 1] }));
    expect(samples).toEqual(new Float32Array([-1, -1, -1, -1, -1, -1]));
  });

  it('are laid over black where half transparent', () => {
    const samples = toInput(rgba(255, 102, 0, 128, 0, 0, 0, 255), wants({ dtype: 'int32', range: [0, 255] }));
    expect(samples).toEqual(new Int32Array([128, 51, 0, 0, 0, 0]));
  });

  it('become luma for a network with one channel', () => {
    const gray = wants({ shape: [1, 2, 2, 1], range: [-1, 1] });
    const samples = toInput(rgba(255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 255, 0), gray);
    expect(samples).toHaveLength(4);
    for (const [index, luma] of [0.299, 0.587, 0.114, 0].entries()) {
      expect(samples[index]).toBeCloseTo(2 * luma - 1, 6);
    }
  });

  it('become the nearest whole luma for an int32 network with one channel', () => {
    const gray = wants({ shape: [1, 1, 2, 1], dtype: 'int32', range: [0, 255] });
    expect(toInput(rgba(200, 200, 200, 255, 3, 2, 2, 255), gray)).toEqual(new Int32Array([200, 2]));
    expect(toInput(rgba(2, 3, 2, 255, 1, 1, 1, 255), gray)).toEqual(new Int32Array([3, 1]));
  });

  it('are a new array for each inference', () => {
    const pixels = rgba(0, 0, 0, 255, 0, 0, 0, 255);
    expect(toInput(pixels, wants({}))).not.toBe(toInput(pixels, wants({})));
  });

  it('of another size are a bug', () => {
    expect(() => toInput(rgba(0, 0, 0, 255), wants({}))).toThrow('4 bytes are not 2 × 1 RGBA pixels');
  });

  it('writes into the array of an earlier call, every sample anew, and refuses one of another size', () => {
    const net = wants({ shape: [1, 1, 1, 3] });
    const first = toInput(rgba(255, 255, 255, 255), net);
    const second = toInput(rgba(0, 255, 0, 255), net, first);
    expect(second).toBe(first);
    expect([...second]).toEqual([0, 1, 0]);
    expect(() => toInput(rgba(0, 0, 0, 0), net, new Float32Array(2))).toThrow('not one of 3');
  });

  it('of a batch stand one above the other', () => {
    const pair = wants({ shape: [2, 1, 1, 3] });
    expect([...toInput(rgba(255, 0, 0, 255, 0, 0, 255, 255), pair)]).toEqual([1, 0, 0, 0, 0, 1]);
  });

  it('that are sound are a bug', () => {
    const sound = { kind: 'sound', samples: new Float32Array(2), startSeconds: 0 } as const;
    expect(() => toInput(sound, wants({}))).toThrow('sound came instead of pixels');
  });
});
