import { describe, expect, it } from 'vitest';
import { scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { identity, openPlayground as open } from '../testing/open-playground';

const three = { workload: { kind: 'closed', inFlight: 3 } } as const;
const shared = scenario([
  ['a', 'x', three],
  ['b', 'x'],
]);
const toCpu = { executorId: 'x', change: { backend: 'cpu' } } as const;
const onCpuOnly = (call: string, id: string, backend: string) => {
  if (call === 'load' && id === 'b' && backend === 'cpu')
    throw new Error("Kernel 'Foo' not registered for backend 'cpu'");
};

describe('changing the backend of an executor that serves', () => {
  it('loses no request and has no gap: the old worker serves until the new one stands', async () => {
    const { run, playground, clock, tenant, rows, snapshots, spawned, latest } = await open(shared, {
      loadMs: () => 100,
    });
    await run(400);
    const changedAt = clock.now();
    void playground.updateExecutor(toCpu);
    await advance(clock, 150);
    expect(tenant('a').status).toEqual({ kind: 'moving', toExecutorId: 'x' });
    expect(latest().executors[0]?.backend).toBe('wasm');
    await advance(clock, 400);
    expect(latest().executors[0]).toMatchObject({ backend: 'cpu', config: { backend: 'cpu' } });
    expect(tenant('a').status.kind).toBe('running');
    expect(spawned.map((worker) => worker.terminated)).toEqual([true, false]);
    expect(rows.filter((row) => row.outcome !== 'completed')).toEqual([]);
    const ends = rows.map((row) => row.completedAt).filter((at) => at > changedAt);
    const gaps = ends.slice(1).map((at, index) => at - (ends[index] ?? at));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(10.001); // one service time
    for (const snapshot of snapshots) for (const each of snapshot.tenants) expect(identity(each)).toBe(0);
  });

  it('is refused when one of its tenants cannot run there; the old worker stays in force', async () => {
    const { run, playground, tenant, outcome, spawned, latest, rows } = await open(shared, {
      fault: onCpuOnly,
    });
    await run(100);
    expect(await outcome(playground.updateExecutor(toCpu))).toMatchObject({
      code: 'backend-unsuited',
      message: expect.stringMatching(/has no operation Foo.* Executor x stays as it is\.$/),
    });
    expect(latest().executors[0]).toMatchObject({ backend: 'wasm', config: { backend: 'wasm' } });
    expect(spawned.map((worker) => worker.terminated)).toEqual([false, true]);
    expect(tenant('b').status.kind).toBe('running');
    expect(rows.filter((row) => row.outcome !== 'completed')).toEqual([]);
  });

  it('is refused when the new worker crashes while it loads', async () => {
    const { run, playground, clock, tenant, outcome, spawned } = await open(shared, { loadMs: () => 100 });
    await run(300);
    const refused = playground.updateExecutor(toCpu).catch((thrown: Error) => thrown);
    await advance(clock, 50);
    spawned[1]?.crash('boom');
    expect(await outcome(refused)).toMatchObject({ code: 'executor-crashed' });
    expect(tenant('a').status.kind).toBe('running');
    expect(tenant('a').failed).toBe(0);
    expect(spawned[0]?.terminated).toBe(false);
  });

  it('is refused when somebody cancels the loading of one tenant', async () => {
    const { run, playground, clock, tenant, outcome } = await open(shared, { loadMs: () => 100 });
    await run(300);
    const refused = playground.updateExecutor(toCpu).catch((thrown: Error) => thrown);
    await advance(clock, 20);
    playground.cancelLoad({ tenantId: 'a' });
    expect(await outcome(refused)).toMatchObject({ code: 'cancelled' });
    expect(tenant('a').status.kind).toBe('running');
  });

  it('brings a tenant that failed on the old backend up on the new one', async () => {
    const { run, playground, clock, tenant } = await open(shared, {
      fault: (call, id, backend) => {
        if (call === 'load' && id === 'b' && backend === 'wasm') throw new Error('no room');
      },
    });
    await run(100);
    expect(tenant('b').status.kind).toBe('failed');
    void playground.updateExecutor(toCpu);
    await advance(clock, 300);
    expect(tenant('b').status.kind).toBe('running');
  });

  it('leaves a tenant that was removed meanwhile out of the new worker', async () => {
    const { run, playground, clock, tenant, spawned } = await open(shared, { loadMs: () => 50 });
    await run(200);
    void playground.updateExecutor(toCpu);
    await advance(clock, 70); // a is loaded, b is on its way
    void playground.removeTenant({ tenantId: 'a' });
    await advance(clock, 300);
    expect([...(spawned[1]?.loaded.keys() ?? [])]).toEqual(['b']);
    expect(tenant('b').status.kind).toBe('running');
  });

  it('goes on without a tenant that was removed while the new worker loaded it', async () => {
    const { run, playground, clock, tenant, spawned, latest } = await open(shared, { loadMs: () => 50 });
    await run(200);
    void playground.updateExecutor(toCpu);
    await advance(clock, 20); // a is on its way
    void playground.removeTenant({ tenantId: 'a' });
    await advance(clock, 300);
    expect(latest().executors[0]?.backend).toBe('cpu');
    expect([...(spawned[1]?.loaded.keys() ?? [])]).toEqual(['b']);
    expect(tenant('b').status.kind).toBe('running');
  });

  it('loads a tenant that comes meanwhile on the new worker', async () => {
    const { run, playground, clock, tenant, spawned } = await open(shared, { loadMs: () => 50 });
    await run(200);
    void playground.updateExecutor(toCpu);
    await advance(clock, 20);
    const [, newcomer] = shared.tenants;
    if (newcomer === undefined) throw new Error('the scenario has two');
    void playground.addTenant({ tenant: { ...newcomer, id: 'c' }, executor: null });
    await advance(clock, 400);
    expect([...(spawned[1]?.loaded.keys() ?? [])]).toEqual(['a', 'b', 'c']);
    expect(tenant('c').status.kind).toBe('running');
    expect(spawned[0]?.begun).toEqual(['a', 'b']);
  });

  it('is refused in words while another change of it is under way', async () => {
    const { run, playground, clock, outcome, latest } = await open(shared, { loadMs: () => 50 });
    await run(200);
    void playground.updateExecutor(toCpu);
    await advance(clock, 20);
    const second = playground.updateExecutor({ executorId: 'x', change: { threads: 2 } });
    expect(await outcome(second, 1)).toMatchObject({ code: 'busy' });
    await advance(clock, 300);
    expect(latest().executors[0]).toMatchObject({ backend: 'cpu', config: { threads: 1 } });
  });

  it('ends both workers when the executor is removed meanwhile', async () => {
    const { run, playground, clock, outcome, spawned, latest } = await open(shared, { loadMs: () => 50 });
    await run(200);
    const refused = playground.updateExecutor(toCpu).catch((thrown: Error) => thrown);
    await advance(clock, 20);
    void playground.removeExecutor({ executorId: 'x' });
    expect(await outcome(refused)).toMatchObject({ code: 'cancelled' });
    expect(spawned.map((worker) => worker.terminated)).toEqual([true, true]);
    expect(latest().executors).toEqual([]);
  });

  it('only notes the wish while nothing runs', async () => {
    const { run, playground, outcome, spawned, latest, tenant } = await open(shared);
    await outcome(playground.updateExecutor(toCpu));
    expect(spawned).toEqual([]);
    await run(200);
    expect(latest().executors[0]?.backend).toBe('cpu');
    expect(tenant('a').status.kind).toBe('running');
  });
});
