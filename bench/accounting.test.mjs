import { expect, it } from 'vitest';
import { Accounting } from './accounting.mjs';

/** @typedef {Parameters<Accounting['look']>[1][number]} Tenant */

/** @param {Partial<Tenant>} change @returns {Tenant} */
const tenant = (change) =>
  /** @type {Tenant} */ ({
    config: { id: 'a' },
    arrivals: 10,
    completions: 5,
    failed: 1,
    dropped: 1,
    rejected: 1,
    queued: 1,
    inFlight: 1,
    ...change,
  });

it('arrivals that ended, wait or are served are all accounted for', () => {
  const accounting = new Accounting();
  accounting.look(1, [tenant({})]);
  expect(accounting.violations).toEqual([]);
  expect(accounting.looks).toBe(1);
  expect(accounting.total('arrivals')).toBe(10);
});

it('a request that is nowhere, and one that is counted twice, are told', () => {
  const accounting = new Accounting();
  accounting.look(1, [tenant({ failed: 0 })]);
  accounting.look(2, [tenant({ completions: 6 })]);
  expect(accounting.violations).toEqual(['1 s, a: 1 of 10 arrivals', '2 s, a: -1 of 10 arrivals']);
});

it('a counter that runs backwards is told although the sum is right', () => {
  const accounting = new Accounting();
  accounting.look(1, [tenant({})]);
  accounting.look(2, [tenant({ arrivals: 9, completions: 4 })]);
  expect(accounting.violations).toEqual([
    '2 s, a: arrivals fell from 10 to 9',
    '2 s, a: completions fell from 5 to 4',
  ]);
});
