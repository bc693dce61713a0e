import { expect, it } from 'vitest';
import type { Snapshot, TenantSnapshot } from '../../../domain/snapshot';
import { ThroughputTrace, TRACE_POINTS } from './throughput-trace';

type Pushed = Parameters<ThroughputTrace['push']>[0];
function at(
  instant: number,
  rates: Readonly<Record<string, number>>,
  run: Snapshot['run']['kind'] = 'running',
): Pushed {
  const tenants = Object.entries(rates).map(([id, rate]) => ({ config: { id }, lastSecondPerSecond: rate }));
  // Only id and rate are read.
  return {
    at: instant,
    run: { kind: run } as Snapshot['run'],
    tenants: tenants as unknown as TenantSnapshot[],
  };
}

it('keeps a point every half second, oldest first', () => {
  const trace = new ThroughputTrace();
  for (const [instant, rate] of [
    [0, 1],
    [250, 2],
    [500, 3],
  ] as const)
    trace.push(at(instant, { a: rate }));
  expect(trace.of('a')).toEqual([1, 3]);
});

it('holds half a minute and no more', () => {
  const trace = new ThroughputTrace();
  for (let step = 0; step < TRACE_POINTS + 5; step += 1) trace.push(at(step * 500, { a: step }));
  expect(trace.of('a')).toHaveLength(TRACE_POINTS);
  expect(trace.of('a')[0]).toBe(5);
});

it('forgets a tenant that is gone', () => {
  const trace = new ThroughputTrace();
  trace.push(at(0, { a: 1, b: 2 }));
  trace.push(at(500, { b: 2 }));
  expect(trace.of('a')).toEqual([]);
});

it('stands still while nothing runs, and tells of each point', () => {
  const trace = new ThroughputTrace();
  let told = 0;
  trace.onPush(() => {
    told += 1;
  });
  trace.push(at(0, { a: 1 }, 'idle'));
  trace.push(at(0, { a: 1 }));
  expect(trace.of('a')).toEqual([1]);
  expect(told).toBe(1);
});
