import { expect, it } from 'vitest';
import {
  DASH,
  formatBytes,
  formatClock,
  formatCount,
  formatFactor,
  formatFraction,
  formatMs,
  formatRate,
} from './format';

it('a number that does not exist is a dash', () => {
  for (const format of [formatMs, formatRate, formatCount, formatBytes, formatFraction, formatFactor])
    expect([format(null), format(Number.NaN)]).toEqual([DASH, DASH]);
});

it('each size of a duration has its digits', () => {
  expect([0.123, 4.567, 16.64, 139.9, 12_000].map((ms) => formatMs(ms))).toEqual([
    '0.12\u202fms',
    '4.57\u202fms',
    '16.6\u202fms',
    '140\u202fms',
    '12.0\u202fs',
  ]);
});

it('rates, counts, sizes, shares and ratios carry their unit', () => {
  expect(formatRate(30.06)).toBe('30.1/s');
  expect(formatCount(1_234_567)).toBe('1\u202f234\u202f567');
  expect([formatBytes(900), formatBytes(4_810_000), formatBytes(61_000_000)]).toEqual([
    '900\u202fB',
    '4.8\u202fMB',
    '61\u202fMB',
  ]);
  expect(formatFraction(0.973)).toBe('97\u202f%');
  expect(formatFactor(1.6)).toBe('1.60×');
});

it('elapsed time shows hours only when there are any', () => {
  expect([formatClock(42_900), formatClock(3_723_000)]).toEqual(['00:42', '1:02:03']);
});
