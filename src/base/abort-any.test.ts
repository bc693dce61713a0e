import { expect, it } from 'vitest';
import { anySignal } from './abort-any';

it('aborts with the first of several, and its reason', () => {
  const [a, b] = [new AbortController(), new AbortController()];
  const either = anySignal([a.signal, b.signal]);
  expect(either.aborted).toBe(false);
  b.abort('b went first');
  a.abort('a came later');
  expect(either.reason).toBe('b went first');
});

it('is aborted from the start when one of them is', () => {
  expect(anySignal([new AbortController().signal, AbortSignal.abort('before')]).reason).toBe('before');
});

it('of none never aborts', () => {
  expect(anySignal([]).aborted).toBe(false);
});

it('leaves what the browser has of its own', () => {
  expect(AbortSignal.any).not.toBe(anySignal);
});
