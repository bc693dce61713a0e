import { describe, expect, it } from 'vitest';
import type { InputChoice, SignatureTensor } from '../../domain/custom-model';
import {
  classCount,
  feedKindsOf,
  newFeed,
  newView,
  parseShape,
  problemOf,
  withShape,
} from './settings-draft';

const tensor = (name: string, shape: SignatureTensor['shape']): SignatureTensor => ({
  name,
  shape,
  dtype: 'float32',
});

describe('what an input can be given', () => {
  it('follows from its shape', () => {
    expect(feedKindsOf([1, 224, 224, 3])).toEqual(['image', 'random', 'values']);
    expect(feedKindsOf([1, 3, 224, 224])).toEqual(['image', 'random', 'values']);
    expect(feedKindsOf([1, 16_000])).toEqual(['audio', 'random', 'values']);
    expect(feedKindsOf([1, 16_000, 1])).toContain('audio');
    expect(feedKindsOf([2, 224, 224, 3])).toEqual(['random', 'values']);
    expect(feedKindsOf([])).toEqual(['random', 'values']);
  });

  it('has its channels first only where they cannot be last', () => {
    expect(newFeed('image', [1, 3, 224, 224])).toMatchObject({ layout: 'channels-first' });
    expect(newFeed('image', [1, 3, 224, 3])).toMatchObject({ layout: 'channels-last' });
  });

  it('becomes random numbers when its shape allows it no longer', () => {
    const input: InputChoice = { name: 'x', shape: [1, 8, 8, 3], feed: newFeed('image', [1, 8, 8, 3]) };
    expect(withShape(input, [1, 9, 9, 3]).feed.kind).toBe('image');
    expect(withShape(input, [2, 8, 8, 3]).feed).toEqual({ kind: 'random', range: [0, 1] });
  });
});

describe('a typed shape', () => {
  it('is whole numbers between commas, crosses or spaces', () => {
    expect(parseShape('1, 224 × 224x3')).toEqual([1, 224, 224, 3]);
    expect(parseShape('')).toEqual([]);
  });

  it('is refused in words', () => {
    expect(parseShape('1, -2')).toBe('“-2” is no whole number from 1.');
    expect(parseShape('1, two')).toContain('“two”');
    expect(parseShape('1 1 1 1 1 1 1')).toContain('at most 6');
    expect(parseShape('1, 100000, 100000')).toContain('at most 16777216 numbers');
  });
});

it('a view of boxes starts with the outputs in their order', () => {
  const outputs = [tensor('b', [1, 10, 4]), tensor('s', [1, 10])];
  expect(newView('boxes', outputs)).toMatchObject({ boxes: 'b', scores: 's', classes: null });
  expect(newView('classes', [])).toEqual({ kind: 'classes', output: null, softmax: false });
});

it('the number of classes is told by the shape of the output', () => {
  const signature = { inputs: [], outputs: [tensor('a', [null, 1000]), tensor('b', [1, null])] };
  expect(classCount({ signature }, { kind: 'classes', output: null, softmax: false })).toBe(1000);
  expect(classCount({ signature }, { kind: 'classes', output: 'b', softmax: false })).toBeNull();
  expect(classCount({ signature }, { kind: 'numbers' })).toBeNull();
});

it('a draft that cannot be used is told by its field', () => {
  const input: InputChoice = { name: 'x', shape: [1, 4], feed: { kind: 'random', range: [0, 1] } };
  const draft = { name: 'net', inputs: [input], view: { kind: 'numbers' } } as const;
  expect(problemOf({ ...draft, inputs: [...draft.inputs] })).toBeNull();
  expect(problemOf({ ...draft, inputs: [input], name: '' })).toContain('name');
  const empty: InputChoice = { ...input, feed: { kind: 'values', values: [] } };
  expect(problemOf({ ...draft, inputs: [empty] })).toContain('“x”');
});
