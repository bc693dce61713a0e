import { describe, expect, it } from 'vitest';
import { scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { identity, openPlayground as open, plainExport } from '../testing/open-playground';

const HOUR_MS = 3_600_000;
const periodic = {
  workload: { kind: 'periodic', ratePerSecond: 50, jitterFraction: 0, queueBound: 4 },
} as const;
const mixed = scenario([
  ['a', 'x', periodic],
  ['b', 'y'],
]);

describe('a computer that slept for an hour', () => {
  it('goes on as before: no burst of arrivals, nobody taken for hung, an incident that says so', async () => {
    const { run, clock, tenant, incidents, spawned, snapshots } = await open(mixed);
    await run(505);
    const before = tenant('a').arrivals;
    clock.sleep(HOUR_MS);
    const wokeAt = clock.now();
    await advance(clock, 1000);
    expect(tenant('a').arrivals - before).toBeLessThan(70);
    expect(tenant('a').dropped).toBe(0);
    expect(tenant('a').status.kind).toBe('running');
    expect(tenant('b').status.kind).toBe('running');
    expect(spawned.map((worker) => worker.terminated)).toEqual([false, false]);
    expect(incidents()).toMatchObject([
      {
        cause: 'sleep',
        mishap: null,
        code: null,
        executorId: null,
        tenantIds: ['a', 'b'],
        message:
          'The computer slept, or the tab was frozen, for 3600 s. The run goes on from here. 2 requests that were under way then count nowhere.',
      },
    ]);
    const { recoveredAt } = incidents()[0] ?? {};
    expect(recoveredAt).toBeGreaterThanOrEqual(wokeAt);
    expect(recoveredAt).toBeLessThan(wokeAt + 100);
    for (const snapshot of snapshots) for (const each of snapshot.tenants) expect(identity(each)).toBe(0);
  });

  it('does not dilute throughput and utilisation: the hour is left out of the window, and told', async () => {
    const { run, playground, clock, outcome } = await open(mixed);
    await run(505);
    playground.openWindow();
    await advance(clock, 5000);
    clock.sleep(HOUR_MS);
    await advance(clock, 5000);
    const file = await outcome(playground.exportRun(plainExport), 1);
    if (file instanceof Error) throw file;
    expect(file.provenance.hiddenMs).toBeGreaterThan(HOUR_MS - 1001);
    expect(file.durationMs).toBeLessThan(11_001);
    expect(file.tenants[0]?.throughputPerSecond).toBeGreaterThan(45);
    expect(file.tenants[1]?.throughputPerSecond).toBeGreaterThan(90);
    expect(file.executors[1]?.utilisationFraction).toBeGreaterThan(0.9);
    expect(file.executors[0]?.utilisationFraction).toBeGreaterThan(0.4);
    expect(file.executors[0]?.utilisationFraction).toBeLessThan(0.6);
    expect(file.provenance.warnings).toEqual([
      expect.stringMatching(/^the computer slept for 3\d{6} ms of the window/),
      '1 incident',
    ]);
  });

  it('during a request of an executor that then really hangs ends it by the limit, counted anew', async () => {
    const { run, clock, tenant, workers } = await open(mixed);
    await run(505);
    const worker = workers.get('y');
    if (worker) worker.hung = true;
    await advance(clock, 1000);
    clock.sleep(HOUR_MS);
    await advance(clock, 4000, 10);
    expect(tenant('b').status.kind).toBe('running');
    await advance(clock, 1500, 10);
    expect(tenant('b').status).toMatchObject({ error: { code: 'executor-unresponsive' } });
  });

  it('or for twelve seconds only: a limit that ran out meanwhile ends nobody', async () => {
    const { run, clock, tenant, spawned, incidents } = await open(mixed);
    await run(505);
    clock.sleep(12_000);
    await advance(clock, 1000);
    expect(incidents()).toMatchObject([{ cause: 'sleep' }]);
    expect(spawned.map((worker) => worker.terminated)).toEqual([false, false]);
    expect(tenant('b').failed).toBe(0);
  });

  it('during a solo measurement ends that: a baseline of an hour would say nothing', async () => {
    const { run, playground, clock, tenant, latest } = await open(mixed);
    await run(505);
    void playground.measureAlone({ warmupMs: 100, durationMs: 5000 });
    await advance(clock, 1000);
    clock.sleep(HOUR_MS);
    await advance(clock, 1000);
    expect(latest().measuring).toBeNull();
    expect(tenant('a').alone).toBeNull();
    expect(tenant('a').status.kind).toBe('running');
  });

  it('is no incident when nothing was to run: stopped, or hidden', async () => {
    const { run, playground, clock, incidents, outcome } = await open(mixed);
    await run(505);
    playground.setHidden({ hidden: true });
    await advance(clock, 500);
    clock.sleep(HOUR_MS);
    await advance(clock, 500);
    playground.setHidden({ hidden: false });
    await advance(clock, 500);
    const file = await outcome(playground.exportRun(plainExport), 1);
    if (file instanceof Error) throw file;
    expect(file.provenance.hiddenMs).toBe(HOUR_MS + 1000);
    playground.stop();
    await advance(clock, 5000);
    clock.sleep(HOUR_MS);
    await advance(clock, 5000);
    expect(incidents()).toEqual([]);
  });
});

describe('a hidden tab', () => {
  it('whose timers the browser throttles has not slept: its time is counted once', async () => {
    const { run, playground, clock, incidents, outcome } = await open(mixed);
    await run(505);
    playground.setHidden({ hidden: true });
    clock.sleep(60_000);
    playground.setHidden({ hidden: false });
    await advance(clock, 2000);
    expect(incidents()).toEqual([]);
    const file = await outcome(playground.exportRun(plainExport), 1);
    if (file instanceof Error) throw file;
    expect(file.provenance.hiddenMs).toBe(60_000);
  });

  it('is left out of a window that is opened while it is hidden', async () => {
    const { run, playground, clock, outcome } = await open(mixed);
    await run(505);
    playground.setHidden({ hidden: true });
    await advance(clock, 1000);
    playground.openWindow();
    await advance(clock, 3000, 10);
    playground.setHidden({ hidden: false });
    await advance(clock, 2000);
    const file = await outcome(playground.exportRun(plainExport), 1);
    if (file instanceof Error) throw file;
    expect(file.provenance.hiddenMs).toBe(3000);
    expect(file.durationMs).toBe(2000);
  });
});

describe('a nap of less than ten seconds', () => {
  it('is taken for a busy moment: what was due arrives, and nobody is told', async () => {
    const { run, clock, tenant, incidents } = await open(mixed);
    await run(505);
    const before = tenant('a').arrivals;
    clock.sleep(4000);
    await advance(clock, 1000);
    expect(tenant('a').arrivals - before).toBeGreaterThan(200);
    expect(incidents()).toEqual([]);
    expect(identity(tenant('a'))).toBe(0);
  });
});
