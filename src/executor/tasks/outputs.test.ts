import { describe, expect, it } from 'vitest';
import { EngineError } from '../../domain/errors';
import { model } from '../../testing/builders';
import { outputOf } from './outputs';

const tiny = model('Tiny');
const output = (shape: readonly number[], ...data: number[]) => ({ shape, data: new Float32Array(data) });

const failure = (...given: Parameters<typeof outputOf>): unknown => {
  try {
    return outputOf(...given);
  } catch (thrown) {
    return thrown instanceof EngineError ? thrown.report() : thrown;
  }
};

describe('an output', () => {
  it('is found by shape, not by place', () => {
    const outputs = [output([1, 1], 1), output([1, 2], 2, 3)];
    expect(outputOf(outputs, [1, 2], tiny)).toEqual(new Float32Array([2, 3]));
    expect(outputOf(outputs.toReversed(), [1, 2], tiny)).toEqual(new Float32Array([2, 3]));
  });

  it('of an unknown shape is refused with the shapes that came', () => {
    expect(failure([output([1, 1], 1)], [1, 2], tiny)).toMatchObject({
      code: 'output-invalid',
      message: expect.stringContaining('Tiny returned no output of shape [1, 2], only [1, 1]'),
    });
  });

  it('that is missing altogether is refused', () => {
    expect(failure([], [1, 2], tiny)).toMatchObject({ message: expect.stringContaining('only none at all') });
  });

  it('with fewer numbers than its shape says is refused', () => {
    expect(failure([output([1, 2], 1)], [1, 2], tiny)).toMatchObject({
      code: 'output-invalid',
      message: expect.stringContaining('Tiny returned 1 numbers as [1, 2], which has 2'),
    });
  });

  it.each([NaN, Infinity, -Infinity])('with a %d is refused, which says where', (bad) => {
    expect(failure([output([1, 3], 1, bad, 2)], [1, 3], tiny)).toMatchObject({
      code: 'output-invalid',
      message: expect.stringContaining(`Tiny returned ${bad} at 1 of its output [1, 3]`),
    });
  });
});
