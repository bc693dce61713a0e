import { expect, it } from 'vitest';
import type { Scenario } from '../../domain/scenario';
import type { Snapshot } from '../../domain/snapshot';
import { scenario } from '../../testing/builders';
import { remembered } from './use-tried';

const fifo = scenario([['a', 'x']]);
const edf = scenario([['a', 'x']], { policy: 'edf' });

function snapshot(at: number, setUp: Scenario, windowMs = 10_000, run = 'running'): Snapshot {
  const state = {
    ...{ at, windowMs, scenario: setUp, tenants: [], executors: [], totals: { stp: at } },
    ...{ run: { kind: run, startedAt: 0 }, measuring: null },
  };
  return state as unknown as Snapshot; // what is read here
}
const triedAt = (memory: ReturnType<typeof remembered>) =>
  Object.fromEntries([...memory.tried].map(([key, { totals }]) => [key.split(' ')[0], totals.stp]));

it('what holds when the panel opens counts as measured', () => {
  expect(triedAt(remembered(null, snapshot(20_000, fifo)))).toEqual({ fifo: 20_000 });
});

it('after a change a measurement counts once the window holds nothing from before', () => {
  let memory = remembered(null, snapshot(20_000, fifo));
  memory = remembered(memory, snapshot(21_000, edf));
  memory = remembered(memory, snapshot(30_000, edf));
  expect(triedAt(memory)).toEqual({ fifo: 20_000 });
  memory = remembered(memory, snapshot(31_000, edf));
  expect(triedAt(memory)).toEqual({ fifo: 20_000, edf: 31_000 });
});

it('a window that begins anew with the change counts as soon as it is long enough', () => {
  let memory = remembered(null, snapshot(20_000, fifo));
  memory = remembered(memory, snapshot(21_000, edf, 100));
  memory = remembered(memory, snapshot(23_500, edf, 2500));
  expect(triedAt(memory)).toEqual({ fifo: 20_000 });
  memory = remembered(memory, snapshot(24_500, edf, 3500));
  expect(triedAt(memory)).toEqual({ fifo: 20_000, edf: 24_500 });
});

it('another set-up forgets what was measured before', () => {
  const other = scenario([
    ['a', 'x'],
    ['b', 'x'],
  ]);
  const memory = remembered(remembered(null, snapshot(20_000, fifo)), snapshot(21_000, other));
  expect(triedAt(memory)).toEqual({});
});

it('what stands still is not measured', () => {
  const memory = remembered(null, snapshot(20_000, fifo, 10_000, 'idle'));
  expect(triedAt(memory)).toEqual({});
  expect(triedAt(remembered(memory, snapshot(21_000, fifo)))).toEqual({});
});
