import { expect, it } from 'vitest';
import { budgetWarning, inUseWords, sharedWords } from './memory-words';

const plain = (words: string | null) => words?.replaceAll('\u202f', ' ') ?? null;

it('warns from four fifths of the budget on, not before', () => {
  expect(budgetWarning({ inUse: 79e6, reserved: null, budget: 100e6 })).toBeNull();
  expect(plain(budgetWarning({ inUse: 80e6, reserved: null, budget: 100e6 }))).toBe('80 % of budget');
  expect(plain(budgetWarning({ inUse: 130e6, reserved: null, budget: 100e6 }))).toBe('130 % of budget');
});

it('without a budget, or where the backend cannot tell, there is nothing to warn of', () => {
  expect(budgetWarning({ inUse: 4e9, reserved: null })).toBeNull();
  expect(budgetWarning({ inUse: null, reserved: null, budget: 100e6 })).toBeNull();
});

it('tells what is in use beside its budget', () => {
  expect(plain(inUseWords({ inUse: 412e6, reserved: null }))).toBe('412 MB');
  expect(plain(inUseWords({ inUse: 412e6, reserved: null, budget: 500e6 }))).toBe('412 MB of 500 MB, 82 %');
});

it('tells what sharing saved, and nothing where nothing is shared', () => {
  expect(plain(sharedWords({ inUse: 1, reserved: 1, shared: 12e6 }))).toBe(
    '12 MB saved because weights are stored once',
  );
  expect(sharedWords({ inUse: 1, reserved: 1 })).toBeNull();
  expect(sharedWords({ inUse: 1, reserved: 1, shared: 0 })).toBeNull();
});
