import { describe, expect, it } from 'vitest';
import type { TenantConfig } from '../domain/scenario';
import { PLAIN_CHOICE, PLAIN_TERMS } from '../domain/scenario';
import { scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { identity, openPlayground as open } from '../testing/open-playground';

const closed = { workload: { kind: 'closed', inFlight: 3 } } as const;
const periodic = {
  workload: { kind: 'periodic', ratePerSecond: 60, jitterFraction: 0, queueBound: 8 },
} as const;
const apart = (change: Partial<TenantConfig> = {}) =>
  scenario([
    ['a', 'x', change],
    ['b', 'y'],
  ]);
const wasm = (id: string) => ({ id, backend: 'wasm', threads: 1, ...PLAIN_CHOICE }) as const;
const cpu = (id: string) => ({ id, backend: 'cpu', threads: 1, ...PLAIN_CHOICE }) as const;
const missingOnCpu = (call: string, id: string, backend: string) => {
  if (call === 'load' && id === 'a' && backend === 'cpu')
    throw new Error("Kernel 'FusedConv2D' not registered for backend 'cpu'");
};

describe('moving a tenant while it runs', () => {
  for (const [loop, workload] of [
    ['closed', closed],
    ['open', periodic],
  ] as const) {
    it(`loses no request of an ${loop} loop, to and fro, and accounts for each at every instant`, async () => {
      const { run, playground, clock, tenant, snapshots, rows } = await open(apart(workload), {
        loadMs: () => 60,
      });
      await run(200);
      for (const to of ['y', wasm('x2'), 'y'] as const) {
        void playground.moveTenant({ tenantId: 'a', to });
        await advance(clock, 303);
        expect(tenant('a').status.kind).toBe('running');
      }
      for (const snapshot of snapshots) for (const each of snapshot.tenants) expect(identity(each)).toBe(0);
      const mine = rows.filter((row) => row.tenantId === 'a');
      expect(new Set(mine.map((row) => row.requestId)).size).toBe(mine.length);
      expect(mine.filter((row) => row.outcome !== 'completed')).toEqual([]);
      expect(new Set(mine.map((row) => row.executorId))).toEqual(new Set(['x', 'y', 'x2']));
    });
  }

  it('serves on its old executor until the new one is ready', async () => {
    const { run, playground, clock, tenant, rows } = await open(apart(), { loadMs: () => 200 });
    await run(300);
    const movedAt = clock.now();
    void playground.moveTenant({ tenantId: 'a', to: 'y' });
    await advance(clock, 190);
    expect(tenant('a').status).toEqual({ kind: 'moving', toExecutorId: 'y' });
    await advance(clock, 200);
    const onTheWay = rows.filter(
      (row) => row.tenantId === 'a' && row.arrivedAt > movedAt && row.arrivedAt < movedAt + 200,
    );
    expect(onTheWay.length).toBeGreaterThanOrEqual(19); // 10 ms each
    expect(new Set(onTheWay.map((row) => row.executorId))).toEqual(new Set(['x']));
  });

  it('is refused by an executor that cannot run it: it stays, runs on and loses nothing', async () => {
    const { run, playground, tenant, outcome, latest, workers, rows } = await open(apart(closed), {
      fault: missingOnCpu,
    });
    await run(100);
    const refusal = await outcome(playground.moveTenant({ tenantId: 'a', to: cpu('slow') }));
    expect(refusal).toMatchObject({
      code: 'backend-unsuited',
      message:
        'tiny cannot run on slow (cpu): backend cpu has no operation FusedConv2D. Try an executor with another backend. It stays on x.',
    });
    expect(tenant('a').status.kind).toBe('running');
    expect(tenant('a').completions).toBeGreaterThan(30);
    expect(rows.filter((row) => row.outcome !== 'completed')).toEqual([]);
    expect(latest().executors.map((one) => one.config.id)).toEqual(['x', 'y']);
    expect(workers.get('slow')?.terminated).toBe(true);
  });

  it('keeps a new executor for the one that fits when the other of two is refused there', async () => {
    const { run, playground, clock, tenant } = await open(apart(), {
      fault: missingOnCpu,
      loadMs: () => 50,
    });
    await run(200);
    const refused = playground.moveTenant({ tenantId: 'a', to: cpu('slow') }).catch(() => 'refused');
    void playground.moveTenant({ tenantId: 'b', to: 'slow' });
    await advance(clock, 300);
    expect(await refused).toBe('refused');
    expect(tenant('a').config.executorId).toBe('x');
    expect(tenant('b')).toMatchObject({ config: { executorId: 'slow' }, status: { kind: 'running' } });
  });

  it('refuses a second move on the way, in words, and still lands', async () => {
    const { run, playground, clock, tenant, outcome } = await open(apart(), { loadMs: () => 100 });
    await run(200);
    void playground.moveTenant({ tenantId: 'a', to: 'y' });
    await advance(clock, 20);
    const refusal = await outcome(playground.moveTenant({ tenantId: 'a', to: wasm('z') }), 1);
    expect(refusal).toMatchObject({ code: 'busy', message: expect.stringContaining('tiny is loading on y') });
    await advance(clock, 300);
    expect(tenant('a')).toMatchObject({ config: { executorId: 'y' }, status: { kind: 'running' } });
  });

  it('is called off when the tenant is put back on the way', async () => {
    const { run, playground, clock, tenant, workers } = await open(apart(), { loadMs: () => 100 });
    await run(200);
    const first = playground.moveTenant({ tenantId: 'a', to: 'y' }).catch((thrown: Error) => thrown.message);
    await advance(clock, 20);
    await playground.moveTenant({ tenantId: 'a', to: 'x' });
    await advance(clock, 300);
    expect(await first).toBe('Loading tiny on y was cancelled. It stays on x.');
    expect(tenant('a')).toMatchObject({
      config: { executorId: 'x' },
      status: { kind: 'running' },
      failed: 0,
    });
    expect([...(workers.get('y')?.loaded.keys() ?? [])]).toEqual(['b']);
  });

  it('interrupts measuring alone, and everybody runs again', async () => {
    const { run, playground, clock, tenant, latest } = await open(apart());
    await run(100);
    void playground.measureAlone({ warmupMs: 100, durationMs: 1000 });
    await advance(clock, 300);
    void playground.moveTenant({ tenantId: 'b', to: 'x' });
    await advance(clock, 300);
    expect(latest().measuring).toBeNull();
    expect(tenant('b')).toMatchObject({ config: { executorId: 'x' }, status: { kind: 'running' } });
    expect(tenant('a').status.kind).toBe('running');
    expect(tenant('a').alone).toBeNull();
  });

  it('ends before measuring alone begins', async () => {
    const { run, playground, clock, latest, tenant } = await open(apart(), { loadMs: () => 200 });
    await run(300);
    void playground.moveTenant({ tenantId: 'a', to: 'y' });
    void playground.measureAlone({ warmupMs: 10, durationMs: 100 });
    await advance(clock, 150);
    expect(latest().measuring).toBeNull();
    await advance(clock, 400);
    expect(tenant('a').config.executorId).toBe('y');
    expect(tenant('a').alone?.throughputPerSecond).toBeCloseTo(100, -1);
  });

  it('leaves the tenant where it is when the other executor crashes while it loads', async () => {
    const { run, playground, clock, tenant, workers, outcome, latest } = await open(apart(closed), {
      loadMs: () => 100,
    });
    await run(200);
    const moving = playground.moveTenant({ tenantId: 'a', to: wasm('z') });
    const refused = moving.catch((thrown: Error) => thrown);
    await advance(clock, 20);
    workers.get('z')?.crash('boom');
    expect(await outcome(refused)).toMatchObject({ code: 'executor-crashed' });
    expect(tenant('a')).toMatchObject({
      config: { executorId: 'x' },
      status: { kind: 'running' },
      failed: 0,
    });
    expect(identity(tenant('a'))).toBe(0);
    expect(latest().executors.map((one) => one.config.id)).toEqual(['x', 'y']);
  });

  it('is given up when its old executor crashes, and the tenant can be retried there', async () => {
    const { run, playground, clock, tenant, workers } = await open(apart(), { loadMs: () => 100 });
    await run(200);
    const moving = playground.moveTenant({ tenantId: 'a', to: 'y' }).catch((thrown: Error) => thrown.message);
    await advance(clock, 20);
    workers.get('x')?.crash('boom');
    await advance(clock, 300);
    expect(await moving).toContain('boom');
    expect(tenant('a').status).toMatchObject({ kind: 'failed', error: { code: 'executor-crashed' } });
    expect([...(workers.get('y')?.loaded.keys() ?? [])]).toEqual(['b']);
    void playground.retryTenant({ tenantId: 'a' });
    await advance(clock, 300);
    expect(tenant('a')).toMatchObject({ config: { executorId: 'x' }, status: { kind: 'running' } });
    expect(identity(tenant('a'))).toBe(0);
  });

  it('survives that the old worker fails a request which it still had in hand', async () => {
    const { run, playground, clock, tenant, workers } = await open(apart(), {
      serviceMs: (id) => (id === 'a' ? 40 : 10),
    });
    await run(100);
    const old = workers.get('x');
    if (old) old.failing = true;
    void playground.moveTenant({ tenantId: 'a', to: wasm('z') });
    await advance(clock, 300);
    expect(tenant('a')).toMatchObject({ config: { executorId: 'z' }, status: { kind: 'running' } });
    expect(workers.get('z')?.begun).toEqual(['a']);
    expect(tenant('a').inFlight + tenant('a').queued).toBe(1);
    expect(identity(tenant('a'))).toBe(0);
  });
});

describe('a crowd', () => {
  const tenantOf = (index: number, executorId = 'x'): TenantConfig => ({
    id: `t${index}`,
    modelId: 'tiny',
    executorId,
    workload: { kind: 'closed', inFlight: 1 },
    deadline: { kind: 'none' },
    input: 'scene',
    paused: false,
    ...PLAIN_TERMS,
  });

  it('of twenty added within a second is loaded one by one and runs', async () => {
    const { run, playground, clock, latest, workers } = await open(apart(), { loadMs: () => 20 });
    await run(100);
    for (let i = 0; i < 20; i += 1) {
      void playground.addTenant({ tenant: tenantOf(i), executor: null });
      await advance(clock, 50);
    }
    await advance(clock, 1000);
    expect(latest().tenants).toHaveLength(22);
    for (const each of latest().tenants) {
      expect(each.status.kind).toBe('running');
      expect(each.completions).toBeGreaterThan(0);
      expect(identity(each)).toBe(0);
    }
    expect(workers.get('x')?.mostLoadsAtOnce).toBe(1);
  });

  it('larger than a scenario holds is refused in words from there on', async () => {
    const { playground, outcome, latest } = await open(apart());
    const refusals: unknown[] = [];
    for (let i = 0; i < 26; i += 1) {
      const refusal = await outcome(playground.addTenant({ tenant: tenantOf(i), executor: null }), 1);
      if (refusal instanceof Error) refusals.push(refusal.message);
    }
    expect(refusals).toHaveLength(4);
    expect(refusals[0]).toBe('There are 24 tenants, the most that one scenario holds. Remove one first.');
    await outcome(Promise.resolve(), 50);
    expect(latest().tenants).toHaveLength(24);
  });

  it('on more executors than a scenario holds is refused in words', async () => {
    const { playground, outcome } = await open(apart());
    const messages: string[] = [];
    for (let i = 0; i < 15; i += 1) {
      const own = wasm(`own-${i}`);
      const call = playground.addTenant({ tenant: tenantOf(i, own.id), executor: own });
      const refusal = await outcome(call, 1);
      if (refusal instanceof Error) messages.push(refusal.message);
    }
    expect(messages).toEqual(['There are 16 executors, the most that one scenario holds. Use one of them.']);
  });

  it('that leaves as soon as it comes leaves nothing behind', async () => {
    const { run, playground, clock, latest, workers, tenant } = await open(apart(), { loadMs: () => 20 });
    await run(100);
    for (let i = 0; i < 10; i += 1) {
      void playground.addTenant({ tenant: tenantOf(i), executor: null });
      void playground.removeTenant({ tenantId: `t${i}` });
    }
    await advance(clock, 1000);
    expect(latest().tenants.map((each) => each.config.id)).toEqual(['a', 'b']);
    expect([...(workers.get('x')?.loaded.keys() ?? [])]).toEqual(['a']);
    expect(tenant('a').status.kind).toBe('running');
  });

  it('of one that leaves and comes again at once runs', async () => {
    const { run, playground, clock, workers, tenant } = await open(
      scenario([
        ['a', 'x'],
        ['b', 'x'],
      ]),
      { loadMs: () => 3 },
    );
    await run(100);
    void playground.removeTenant({ tenantId: 'a' });
    void playground.addTenant({ tenant: { ...tenantOf(0), id: 'a' }, executor: null });
    await advance(clock, 300);
    expect(tenant('a').status.kind).toBe('running');
    expect(workers.get('x')?.givenUp).toEqual([]);
    expect(workers.get('x')?.begun).toEqual(['a', 'b', 'a']);
  });

  it('is not admitted to an executor that ended meanwhile', async () => {
    const { run, playground, outcome, latest } = await open(apart());
    await run(100);
    void playground.removeExecutor({ executorId: 'x' });
    const refusal = await outcome(playground.addTenant({ tenant: tenantOf(1), executor: null }));
    expect(refusal).toMatchObject({ message: 'Executor x is gone. Add the model to another one.' });
    expect(latest().tenants.map((each) => each.config.id)).toEqual(['b']);
  });
});
