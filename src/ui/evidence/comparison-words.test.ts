import { expect, it } from 'vitest';
import { ratioWords, valueWords, verdictOf } from './comparison-words';

const ratio = (value: number, low: number, high: number) => ({ value, low, high, n: 1200, confidence: 0.95 });

it('a ratio is told with its interval and n, and is a dash without one', () => {
  expect(ratioWords(ratio(1.21, 1.17, 1.26))).toBe('1.21×, 95\u202f% 1.17–1.26, n = 1\u202f200');
  expect(ratioWords(null)).toBe('–');
});

it('an interval that holds 1 tells no difference, else it depends on what is better', () => {
  expect(verdictOf(ratio(1.02, 0.98, 1.06), 'higher')).toBe('no difference');
  expect(verdictOf(ratio(1.2, 1.1, 1.3), 'higher')).toBe('better');
  expect(verdictOf(ratio(1.2, 1.1, 1.3), 'lower')).toBe('worse');
  expect(verdictOf(ratio(0.8, 0.7, 0.9), 'lower')).toBe('better');
  expect(verdictOf(null, 'lower')).toBeNull();
});

it('values stand with their units', () => {
  expect(valueWords(12.3, 'ms')).toBe('12.3\u202fms');
  expect(valueWords(30.1, '1/s')).toBe('30.1/s');
  expect(valueWords(0.973, 'fraction')).toBe('97.3\u202f%');
  expect(valueWords(1.71, '')).toBe('1.71');
  expect(valueWords(null, 'ms')).toBe('–');
});
