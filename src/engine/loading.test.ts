import { describe, expect, it } from 'vitest';
import { PLAIN_CHOICE } from '../domain/scenario';
import { scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { identity, openPlayground as open } from '../testing/open-playground';

const one = scenario([['a', 'x']]);
const two = scenario([
  ['a', 'x'],
  ['b', 'x'],
]);

describe('loading a model', () => {
  it('shows each file on its way, then how long each phase took', async () => {
    const { run, clock, tenant } = await open(one, { loadMs: () => 300 });
    await run(200);
    expect(tenant('a').status).toEqual({
      kind: 'loading',
      phase: 'download',
      fraction: 0.5,
      files: [{ path: 'weights.bin', loadedBytes: 1, totalBytes: 2 }],
    });
    await advance(clock, 300);
    expect(tenant('a').phases).toEqual({ downloadMs: 1, parseMs: 2, compileMs: null, firstInferenceMs: 2 });
  });

  it('happens one after the other on one executor, and at the same time on two', async () => {
    const { run, workers, latest } = await open(
      scenario([
        ['a', 'x'],
        ['b', 'x'],
        ['c', 'y'],
      ]),
      { loadMs: () => 100 },
    );
    await run(50);
    expect(latest().tenants.map(({ status }) => status.kind === 'loading' && status.phase)).toEqual([
      'download',
      'executor',
      'download',
    ]);
    expect(workers.get('x')?.mostLoadsAtOnce).toBe(1);
  });

  it('can be cancelled: the tenant says so at once, holds nothing, and loads when retried', async () => {
    const { run, playground, clock, tenant, workers } = await open(one, { loadMs: () => 300 });
    await run(100);
    playground.cancelLoad({ tenantId: 'a' });
    await advance(clock, 50);
    expect(tenant('a').status).toEqual({
      kind: 'failed',
      error: { code: 'cancelled', message: 'Loading tiny was cancelled. Retry loads it again.' },
      restart: null,
    });
    expect(workers.get('x')?.givenUp).toEqual(['a']);
    await advance(clock, 500);
    expect(workers.get('x')?.loaded.size).toBe(0);
    void playground.retryTenant({ tenantId: 'a' });
    await advance(clock, 500);
    expect(tenant('a').status.kind).toBe('running');
    expect(identity(tenant('a'))).toBe(0);
  });

  it('can be cancelled before its turn came, and is then never begun', async () => {
    const { run, playground, clock, tenant, workers } = await open(two, { loadMs: () => 100 });
    await run(50);
    playground.cancelLoad({ tenantId: 'b' });
    await advance(clock, 500);
    expect(tenant('a').status.kind).toBe('running');
    expect(tenant('b').status).toMatchObject({ kind: 'failed', error: { code: 'cancelled' } });
    expect(workers.get('x')?.begun).toEqual(['a']);
    expect([...(workers.get('x')?.loaded.keys() ?? [])]).toEqual(['a']);
  });

  it('cannot be cancelled when it is done: the tenant runs on', async () => {
    const { run, playground, clock, tenant } = await open(one);
    await run(100);
    playground.cancelLoad({ tenantId: 'a' });
    await advance(clock, 100);
    expect(tenant('a').status.kind).toBe('running');
  });

  it('may take as long as it likes while it makes progress', async () => {
    const { run, clock, tenant } = await open(one, { loadMs: () => 600_000, progressEveryMs: 50_000 });
    await run(100);
    await advance(clock, 500_000, 1000);
    expect(tenant('a').status.kind).toBe('loading');
    await advance(clock, 110_000, 1000);
    expect(tenant('a').status.kind).toBe('running');
  });

  it('excuses an inference that it holds up on the same executor', async () => {
    let serviceMs = 10;
    const { run, playground, clock, tenant } = await open(one, {
      serviceMs: () => serviceMs,
      loadMs: (id) => (id === 'b' ? 20_000 : 5),
    });
    await run(100);
    const [, newcomer] = two.tenants;
    if (newcomer === undefined) throw new Error('the scenario has two');
    void playground.addTenant({ tenant: newcomer, executor: null });
    serviceMs = 15_000;
    await advance(clock, 16_000, 10);
    serviceMs = 10;
    await advance(clock, 10_000, 10);
    expect(tenant('a').status.kind).toBe('running');
    expect(tenant('a').failed).toBe(0);
    expect(tenant('b').status.kind).toBe('running');
  });

  it('says which backend lacks what when the model cannot run there', async () => {
    const { run, tenant } = await open(two, {
      fault: (call, id) => {
        if (call === 'load' && id === 'a') throw new Error("Kernel 'Foo' not registered for backend 'wasm'");
      },
    });
    await run(100);
    expect(tenant('a').status).toMatchObject({ kind: 'failed', error: { code: 'backend-unsuited' } });
    expect(tenant('b').status.kind).toBe('running');
  });

  it('is not begun twice when a stopped run starts again meanwhile', async () => {
    const { run, playground, clock, tenant, workers } = await open(one, { loadMs: () => 200 });
    await run(100);
    playground.stop();
    void playground.run();
    await advance(clock, 300);
    expect(tenant('a').status.kind).toBe('running');
    expect(workers.get('x')?.begun).toEqual(['a']);
  });

  it('begins anew on another executor when the tenant is moved meanwhile', async () => {
    const { run, playground, clock, tenant, workers, latest } = await open(one, { loadMs: () => 200 });
    await run(100);
    void playground.moveTenant({
      tenantId: 'a',
      to: { id: 'y', backend: 'wasm', threads: 1, ...PLAIN_CHOICE },
    });
    await advance(clock, 400);
    expect(tenant('a').status.kind).toBe('running');
    expect(latest().executors.map((executor) => executor.config.id)).toEqual(['y']);
    expect(workers.get('x')?.terminated).toBe(true);
  });
});
