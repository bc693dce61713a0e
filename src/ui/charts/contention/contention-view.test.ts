import { expect, it } from 'vitest';
import type { Snapshot, TenantSnapshot } from '../../../domain/snapshot';
import { baseline, scenario } from '../../../testing/builders';
import { fareOf, tenantsInSums, whyNoFigure, whyNotMeasure } from './contention-view';

const { tenants: configs } = scenario([
  ['a', 'executor-1'],
  [
    'b',
    'executor-2',
    { workload: { kind: 'periodic', ratePerSecond: 10, jitterFraction: 0, queueBound: 4 } },
  ],
]);

type Change = Partial<TenantSnapshot> & { paused?: boolean };

function snapshot(given: Partial<Snapshot>, changes: readonly Change[] = [{}, {}]): Snapshot {
  return {
    run: { kind: 'running', startedAt: 0 },
    measuring: null,
    totals: { throughputPerSecond: 20, stp: null, antt: null, jainFairness: null, minNpRatio: null },
    tenants: changes.map(({ paused = false, ...change }, index) => ({
      config: { ...configs[index], paused },
      status: { kind: 'running' },
      alone: null,
      slowdown: null,
      ...change,
    })),
    ...given,
  } as unknown as Snapshot; // what the panel's words depend on
}
const alone = baseline({ throughputPerSecond: 40 });
const both = [
  { alone, slowdown: 2 },
  { alone, slowdown: 1.5 },
];
const measuring = { tenantId: 'a', index: 0, count: 2, remainingMs: 12_000 };
const fares = (one: Snapshot) => one.tenants.map((tenant) => fareOf(tenant, one));

it('without any baseline the sentence says what slowdown compares', () => {
  expect(whyNoFigure(snapshot({}))).toMatch(/^No solo baseline yet/);
});

it('a baseline that no longer applies is counted and asked for', () => {
  expect(whyNoFigure(snapshot({}, [{ alone }, {}]))).toBe(
    '1 of 2 has no baseline for this setting: measure again.',
  );
});

it('baselines of a stopped run are kept for the next', () => {
  expect(whyNoFigure(snapshot({ run: { kind: 'idle' } }, both))).toBe(
    'The baselines stand. Run to compare with them.',
  );
});

it('with every figure there is nothing to explain', () => {
  const totals = { throughputPerSecond: 20, stp: 1.2, antt: 1.7, jainFairness: 0.98, minNpRatio: 0.75 };
  expect(whyNoFigure(snapshot({ totals }, both))).toBeNull();
});

it('a paused tenant asks for no baseline and is not in the sums', () => {
  const one = snapshot({}, [{ alone, slowdown: 1 }, { paused: true }]);
  expect(whyNoFigure(one)).not.toMatch(/baseline/);
  expect(tenantsInSums(one)).toBe(1);
});

it('measuring is refused with the reason', () => {
  expect(whyNotMeasure(snapshot({}))).toBeNull();
  expect(whyNotMeasure(snapshot({ run: { kind: 'idle' } }))).toBeNull();
  expect(whyNotMeasure(snapshot({ run: { kind: 'starting' } }))).toBe('Possible once the models are loaded.');
  expect(whyNotMeasure(snapshot({}, [{ paused: true }]))).toBe('Every model is paused or failed.');
  expect(whyNotMeasure(snapshot({}, []))).toBe('There is no model to measure.');
});

it('the basis of a slowdown follows the workload', () => {
  expect(fares(snapshot({}, both))).toEqual([
    { kind: 'slowdown', slowdown: 2, basis: 'throughput' },
    { kind: 'slowdown', slowdown: 1.5, basis: 'latency' },
  ]);
});

it('while measuring a row tells who runs, who waits and what was measured', () => {
  expect(fares(snapshot({ measuring }))).toEqual([
    { kind: 'words', words: 'runs alone now' },
    { kind: 'words', words: 'waits' },
  ]);
  const second = { ...measuring, tenantId: 'b', index: 1 };
  expect(fares(snapshot({ measuring: second }, [{ alone }, {}]))[0]).toEqual({
    kind: 'measured',
    perSecond: 40,
  });
});

it('a tenant that completed nothing has words instead of a slowdown', () => {
  expect(fares(snapshot({}, [{ alone }, {}]))).toEqual([
    { kind: 'words', words: 'nothing completed' },
    { kind: 'words', words: 'no baseline' },
  ]);
});

it('rows do not repeat that nobody has a baseline', () => {
  expect(fares(snapshot({}))[0]).toEqual({ kind: 'words', words: '' });
});
