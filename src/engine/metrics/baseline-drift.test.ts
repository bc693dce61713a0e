import { describe, expect, it } from 'vitest';
import { driftOf } from './baseline-drift';

const figures = { slowdown: 1, n: 100, besideOthers: false };

describe('a baseline of a tenant that has the machine to itself', () => {
  it('holds while its speed differs by no more than 20 %', () => {
    expect(driftOf({ ...figures, slowdown: 1.2 })).toBeNull();
    expect(driftOf({ ...figures, slowdown: 1 / 1.2 })).toBeNull();
  });

  it('is stale when it takes a quarter longer: 100 a second alone then, 80 a second now', () => {
    expect(driftOf({ ...figures, slowdown: 100 / 80 })).toBe(
      'with nobody beside it, it takes 25 % longer than this baseline says (n = 100)',
    );
  });

  it('is stale when it is a quarter faster: 80 a second alone then, 100 a second now', () => {
    expect(driftOf({ ...figures, slowdown: 80 / 100 })).toContain('25 % faster');
  });
});

describe('a baseline of a tenant beside others', () => {
  const beside = { ...figures, besideOthers: true };

  it('is never called stale for being slower: that is what neighbours do', () => {
    expect(driftOf({ ...beside, slowdown: 4 })).toBeNull();
  });

  it('holds while it is up to 15 % faster than alone, and not beyond', () => {
    expect(driftOf({ ...beside, slowdown: 1 / 1.15 })).toBeNull();
    expect(driftOf({ ...beside, slowdown: 1 / 1.16 })).toContain('16 % faster beside others');
  });
});

describe('too little to go by', () => {
  it('says nothing', () => {
    expect(driftOf({ ...figures, slowdown: 3, n: 29 })).toBeNull();
    expect(driftOf({ ...figures, slowdown: null })).toBeNull();
    expect(driftOf({ ...figures, slowdown: 3, n: 30 })).not.toBeNull();
  });
});
