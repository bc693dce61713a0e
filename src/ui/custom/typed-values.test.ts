import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillWords, parseTypedValues } from './typed-values';

const problemOf = (text: string) => parseTypedValues(text).problem;

describe('typed numbers', () => {
  it('are a number, or lists within lists, flattened', () => {
    expect(parseTypedValues('0.5').values).toEqual([0.5]);
    expect(parseTypedValues(' [[1, -2], [3e-1]] ').values).toEqual([1, -2, 0.3]);
  });

  it('are refused with the place of what is wrong', () => {
    expect(problemOf('')).toContain('Type a number');
    expect(problemOf('[1, 2')).toMatch(/^This is not JSON: /);
    expect(problemOf('[[1, "2"]]')).toBe('[0][1] is a text, not a number or a list.');
    expect(problemOf('{"a": 1}')).toBe('The document is an object, not a number or a list.');
    expect(problemOf('[null]')).toBe('[0] is null, not a number or a list.');
    expect(problemOf('[1e999]')).toBe('[0] is no finite number.');
    expect(problemOf('[]')).toContain('empty');
  });

  it('are bounded in number, depth and length', () => {
    expect(problemOf(JSON.stringify(Array.from({ length: 4097 }, () => 1)))).toContain('more than 4096');
    expect(parseTypedValues(JSON.stringify(Array.from({ length: 4096 }, () => 1))).values).toHaveLength(4096);
    expect(problemOf(`${'['.repeat(7)}1${']'.repeat(7)}`)).toContain('more than 6 deep');
    expect(problemOf(`${' '.repeat(120_000)}1`)).toContain('at most 120000');
  });

  it('of any text are numbers or one sentence', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { values, problem } = parseTypedValues(text);
        if (values === null) expect(problem).toMatch(/\.$/);
        else expect(values.every((one) => Number.isFinite(one))).toBe(true);
      }),
      { seed: 4, numRuns: 400 },
    );
  });

  it('tell how they fill an input', () => {
    expect(fillWords(4, [1, 2, 2])).toBeNull();
    expect(fillWords(1, [1, 4])).toBe('1 number is repeated to fill 4.');
    expect(fillWords(5, [1, 4])).toContain('not used');
  });
});
