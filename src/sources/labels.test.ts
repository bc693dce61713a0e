import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_LABELS } from '../domain/custom-model';
import { EngineError } from '../domain/errors';
import { parseLabels } from './labels';

describe('labels', () => {
  it.each([
    ['one on each line', 'cat\ndog\n', ['cat', 'dog']],
    ['with the line ends of Windows', '\uFEFFcat\r\ndog\r\n\r\n', ['cat', 'dog']],
    ['with a class that has no name', 'cat\n\ndog', ['cat', '', 'dog']],
    ['with commas of their own', 'tench, Tinca tinca\ngoldfish', ['tench, Tinca tinca', 'goldfish']],
    ['as a JSON list', ' ["cat", " dog "]', ['cat', 'dog']],
    ['as a JSON object by number', '{"1": "dog", "0": "cat"}', ['cat', 'dog']],
    ['as a table from 0', '1,dog\n0,cat', ['cat', 'dog']],
    ['as a table from 1, with a heading', 'index,label\n1,"cat, tame"\n2,dog', ['cat, tame', 'dog']],
    ['as a table with colons', '0: cat\n1: dog', ['cat', 'dog']],
  ])('are read %s', (_how, text, labels) => {
    expect(parseLabels(text, labels.length)).toEqual(labels);
    expect(parseLabels(text, null)).toEqual(labels);
  });

  it('of the wrong number are refused with both numbers', () => {
    expect(() => parseLabels('cat\ndog', 3)).toThrow(
      expect.objectContaining({
        code: 'labels-length',
        message: expect.stringContaining('has 2 labels, the model has 3 classes'),
      }),
    );
  });

  it.each([
    ['nothing', '', 'it is empty'],
    ['blank lines', '\n\n', 'it is empty'],
    ['bytes', 'PK\0\0', 'it is not text'],
    ['broken JSON', '["cat"', 'begins like JSON and is none'],
    ['JSON of numbers', '[1, 2]', 'something that is no text'],
    ['a gap in the numbers', '0,cat\n2,dog', 'do not run from 0 without a gap'],
    ['a number twice', '0,cat\n0,dog', 'do not run from 0 without a gap'],
    ['a long label', 'x'.repeat(121), 'label 0 has 121 characters, 120 are the most'],
    ['too many labels', 'x\n'.repeat(MAX_LABELS + 1), `it has ${MAX_LABELS + 1} labels`],
    ['a large file', 'x'.repeat(20_000_000), 'it has 20000000 characters'],
  ])('of %s are refused', (_what, text, message) => {
    expect(() => parseLabels(text, null)).toThrow(
      expect.objectContaining({ code: 'labels-unreadable', message: expect.stringContaining(message) }),
    );
  });

  it('of any text are read, or refused with a code', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.array(fc.string()).map((lines) => lines.join('\n')),
    );
    fc.assert(
      fc.property(text, fc.option(fc.nat({ max: 5 })), (given, expected) => {
        try {
          const labels = parseLabels(given, expected);
          expect(labels.every((label) => typeof label === 'string')).toBe(true);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(EngineError);
        }
      }),
      { seed: 20_260, numRuns: 3000 },
    );
  });
});
