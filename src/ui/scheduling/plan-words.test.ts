import { expect, it } from 'vitest';
import { lossWords } from './plan-words';

it('a loss has a minus, a gain by noise a plus, and a whole model no figure', () => {
  const segmentsMs = [1, 1];
  expect(lossWords({ lossFraction: 0.018, segmentsMs })).toBe('−1.8\u202f%');
  expect(lossWords({ lossFraction: -0.004, segmentsMs })).toBe('+0.4\u202f%');
  expect(lossWords({ lossFraction: 0, segmentsMs })).toBe('±0.0\u202f%');
  expect(lossWords({ lossFraction: 0, segmentsMs: [2] })).toBe('–');
});
