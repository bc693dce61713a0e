import { describe, expect, it } from 'vitest';
import { PLAIN_CHOICE } from '../domain/scenario';
import { scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { openPlayground as open, plainExport } from '../testing/open-playground';

const two = scenario([
  ['a', 'x'],
  ['b', 'x'],
]);

describe('removing a tenant', () => {
  it('tells the memory of its executor before and after', async () => {
    const { run, playground, outcome } = await open(two);
    await run(100);
    expect(await outcome(playground.removeTenant({ tenantId: 'a' }))).toEqual({
      executorId: 'x',
      before: { inUse: 2000, reserved: 10_000 },
      after: { inUse: 1000, reserved: 10_000 },
    });
  });

  it('ends the executor that it leaves empty, which has no memory afterwards', async () => {
    const { run, playground, outcome, workers, latest } = await open(scenario([['a', 'x']]));
    await run(100);
    const report = await outcome(playground.removeTenant({ tenantId: 'a' }));
    expect(report).toMatchObject({ before: { inUse: 1000 }, after: null });
    expect(workers.get('x')?.terminated).toBe(true);
    expect(latest().executors).toEqual([]);
  });

  it('gives nothing back before anything was loaded', async () => {
    const { playground, outcome } = await open(two);
    expect(await outcome(playground.removeTenant({ tenantId: 'a' }))).toBeNull();
  });

  it('gives up its load, leaves nothing behind and lets the others run on', async () => {
    const { run, playground, clock, workers, tenant, latest } = await open(two, {
      loadMs: (id) => (id === 'b' ? 1000 : 5),
    });
    await run(100);
    void playground.removeTenant({ tenantId: 'b' });
    await advance(clock, 50);
    expect(workers.get('x')?.givenUp).toEqual(['b']);
    await advance(clock, 2000);
    expect([...(workers.get('x')?.loaded.keys() ?? [])]).toEqual(['a']);
    expect(latest().tenants.map((one) => one.config.id)).toEqual(['a']);
    expect(tenant('a').status.kind).toBe('running');
  });

  it('ends at once an executor on which only it was loading', async () => {
    const { run, playground, clock, workers, latest, outcome } = await open(scenario([['a', 'x']]), {
      loadMs: () => 1000,
    });
    await run(100);
    expect(await outcome(playground.removeTenant({ tenantId: 'a' }), 5)).toBeNull();
    expect(workers.get('x')?.terminated).toBe(true);
    await advance(clock, 100);
    expect(latest().executors).toEqual([]);
  });

  it('clears it away on both executors when it was moving', async () => {
    const { run, playground, clock, workers, outcome } = await open(two, { loadMs: () => 50 });
    await run(200);
    const moving = playground.moveTenant({
      tenantId: 'a',
      to: { id: 'new', backend: 'wasm', threads: 1, ...PLAIN_CHOICE },
    });
    const refused = moving.catch((thrown: Error) => thrown.message);
    await advance(clock, 20);
    await outcome(playground.removeTenant({ tenantId: 'a' }), 100);
    expect(await refused).toContain('was removed');
    expect(workers.get('new')?.terminated).toBe(true);
    expect([...(workers.get('x')?.loaded.keys() ?? [])]).toEqual(['b']);
  });

  it('does not wait for an executor that hangs to say how much memory it holds', async () => {
    const { run, playground, workers, outcome } = await open(two);
    await run(100);
    const worker = workers.get('x');
    if (worker) worker.deaf = true;
    const report = await outcome(playground.removeExecutor({ executorId: 'x' }), 1100);
    expect(report).toMatchObject({ executorId: 'x', after: null });
    expect(worker?.terminated).toBe(true);
  });
});

describe('removing an executor', () => {
  it('removes its tenants, counts what was in service as failed, and tells its memory', async () => {
    const { run, playground, outcome, rows, latest, workers, tenant } = await open(
      scenario([
        ['a', 'x'],
        ['b', 'x'],
        ['c', 'y'],
      ]),
      { serviceMs: (id) => (id === 'c' ? 10 : 80) },
    );
    await run(200);
    const report = await outcome(playground.removeExecutor({ executorId: 'x' }));
    expect(report).toMatchObject({ executorId: 'x', before: { inUse: 2000 }, after: null });
    expect(rows.filter((row) => row.outcome === 'failed').map((row) => row.executorId)).toEqual(['x']);
    expect(latest().tenants.map((one) => one.config.id)).toEqual(['c']);
    expect(latest().executors.map((one) => one.config.id)).toEqual(['y']);
    expect(workers.get('x')?.terminated).toBe(true);
    expect(tenant('c').status.kind).toBe('running');
  });

  it('leaves a playground that runs on empty when it was the last, and starts whoever is added next', async () => {
    const { run, playground, outcome, clock, latest, tenant } = await open(two);
    await run(100);
    await outcome(playground.removeExecutor({ executorId: 'x' }));
    expect(latest()).toMatchObject({ tenants: [], executors: [], run: { kind: 'running' } });
    expect(latest().totals).toMatchObject({ throughputPerSecond: 0, stp: null });
    const [executor] = two.executors;
    const [newcomer] = two.tenants;
    if (executor === undefined || newcomer === undefined) throw new Error('the scenario has both');
    void playground.addTenant({ tenant: newcomer, executor });
    await advance(clock, 300);
    expect(tenant('a').status.kind).toBe('running');
    expect(tenant('a').completions).toBeGreaterThan(5);
  });

  it('leaves a playground of which nothing can be exported, and says so', async () => {
    const { run, playground, outcome } = await open(two);
    await run(100);
    await outcome(playground.removeExecutor({ executorId: 'x' }));
    await expect(playground.exportRun(plainExport)).rejects.toThrow('Add one first');
  });

  it('lets a tenant that was on its way there stay where it is', async () => {
    const { run, playground, clock, tenant, outcome } = await open(
      scenario([
        ['a', 'x'],
        ['b', 'y'],
      ]),
      { loadMs: () => 50 },
    );
    await run(200);
    const refused = playground
      .moveTenant({ tenantId: 'a', to: 'y' })
      .catch((thrown: Error) => thrown.message);
    await advance(clock, 20);
    await outcome(playground.removeExecutor({ executorId: 'y' }), 100);
    expect(await refused).toBe('Executor y was removed while it loaded tiny. It stays on x.');
    expect(tenant('a').status.kind).toBe('running');
    expect(tenant('a').failed).toBe(0);
  });
});
