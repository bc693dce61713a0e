import { describe, expect, it } from 'vitest';
import { passTimesOf } from './pass-timer';

describe('times of passes', () => {
  it('are the differences of their timestamps, ns to ms', () => {
    const { ms } = passTimesOf(BigUint64Array.of(1_000_000n, 1_500_000n, 2_000_000n, 4_000_000n), 2);
    expect(ms).toEqual([0.5, 2]);
  });

  it('are not believed when the end is not after the beginning, or a stamp is missing', () => {
    const { ms } = passTimesOf(BigUint64Array.of(5n, 5n, 9n, 3n, 0n, 7n), 3);
    expect(ms).toEqual([null, null, null]);
  });

  it('leave out passes that had no room', () => {
    expect(passTimesOf(BigUint64Array.of(1n, 2n), 5).ms).toHaveLength(1);
  });

  it('tell the smallest step between different stamps', () => {
    const { stepMs } = passTimesOf(BigUint64Array.of(100_000n, 200_000n, 200_000n, 400_000n), 2);
    expect(stepMs).toBeCloseTo(0.1);
    expect(passTimesOf(BigUint64Array.of(7n, 7n), 1).stepMs).toBeNull();
  });
});
