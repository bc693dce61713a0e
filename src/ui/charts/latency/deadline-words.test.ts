import { expect, it } from 'vitest';
import type { TenantSnapshot } from '../../../domain/snapshot';
import { deadlineFate } from './deadline-words';

const tenant = (given: Partial<TenantSnapshot>): TenantSnapshot =>
  ({
    config: { deadline: { kind: 'next-frame' } },
    completions: 1000,
    late: 0,
    dropped: 0,
    rejected: 0,
    failed: 0,
    deadlineHitFraction: 1,
    ...given,
  }) as unknown as TenantSnapshot; // the line reads these fields only
const said = (given: Partial<TenantSnapshot>) => {
  const fate = deadlineFate(tenant(given));
  return fate === null ? null : `${fate.hits} ${fate.of}: ${fate.rest}`.replaceAll('\u202f', ' ');
};

it('late, dropped, rejected and failed requests stay in the denominator', () => {
  const given = {
    completions: 900,
    late: 150,
    dropped: 54,
    rejected: 3,
    failed: 1,
    deadlineHitFraction: 0.783,
  };
  expect(said(given)).toBe('78 % in time of 958: 150 late, 54 dropped, 3 rejected, 1 failed');
});

it('when all were in time there is no rest', () => {
  expect(said({})).toBe('100 % in time of 1 000: ');
  expect(deadlineFate(tenant({}))?.missed).toBe(false);
});

it('without deadlines, and before anything ended, nothing is said', () => {
  expect(said({ deadlineHitFraction: null })).toBeNull();
  expect(said({ config: { deadline: { kind: 'none' } } as TenantSnapshot['config'] })).toBeNull(); // as above
});
