import { expect, it } from 'vitest';
import type { CustomSettings } from '../../domain/custom-model';
import { settingsFit } from './settings-fit';

const signature = {
  inputs: [{ name: 'x', shape: [null, 4], dtype: 'float32' }],
  outputs: [{ name: 'y', shape: null, dtype: 'float32' }],
} as const;
const fits = (change: Partial<CustomSettings>) =>
  settingsFit(
    { signature },
    {
      name: 'net',
      inputs: [{ name: 'x', shape: [2, 4], feed: { kind: 'random', range: [0, 1] } }],
      view: { kind: 'numbers' },
      ...change,
    },
  );
const input = (name: string, shape: number[]) =>
  ({ name, shape, feed: { kind: 'values', values: [1] } }) as const;

it('settings fit a model whose inputs and outputs they name', () => {
  expect(fits({})).toBe(true);
  expect(fits({ view: { kind: 'classes', output: 'y', softmax: false } })).toBe(true);
  expect(fits({ view: { kind: 'classes', output: null, softmax: false } })).toBe(true);
});

it('settings of another model do not fit', () => {
  expect(fits({ inputs: [{ ...input('x', [2, 5]), feed: { kind: 'values', values: [1] } }] })).toBe(false);
  expect(fits({ inputs: [{ ...input('z', [2, 4]), feed: { kind: 'values', values: [1] } }] })).toBe(false);
  expect(fits({ inputs: [] })).toBe(false);
  expect(fits({ view: { kind: 'heat-map', output: 'other', channel: 0 } })).toBe(false);
});
