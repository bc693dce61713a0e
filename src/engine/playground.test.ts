import { describe, expect, it } from 'vitest';
import { EngineError } from '../domain/errors';
import { DEFAULT_RECOVERY } from '../domain/recovery';
import type { RecordRow } from '../protocol/record-batch';
import { scenario } from '../testing/builders';
import { advance, settle } from '../testing/fake-executor';
import { identity, openPlayground as open, plainExport } from '../testing/open-playground';

describe('playground', () => {
  it('serves tenants of one executor in turn and tenants of two executors at the same time', async () => {
    const { rows, run } = await open(
      scenario([
        ['a', 'x'],
        ['b', 'x'],
        ['c', 'y'],
      ]),
    );
    await run(300);
    const overlaps = (left: RecordRow, right: RecordRow) =>
      left.startedAt < right.completedAt && right.startedAt < left.completedAt;
    const of = (id: string) => rows.filter((row) => row.tenantId === id);
    expect(of('a').some((a) => of('b').some((b) => overlaps(a, b)))).toBe(false);
    expect(of('a').some((a) => of('c').some((c) => overlaps(a, c)))).toBe(true);
    expect(of('a').length).toBeGreaterThan(5);
  });

  it('has told of a scenario when it answers that it is loaded', async () => {
    const { snapshots } = await open(scenario([['a', 'x']]));
    expect(snapshots.at(-1)?.tenants.map(({ config }) => config.id)).toEqual(['a']);
  });

  it('keeps the accounting identity in every snapshot, drops included', async () => {
    const periodic = {
      workload: { kind: 'periodic', ratePerSecond: 200, jitterFraction: 0, queueBound: 2 },
    } as const;
    const { snapshots, run, tenant } = await open(
      scenario([
        ['a', 'x', periodic],
        ['b', 'x'],
      ]),
    );
    await run(1000);
    for (const snapshot of snapshots) for (const one of snapshot.tenants) expect(identity(one)).toBe(0);
    expect(tenant('a').dropped).toBeGreaterThan(50);
  });

  it('tells rate and utilisation of a tenant that ends more requests than are kept, over a shorter window', async () => {
    const { run, tenant, latest } = await open(scenario([['a', 'x']]), { serviceMs: () => 1 });
    await run(8000);
    expect(tenant('a').latencyMs.n).toBe(4096);
    expect(tenant('a').throughputPerSecond / tenant('a').lastSecondPerSecond).toBeCloseTo(1, 1);
    expect(latest().executors[0]?.utilisationFraction).toBeGreaterThan(0.95);
  });

  it('counts completions after the next frame as late', async () => {
    const framed = {
      workload: { kind: 'periodic', ratePerSecond: 50, jitterFraction: 0, queueBound: 4 },
      deadline: { kind: 'next-frame' },
    } as const;
    const { run, tenant } = await open(
      scenario([
        ['a', 'x', framed],
        ['b', 'x', { workload: { kind: 'closed', inFlight: 3 } }],
      ]),
    );
    await run(1000);
    expect(tenant('a').late).toBeGreaterThan(20);
    expect(tenant('a').deadlineHitFraction).toBeLessThan(0.2);
    expect(tenant('b').deadlineHitFraction).toBeNull();
  });

  it('fails the tenants of an executor that dies, counts what was in flight, and runs the others on', async () => {
    const { run, workers, clock, tenant, playground } = await open(
      scenario([
        ['a', 'x'],
        ['b', 'y'],
      ]),
    );
    await run(100);
    workers.get('x')?.crash('boom');
    await advance(clock, 300);
    const dead = tenant('a');
    expect(dead.status).toMatchObject({ kind: 'failed', error: { code: 'executor-crashed' } });
    expect(dead.failed).toBe(1);
    expect(identity(dead)).toBe(0);
    const before = tenant('b').completions;
    void playground.retryTenant({ tenantId: 'a' });
    await advance(clock, 400);
    expect(tenant('b').completions).toBeGreaterThan(before + 20);
    expect(tenant('a').status.kind).toBe('running');
  });

  it('ends an executor that hangs, after its limit', async () => {
    const { run, workers, clock, tenant } = await open(
      scenario([
        ['a', 'x'],
        ['b', 'y'],
      ]),
    );
    await run(100);
    const worker = workers.get('x');
    if (worker) worker.hung = true;
    await advance(clock, 4000, 5);
    expect(tenant('a').status.kind).toBe('running');
    await advance(clock, 2000, 5);
    expect(tenant('a').status).toMatchObject({ kind: 'failed', error: { code: 'executor-unresponsive' } });
    expect(worker?.terminated).toBe(true);
    expect(tenant('b').status.kind).toBe('running');
  });

  it('fails only the tenant whose model does not load', async () => {
    const fault = (call: string, tenantId: string) => {
      if (call === 'load' && tenantId === 'a')
        throw new EngineError('model-missing', 'weights.bin is missing');
    };
    const { run, tenant } = await open(
      scenario([
        ['a', 'x'],
        ['b', 'x'],
      ]),
      { fault },
    );
    await run(200);
    expect(tenant('a').status).toMatchObject({ kind: 'failed', error: { code: 'model-missing' } });
    expect(tenant('b').status.kind).toBe('running');
  });

  it('says why when a backend is not to be had, and runs on the next best', async () => {
    const { run, latest } = await open(scenario([['a', 'x']], { backend: 'webgpu' }));
    await run(100);
    expect(latest().executors[0]).toMatchObject({ backend: 'wasm', fellBack: true });
    expect(latest().executors[0]?.backendReason).toContain('this test has none');
  });

  it('moves a tenant without losing a request, and ends the executor that it left empty', async () => {
    const three = { workload: { kind: 'closed', inFlight: 3 } } as const;
    const { run, playground, clock, tenant, workers, latest } = await open(
      scenario([
        ['a', 'x', three],
        ['b', 'y'],
      ]),
    );
    await run(100);
    void playground.moveTenant({ tenantId: 'a', to: 'y' });
    await advance(clock, 300);
    expect(tenant('a').config.executorId).toBe('y');
    expect(tenant('a').failed).toBe(0);
    expect(tenant('a').inFlight + tenant('a').queued).toBe(3);
    expect(identity(tenant('a'))).toBe(0);
    expect(latest().executors.map((one) => one.config.id)).toEqual(['y']);
    expect(workers.get('x')?.terminated).toBe(true);
  });

  it('frees a removed tenant and leaves the others alone', async () => {
    const { run, playground, clock, workers, latest, tenant } = await open(
      scenario([
        ['a', 'x'],
        ['b', 'x'],
      ]),
    );
    await run(100);
    void playground.removeTenant({ tenantId: 'a' });
    await advance(clock, 100);
    expect(latest().tenants.map((one) => one.config.id)).toEqual(['b']);
    expect([...(workers.get('x')?.loaded.keys() ?? [])]).toEqual(['b']);
    expect(tenant('b').status.kind).toBe('running');
  });

  it('knows a slowdown only after the tenants were measured alone', async () => {
    const { run, playground, clock, tenant, latest } = await open(
      scenario([
        ['a', 'x'],
        ['b', 'x'],
      ]),
    );
    await run(500);
    expect(tenant('a').slowdown).toBeNull();
    expect(latest().totals.stp).toBeNull();
    void playground.measureAlone({ warmupMs: 100, durationMs: 1000 });
    await advance(clock, 2400);
    await advance(clock, 3000);
    expect(tenant('a').alone?.throughputPerSecond).toBeCloseTo(100, 0);
    expect(tenant('a').slowdown).toBeCloseTo(2, 1);
    expect(latest().totals.stp).toBeCloseTo(1, 1);
    expect(latest().totals.jainFairness).toBeCloseTo(1, 2);
  });

  it('goes back to the shared run when measuring is cancelled', async () => {
    const { run, playground, clock, tenant, latest } = await open(
      scenario([
        ['a', 'x'],
        ['b', 'y'],
      ]),
    );
    await run(100);
    void playground.measureAlone({ warmupMs: 100, durationMs: 1000 });
    await advance(clock, 300);
    expect(latest().measuring?.tenantId).toBe('a');
    playground.cancelMeasure();
    await advance(clock, 300);
    expect(latest().measuring).toBeNull();
    expect(tenant('b').status.kind).toBe('running');
    expect(tenant('a').alone).toBeNull();
  });

  it('goes on running after measuring from a stop when somebody asked for a run meanwhile', async () => {
    const { playground, clock, latest } = await open(scenario([['a', 'x']]));
    void playground.measureAlone({ warmupMs: 50, durationMs: 300 });
    await advance(clock, 100);
    void playground.run();
    await advance(clock, 600);
    expect(latest().run.kind).toBe('running');
    expect(latest().tenants[0]?.alone?.n).toBeGreaterThan(10);
    playground.stop();
    void playground.measureAlone({ warmupMs: 50, durationMs: 300 });
    await advance(clock, 600);
    expect(latest().run.kind).toBe('idle');
  });

  it('passes over a tenant that fails before it is measured alone', async () => {
    const { run, playground, clock, tenant, workers, rows } = await open(
      scenario([
        ['a', 'x'],
        ['b', 'y'],
      ]),
    );
    playground.setRecovery({ ...DEFAULT_RECOVERY, automatic: false });
    await run(100);
    void playground.measureAlone({ warmupMs: 100, durationMs: 500 });
    await advance(clock, 300);
    workers.get('y')?.crash('boom');
    await advance(clock, 1500);
    expect(tenant('a').alone?.throughputPerSecond).toBeCloseTo(100, 0);
    expect(tenant('a').status.kind).toBe('running');
    expect(tenant('b')).toMatchObject({ status: { kind: 'failed' }, alone: null });
    expect(rows.filter((row) => row.outcome === 'failed')).toEqual([]);
  });

  it('stands still while the tab is hidden and says for how long', async () => {
    const { run, playground, clock, tenant, latest } = await open(scenario([['a', 'x']]));
    await run(200);
    playground.setHidden({ hidden: true });
    await advance(clock, 100);
    const before = tenant('a').completions;
    await advance(clock, 500);
    expect(latest().run).toEqual({ kind: 'paused', reason: 'tab-hidden' });
    expect(tenant('a').completions).toBe(before);
    playground.setHidden({ hidden: false });
    await advance(clock, 200);
    expect(tenant('a').completions).toBeGreaterThan(before);
    const pending = playground.exportRun(plainExport);
    await settle();
    expect((await pending).provenance.hiddenMs).toBeCloseTo(600, 0);
  });

  it('exports a run file whose figures belong to its window', async () => {
    const { run, playground, clock } = await open(
      scenario([
        ['a', 'x'],
        ['b', 'y'],
      ]),
    );
    await run(500);
    playground.openWindow();
    await advance(clock, 1000);
    const pending = playground.exportRun(plainExport);
    await advance(clock, 1);
    const file = await pending;
    const [a] = file.tenants;
    expect(file.durationMs).toBeCloseTo(1000, 0);
    expect(a?.throughputPerSecond).toBeCloseTo(100, 0);
    expect(a?.latencyMs.mean).toBeCloseTo(10, 3);
    expect(file.executors[0]?.utilisationFraction).toBeGreaterThan(0.95);
    expect(a?.arrivals).toBe((a?.completions ?? 0) + (a?.queued ?? 0) + (a?.inFlight ?? 0));
    expect(file.totals.stp).toBeNull();
    expect(a?.lastResult).toMatchObject({ kind: 'nothing', frameNumber: 1 });
  });

  it('a stopped run keeps its figures: its window ends when the last request has ended', async () => {
    const { run, playground, clock, tenant, latest } = await open(scenario([['a', 'x']]));
    await run(1000);
    const perSecond = tenant('a').throughputPerSecond;
    playground.stop();
    const files = [];
    for (const laterMs of [500, 60_000]) {
      await advance(clock, laterMs);
      const pending = playground.exportRun(plainExport);
      await advance(clock, 20);
      files.push(await pending);
    }
    expect(tenant('a').throughputPerSecond).toBeCloseTo(perSecond, -1);
    expect(latest().executors[0]?.utilisationFraction).toBeGreaterThan(0.95);
    const [soon, late] = files;
    expect(soon?.tenants[0]?.completions).toBeGreaterThan(0);
    expect(late?.durationMs).toBe(soon?.durationMs);
    expect(late?.totals).toEqual(soon?.totals);
  });

  it('outstanding requests of a stopped run do not multiply when it runs again', async () => {
    const { run, playground, clock, tenant } = await open(
      scenario([['a', 'x', { workload: { kind: 'closed', inFlight: 3 } }]]),
    );
    await run(100);
    playground.stop();
    void playground.run();
    await advance(clock, 200);
    expect(tenant('a').inFlight + tenant('a').queued).toBe(3);
  });
});
