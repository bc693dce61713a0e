import { describe, expect, it } from 'vitest';
import { imageModel } from '../testing/decoding';
import { assertBuffersFit, assertWithinBudget } from './device-room';

const model = imageModel('Tiny');
const refusal = (act: () => void): unknown => {
  try {
    act();
  } catch (thrown) {
    return thrown;
  }
  return null;
};

describe('a tensor that is larger than a buffer may be', () => {
  const weights = [
    { name: 'small', shape: [10] },
    { name: 'conv/kernel', shape: [1000, 1000, 50] },
  ];
  const fits = { maxBufferSize: 200_000_000, maxStorageBufferBindingSize: 200_000_000 };

  it('is refused with the limit, its value and the need', () => {
    const limits = { ...fits, maxStorageBufferBindingSize: 134_217_728 };
    expect(refusal(() => assertBuffersFit(model, weights, limits))).toMatchObject({
      code: 'backend-unsuited',
      message:
        'Tiny does not fit this GPU: its weight conv/kernel needs 200.0 MB in one buffer, and the limit maxStorageBufferBindingSize is 134.2 MB. Choose another backend, or a smaller model.',
    });
  });

  it('is held against the smaller of both limits', () => {
    const limits = { maxBufferSize: 199_999_996, maxStorageBufferBindingSize: 300_000_000 };
    expect(String(refusal(() => assertBuffersFit(model, weights, limits)))).toContain('maxBufferSize');
  });

  it('may be exactly as large as the limit', () => {
    expect(refusal(() => assertBuffersFit(model, weights, fits))).toBeNull();
  });

  it('may be the input', () => {
    const limits = { ...fits, maxBufferSize: 10 };
    expect(String(refusal(() => assertBuffersFit(model, [], limits)))).toContain('its input needs');
  });
});

describe('a budget', () => {
  it('is refused with the numbers when a model would exceed it, by one byte too', () => {
    const budget = { heldBytes: 60_000_000, addedBytes: 40_000_001, budgetBytes: 100_000_000 };
    const thrown = refusal(() => assertWithinBudget(model, budget));
    expect(thrown).toMatchObject({ code: 'out-of-memory' });
    expect(String(thrown)).toContain(
      'holds 60.0 MB, the weights of Tiny add 40.0 MB, and the budget is 100.0 MB',
    );
  });

  it('may be used up', () => {
    const budget = { heldBytes: 60, addedBytes: 40, budgetBytes: 100 };
    expect(refusal(() => assertWithinBudget(model, budget))).toBeNull();
  });
});
