import { expect, it } from 'vitest';
import { shareStructure } from './share-structure';

const previous = { a: { n: 1 }, list: [{ id: 'x' }, { id: 'y' }] };

it('equal documents keep the identity of the previous one', () => {
  expect(shareStructure(previous, structuredClone(previous))).toBe(previous);
});

it('only the path to a change gets a new identity', () => {
  const next = shareStructure(previous, { a: { n: 1 }, list: [{ id: 'x' }, { id: 'z' }] });
  expect(next).toEqual({ a: { n: 1 }, list: [{ id: 'x' }, { id: 'z' }] });
  expect(next.a).toBe(previous.a);
  expect(next.list[0]).toBe(previous.list[0]);
});

it('a field or element that went away is a change', () => {
  expect(shareStructure({ a: 1, b: 2 }, { a: 1 })).toEqual({ a: 1 });
  expect(shareStructure([1, 2], [1])).toEqual([1]);
});
