import { expect, it } from 'vitest';
import { mishapPlan } from './mishap-plan.mjs';

const targets = ['a', 'b', 'c'].map((id) => ({ tenantId: id, executorId: `x-${id}`, gpu: id === 'c' }));
const planned = (/** @type {number} */ seed, /** @type {number} */ count, gpu = false) => {
  const next = mishapPlan(seed, gpu);
  return Array.from({ length: count }, () => next(targets));
};

it('every kind comes once before any comes again', () => {
  const kinds = planned(1, 10).map((one) => one?.kind);
  expect(new Set(kinds.slice(0, 5)).size).toBe(5);
  expect(new Set(kinds.slice(5)).size).toBe(5);
});

it('the same seed gives the same mishaps, another seed others', () => {
  expect(planned(7, 20)).toEqual(planned(7, 20));
  expect(planned(8, 20)).not.toEqual(planned(7, 20));
});

it('a device is lost only where there is one', () => {
  expect(planned(1, 30).some((one) => one?.kind === 'lose-device')).toBe(false);
  const lost = planned(1, 30, true).filter((one) => one?.kind === 'lose-device');
  expect(lost.map((one) => one?.mishaps)).toEqual(
    Array(5).fill([{ kind: 'lose-device', executorId: 'x-c' }]),
  );
});

it('nobody who runs is nobody to break', () => {
  expect(mishapPlan(1, false)([])).toBeNull();
});
