import { describe, expect, it } from 'vitest';
import { logit, sigmoid } from './logistic';

describe('confidence and logit', () => {
  it('are each other’s way back', () => {
    for (const confidence of [0.1, 0.5, 0.75]) expect(sigmoid(logit(confidence))).toBeCloseTo(confidence, 12);
    expect(sigmoid(0)).toBe(0.5);
  });

  it('stay within 0..1 for any logit', () => {
    expect(sigmoid(-800)).toBe(0);
    expect(sigmoid(800)).toBe(1);
  });
});
