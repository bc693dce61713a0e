import { expect, it } from 'vitest';
import type { Snapshot, TenantSnapshot } from '../../domain/snapshot';
import { figureSentences } from './figure-sentences';

const tenant = (id: string, change: Partial<TenantSnapshot> = {}) =>
  ({
    config: { id, modelId: id },
    status: { kind: 'running' },
    arrivals: 9,
    throughputPerSecond: 15.38,
    latencyMs: { n: 9, mean: 20, p50: 19, p90: 22, p95: 23.4, p99: null, max: 30 },
    slowdown: 1.8,
    ...change,
  }) as TenantSnapshot; // what is read of one

// Nothing else is read of a snapshot.
const sentences = (...tenants: readonly TenantSnapshot[]) =>
  figureSentences({ tenants } as unknown as Snapshot, null);

it('each tenant is one sentence with values and units', () => {
  expect(sentences(tenant('a'), tenant('b', { slowdown: null }))).toEqual([
    'a: 15.4 inferences per second, latency p95 23.4 milliseconds, slowdown 1.80 times.',
    'b: 15.4 inferences per second, latency p95 23.4 milliseconds, slowdown not known, it was not measured alone.',
  ]);
});

it('with few samples there is a median, and before the first none', () => {
  const few = { n: 4, mean: 20, p50: 19, p90: null, p95: null, p99: null, max: 30 };
  expect(sentences(tenant('a', { latencyMs: few }))[0]).toContain('median latency 19.0 milliseconds');
  expect(sentences(tenant('a', { latencyMs: { ...few, n: 0, p50: null } }))[0]).toContain(
    'latency not known yet',
  );
});

it('of what loads or has failed only that is told', () => {
  const failed = tenant('a', {
    status: { kind: 'failed', error: { code: 'inference-failed', message: '' }, restart: null },
  });
  expect(sentences(failed)).toEqual(['a: failed.']);
});

it('without a run or a tenant it says why there is nothing', () => {
  expect(sentences()).toEqual(['There are no tenants.']);
  expect(sentences(tenant('a', { arrivals: 0 }))).toEqual(['Nothing has run yet: there are no figures.']);
});
