import { expect, it } from 'vitest';
import type { RunFile } from '../domain/run-file';
import { scenario } from '../testing/builders';
import { advance, settle } from '../testing/fake-executor';
import { openPlayground, plainExport } from '../testing/open-playground';

/** Three tenants in one queue; c has deadlines that it misses. Measured alone, then run together. */
async function threeInAQueue() {
  const opened = await openPlayground(
    scenario([
      ['a', 'x'],
      ['b', 'x'],
      ['c', 'x', { deadline: { kind: 'fixed', ms: 15 } }],
    ]),
  );
  const { playground, clock, run } = opened;
  await run(300);
  expect(opened.tenant('a').overlap).toBeNull();
  void playground.measureAlone({ warmupMs: 100, durationMs: 500 });
  await advance(clock, 2200);
  await advance(clock, 3000);
  return opened;
}

it('the delay of a tenant is apportioned over those it waited for, live and in the run file', async () => {
  const { tenant, playground } = await threeInAQueue();
  const live = tenant('a');
  const delayMs = (live.latencyMs.mean ?? 0) - (live.alone?.latencyMs.mean ?? 0);
  expect(live.overlap?.map(({ tenantId }) => tenantId).sort()).toEqual(['b', 'c']);
  for (const { shareFraction } of live.overlap ?? []) expect(shareFraction).toBeCloseTo(0.5, 1);
  expect(live.overlap?.reduce((sum, one) => sum + one.delayMs, 0)).toBeCloseTo(delayMs, 6);
  const pending = playground.exportRun(plainExport);
  await settle();
  const file: RunFile = await pending;
  expect(file.tenants.map(({ overlap }) => overlap?.length)).toEqual([2, 2, 2]);
});

it('what is late is no goodput, and lowers XRBench’s score', async () => {
  const { tenant, latest, playground } = await threeInAQueue();
  expect(tenant('a').goodputPerSecond).toBeNull();
  // The first one found the queue empty.
  expect(tenant('c').goodputPerSecond).toBeLessThan(1);
  expect(latest().totals.goodputPerSecond).toBe(tenant('c').goodputPerSecond);
  expect(latest().xrbench?.models.map(({ id }) => id)).toEqual(['c']);
  expect(latest().xrbench?.score).toBeLessThan(5);
  const pending = playground.exportRun(plainExport);
  await settle();
  expect((await pending).xrbench?.models[0]?.frames).toBeGreaterThan(50);
});

it('the sweep is done once a second, and at once for a window that begins anew', async () => {
  const { clock, snapshots, playground } = await threeInAQueue();
  const since = snapshots.length;
  await advance(clock, 900);
  const shares = snapshots.slice(since).map(({ tenants }) => tenants[0]?.overlap?.[0]?.shareFraction);
  expect(shares.length).toBeGreaterThan(2);
  expect(new Set(shares).size).toBeLessThanOrEqual(2);
  void playground.updateTenant({ tenantId: 'c', change: { paused: true } });
  await advance(clock, 1500);
  const [largest] = snapshots.at(-1)?.tenants[0]?.overlap ?? [];
  expect(largest?.tenantId).toBe('b');
  expect(largest?.shareFraction).toBeGreaterThan(0.9);
});
