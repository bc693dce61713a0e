import { expect, it } from 'vitest';
import type { MeasuringState, RunState, Snapshot } from '../../../domain/snapshot';
import { scenario } from '../../../testing/builders';
import { ThroughputSeries, timeBounds } from './series';

const both = scenario([
  ['a', 'executor-1'],
  ['b', 'executor-1'],
]);

function snapshot(
  atS: number,
  rates: Record<string, number>,
  given: { run?: RunState; measuring?: string; scenario?: typeof both } = {},
): Snapshot {
  const measuring: MeasuringState | null =
    given.measuring === undefined
      ? null
      : { tenantId: given.measuring, index: 0, count: 2, remainingMs: 5000 };
  const document = given.scenario ?? both;
  return {
    at: 1e6 + atS * 1000,
    run: given.run ?? { kind: 'running', startedAt: 1e6 },
    measuring,
    scenario: document,
    tenants: document.tenants
      .filter((tenant) => tenant.id in rates)
      .map((config) => ({ config, lastSecondPerSecond: rates[config.id] })),
  } as unknown as Snapshot; // the series reads these fields only
}

const newSeries = () => new ThroughputSeries((tenant) => tenant.id);

it('points stand at seconds since the run started', () => {
  const series = newSeries();
  for (const at of [1, 1.2, 1.4]) series.push(snapshot(at, { a: at * 10, b: 2 }));
  expect(series.xs).toEqual([1, 1.2, 1.4]);
  expect(series.of('a')).toEqual([10, 12, 14]);
});

it('the first second has no point, because it cannot hold a second of completions', () => {
  const series = newSeries();
  expect(series.push(snapshot(0.4, { a: 3 }))).toBe(false);
  expect(series.xs).toEqual([]);
});

it('points older than a minute are forgotten but for one beyond the edge', () => {
  const series = newSeries();
  for (let at = 1; at <= 100; at += 1) series.push(snapshot(at, { a: 1 }));
  expect(series.xs[0]).toBe(39);
  expect(series.of('a')).toHaveLength(series.xs.length);
});

it('a tenant that joins has no values before, one that leaves none at all', () => {
  const series = newSeries();
  series.push(snapshot(1, { a: 5 }));
  series.push(snapshot(2, { a: 5, b: 7 }));
  expect(series.of('b')).toEqual([null, 7]);
  series.push(snapshot(3, { b: 7 }));
  expect(series.of('a')).toEqual([null, null, null]);
});

it('a change of the scenario leaves a mark with its words', () => {
  const series = newSeries();
  series.push(snapshot(1, { a: 1, b: 1 }));
  const tenants = both.tenants.map((one) => (one.id === 'b' ? { ...one, executorId: 'executor-2' } : one));
  const moved = { ...both, tenants };
  series.push(snapshot(2, { a: 1, b: 1 }, { scenario: moved }));
  expect(series.marks).toEqual([{ x: 2, text: 'b → executor-2' }]);
});

it('changes that follow each other at once are one mark, told from where they began', () => {
  const series = newSeries();
  series.push(snapshot(1, { a: 1, b: 1 }));
  const tenants = both.tenants.map((one) => (one.id === 'b' ? { ...one, executorId: 'executor-2' } : one));
  series.push(snapshot(2, { a: 1, b: 1 }, { scenario: { ...both, tenants } }));
  series.push(snapshot(2.4, { a: 1, b: 1 }, { scenario: { ...both, name: 'ar-glasses', tenants } }));
  series.push(snapshot(9, { a: 1, b: 1 }, { scenario: { ...both, name: 'ar-glasses' } }));
  expect(series.marks).toEqual([
    { x: 2, text: 'ar-glasses' },
    { x: 9, text: 'b → executor-1' },
  ]);
});

it('each solo measurement leaves a band from its start to the next', () => {
  const series = newSeries();
  series.push(snapshot(1, { a: 1 }));
  series.push(snapshot(2, { a: 1 }, { measuring: 'a' }));
  series.push(snapshot(3, { a: 1 }, { measuring: 'a' }));
  series.push(snapshot(8, { a: 1 }, { measuring: 'b' }));
  series.push(snapshot(14, { a: 1 }));
  expect(series.bands).toEqual([
    { tenantId: 'a', from: 2, to: 8 },
    { tenantId: 'b', from: 8, to: 14 },
  ]);
});

it('a hidden tab leaves a gap and the run goes on', () => {
  const series = newSeries();
  series.push(snapshot(1, { a: 1 }));
  series.push(snapshot(2, {}, { run: { kind: 'paused', reason: 'tab-hidden' } }));
  series.push(snapshot(9, { a: 1 }, { run: { kind: 'running', startedAt: 1e6 + 5000 } }));
  expect(series.of('a')).toEqual([1, null, 1]);
  expect(series.xs.at(-1)).toBe(9);
});

it('a stopped run stays on the screen until the next one starts', () => {
  const series = newSeries();
  series.push(snapshot(1, { a: 1 }));
  series.push(snapshot(2, { a: 0 }, { run: { kind: 'idle' } }));
  expect(series.xs).toEqual([1]);
  series.push(snapshot(61, { a: 4 }, { run: { kind: 'running', startedAt: 1e6 + 60_000 } }));
  expect(series.xs).toEqual([1]);
  expect(series.of('a')).toEqual([4]);
});

it('the time axis grows to a minute and then moves', () => {
  expect(timeBounds(4)).toEqual([0, 15]);
  expect(timeBounds(40)).toEqual([0, 40]);
  expect(timeBounds(75)).toEqual([15, 75]);
});
