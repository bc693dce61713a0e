import { describe, expect, it } from 'vitest';
import { DecisionLog } from './decision-log';

type Choice = Parameters<DecisionLog['note']>;

function hashOf(...choices: readonly Choice[]): string {
  const log = new DecisionLog();
  for (const choice of choices) log.note(...choice);
  return log.hash;
}

describe('decision log', () => {
  it('has another hash when anything of a choice is another, or the order', () => {
    const first: Choice = [0, 17, -1, 12.5];
    const second: Choice = [1, 18, 3, 12.5];
    const others: readonly Choice[] = [
      [1, 17, -1, 12.5],
      [0, 16, -1, 12.5],
      [0, 17, 0, 12.5],
      [0, 17, -1, 12.5 + 2 ** -40],
    ];
    const hashes = [
      hashOf(first, second),
      hashOf(second, first),
      hashOf(first),
      ...others.map((other) => hashOf(other, second)),
    ];
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(hashOf(first, second)).toBe(hashes[0]);
  });
});
