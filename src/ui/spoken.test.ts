import { expect, it } from 'vitest';
import { spokenFactor, spokenMs, spokenRate } from './spoken';

it('figures are read with their units in full', () => {
  expect(spokenMs(23.42)).toBe('23.4 milliseconds');
  expect(spokenMs(12_000)).toBe('12.0 seconds');
  expect(spokenRate(15.38)).toBe('15.4 inferences per second');
  expect(spokenFactor(1.8)).toBe('1.80 times');
});

it('a figure that does not exist is said to be missing', () => {
  for (const said of [spokenMs(null), spokenRate(undefined), spokenFactor(Number.NaN)])
    expect(said).toBe('not known yet');
});
