import { expect, it } from 'vitest';
import type { OverlapShare } from '../../../domain/run-file';
import { overlapWords } from './overlap-words';

const share = (tenantId: string, shareFraction: number): OverlapShare => ({
  tenantId,
  shareFraction,
  delayMs: 12.3 * shareFraction,
});
const nameOf = (id: string) => id.toUpperCase();

it('a line says how long the delay was and who was served meanwhile', () => {
  expect(overlapWords({ overlap: [share('a', 0.7), share('b', 0.3)] }, nameOf)).toEqual({
    delay: 'of 12.3\u202fms delay',
    shares: '70\u202f% overlapped A, 30\u202f% B',
  });
});

it('beyond three neighbours the rest are summed up', () => {
  const overlap = [share('a', 0.4), share('b', 0.3), share('c', 0.2), share('d', 0.06), share('e', 0.04)];
  expect(overlapWords({ overlap }, nameOf)?.shares).toBe(
    '40\u202f% overlapped A, 30\u202f% B, 20\u202f% C, 10\u202f% others',
  );
});

it('without a baseline or a delay there is nothing to say', () => {
  expect(overlapWords({ overlap: null }, nameOf)).toBeNull();
  expect(overlapWords({ overlap: [] }, nameOf)).toBeNull();
});
