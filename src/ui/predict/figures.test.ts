import { describe, expect, it } from 'vitest';
import { errorOf, errorWords, isFar } from './figures';

describe('the error of a prediction', () => {
  it('is relative to what was measured', () => {
    expect(errorOf(11, 10, 'relative')).toBeCloseTo(0.1);
    expect(errorWords(errorOf(8, 10, 'relative'), 'relative')).toBe('−20\u202f%');
  });

  it('is a difference in percentage points for fractions, also from a measured 0', () => {
    expect(errorWords(errorOf(0.12, 0, 'points'), 'points')).toBe('+12\u202fpts');
  });

  it('does not exist without both figures, and not as a ratio to 0', () => {
    expect(errorOf(null, 10, 'relative')).toBeNull();
    expect(errorOf(10, null, 'points')).toBeNull();
    expect(errorOf(10, 0, 'relative')).toBeNull();
    expect(errorWords(null, 'relative')).toBe('–');
  });

  it('of less than half a per cent has no sign', () => {
    expect(errorWords(-0.004, 'relative')).toBe('0\u202f%');
  });

  it('is far beyond a quarter, or beyond ten points', () => {
    expect([isFar(0.25, 'relative'), isFar(-0.26, 'relative')]).toEqual([false, true]);
    expect([isFar(0.1, 'points'), isFar(-0.11, 'points'), isFar(null, 'points')]).toEqual([
      false,
      true,
      false,
    ]);
  });
});
