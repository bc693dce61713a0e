import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../domain/errors';
import { MAX_REPLAYED } from '../domain/scenario';
import { parseArrivalInstants } from './arrival-instants';

const refusal = (text: string): EngineError => {
  try {
    parseArrivalInstants(text);
  } catch (thrown) {
    if (thrown instanceof EngineError) return thrown;
    throw thrown;
  }
  throw new Error('it was read');
};

describe('instants of arrivals from a file', () => {
  it('are ms when nothing says otherwise', () => {
    expect(parseArrivalInstants('0\n12.5\n\n# a pause\n1e2\r\n')).toEqual([0, 12.5, 100]);
  });

  it('are in the unit that the heading names', () => {
    expect(parseArrivalInstants('arrival_s\n0.5\n1')).toEqual([500, 1000]);
    expect(parseArrivalInstants('time (seconds)\n0.5')).toEqual([500]);
    expect(parseArrivalInstants('t_ms\n0.5')).toEqual([0.5]);
    expect(parseArrivalInstants('instants\n7')).toEqual([7]);
  });

  it('stand in the first column', () => {
    expect(parseArrivalInstants('"s",who\n"1",anna\n"2",ben\n')).toEqual([1000, 2000]);
    expect(parseArrivalInstants('1;2\n3\t4')).toEqual([1, 3]);
  });

  it('count from the first when they are instants of a clock', () => {
    expect(parseArrivalInstants('1700000000000\n1700000000250')).toEqual([0, 250]);
  });

  it.each([
    ['', 'no instant'],
    ['time\n', 'no instant'],
    ['1\nx\n3', 'line 2 is “x”'],
    ['# recorded\n\n-1', 'line 3 is below 0'],
    ['5\n# later\n4', 'line 3 lies before'],
    ['0\n86400001', 'line 2 lies|more than a day'],
    ['1\nNaN', 'line 2'],
    [
      Array(MAX_REPLAYED + 1)
        .fill('1')
        .join('\n'),
      `${MAX_REPLAYED + 1} instants`,
    ],
    [' '.repeat(MAX_REPLAYED * 200 + 1), 'characters'],
  ])('are refused with the line: %j', (text, why) => {
    const { code, message } = refusal(text);
    expect(code).toBe('arrivals-unreadable');
    expect(message).toMatch(new RegExp(why));
  });

  it('are refused where a number is beyond all numbers', () => {
    expect(() => parseArrivalInstants('9e500')).toThrow('line 1 is “9e500”, which no clock can hold');
  });

  it('are read or refused, never something else, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,;e-+#s \n\t"') }), (text) => {
        try {
          const instants = parseArrivalInstants(text);
          expect(instants.every((at, k) => at >= (instants[k - 1] ?? 0))).toBe(true);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(EngineError);
        }
      }),
      { numRuns: 500, seed: 15 },
    );
  });
});
