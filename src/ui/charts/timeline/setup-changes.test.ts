import { expect, it } from 'vitest';
import type { ExecutorConfig, Scenario } from '../../../domain/scenario';
import { scenario } from '../../../testing/builders';
import { setupChanges } from './setup-changes';

const first = scenario([['a', 'executor-1']]);
const changed = (before: Scenario, change: Partial<ExecutorConfig>): Scenario => ({
  ...structuredClone(before),
  executors: before.executors.map((one) => ({ ...one, ...change })),
});
const words = (...noted: (readonly [number, Scenario])[]) =>
  setupChanges(
    noted.map(([at, one]) => ({ at, scenario: one })),
    (tenant) => tenant.id,
  ).map(({ at, text }) => [at, text.replace('\u202f', ' ')]);

it('what there was at first is no change', () => {
  expect(words([10, first])).toEqual([]);
});

it('another policy and grain stand where they took effect, in the words of a person', () => {
  const edf = changed(first, { policy: 'edf', grain: 'segment' });
  expect(words([10, first], [500, edf], [2000, changed(edf, { inFlight: 2 })])).toEqual([
    [500, 'executor-1: FIFO → EDF, segments 2 ms'],
    [2000, 'executor-1: in flight 2'],
  ]);
});

it('two steps of one change are told as one, at the first', () => {
  const edf = changed(first, { policy: 'edf' });
  expect(words([10, first], [500, edf], [560, changed(edf, { grain: 'segment' })])).toEqual([
    [500, 'executor-1: FIFO → EDF, segments 2 ms'],
  ]);
});

it('a change that is taken back at once is none', () => {
  expect(words([10, first], [500, changed(first, { policy: 'edf' })], [550, structuredClone(first)])).toEqual(
    [],
  );
});
