import { describe, expect, it } from 'vitest';
import { EngineError } from '../domain/errors';
import { PLAIN_CHOICE } from '../domain/scenario';
import { scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { identity, openPlayground as open } from '../testing/open-playground';

const two = scenario([
  ['a', 'x', { workload: { kind: 'closed', inFlight: 3 } }],
  ['b', 'x'],
]);
const toCamera = { tenantId: 'a', change: { input: 'camera' } } as const;

describe('another input of a tenant that is loaded', () => {
  it('is given to it where it is: nothing loads, no request is lost, arrivals go on', async () => {
    const { run, playground, clock, tenant, workers, rows, snapshots } = await open(two);
    await run(200);
    void playground.updateTenant(toCamera);
    await advance(clock, 200);
    expect(tenant('a').config.input).toBe('camera');
    expect(workers.get('x')?.loaded.get('a')).toBe('camera');
    expect(workers.get('x')?.begun).toEqual(['a', 'b']);
    expect(tenant('a').status.kind).toBe('running');
    expect(tenant('a').inFlight + tenant('a').queued).toBe(3);
    expect(rows.filter((row) => row.outcome !== 'completed')).toEqual([]);
    for (const snapshot of snapshots) for (const each of snapshot.tenants) expect(identity(each)).toBe(0);
  });

  it('that the executor refuses is refused, and everything stays as it was', async () => {
    const { run, playground, tenant, workers, outcome } = await open(two, {
      fault: (call) => {
        if (call === 'setInput') throw new EngineError('input-missing', 'Mine takes no pictures.');
      },
    });
    await run(200);
    expect(await outcome(playground.updateTenant(toCamera))).toMatchObject({ code: 'input-missing' });
    expect(tenant('a').config.input).toBe('scene');
    expect(workers.get('x')?.loaded.get('a')).toBe('scene');
    expect(tenant('a').status.kind).toBe('running');
  });

  it('brings back a tenant that had failed for want of the one before', async () => {
    let dark = true;
    const { run, playground, clock, tenant } = await open(two, {
      fault: (call, tenantId) => {
        if (call === 'infer' && tenantId === 'a' && dark)
          throw new EngineError('input-missing', 'Nothing came.');
      },
    });
    await run(200);
    expect(tenant('a').status).toMatchObject({ kind: 'failed', error: { code: 'input-missing' } });
    dark = false;
    void playground.updateTenant(toCamera);
    await advance(clock, 200);
    expect(tenant('a').status.kind).toBe('running');
  });

  it('does not bring back one that failed of something else', async () => {
    const { run, playground, clock, tenant } = await open(two, {
      fault: (call, tenantId) => {
        if (call === 'infer' && tenantId === 'a') throw new EngineError('backend-unsuited', 'Not here.');
      },
    });
    await run(200);
    void playground.updateTenant(toCamera);
    await advance(clock, 200);
    expect(tenant('a').status).toMatchObject({ kind: 'failed', error: { code: 'backend-unsuited' } });
  });

  it('takes its baseline away, and its own input gives it back', async () => {
    const { run, playground, clock, tenant, outcome } = await open(two);
    await run(100);
    void playground.measureAlone({ warmupMs: 100, durationMs: 500 });
    await advance(clock, 3000);
    expect(tenant('a').alone).not.toBeNull();
    await outcome(playground.updateTenant(toCamera), 100);
    expect(tenant('a').alone).toBeNull();
    await outcome(playground.updateTenant({ tenantId: 'a', change: { input: 'scene' } }), 100);
    expect(tenant('a').alone).not.toBeNull();
  });

  it('is loaded with when it was still loading', async () => {
    const { run, playground, clock, tenant, workers } = await open(scenario([['a', 'x']]), {
      loadMs: () => 200,
    });
    await run(100);
    void playground.updateTenant(toCamera);
    await advance(clock, 400);
    expect(tenant('a').status.kind).toBe('running');
    expect(workers.get('x')?.loaded.get('a')).toBe('camera');
    expect(workers.get('x')?.begun).toEqual(['a', 'a']);
  });

  it('follows it when it was moving', async () => {
    const { run, playground, clock, tenant, workers, rows } = await open(two, { loadMs: () => 50 });
    await run(300);
    void playground.moveTenant({
      tenantId: 'a',
      to: { id: 'y', backend: 'wasm', threads: 1, ...PLAIN_CHOICE },
    });
    await advance(clock, 20);
    void playground.updateTenant(toCamera);
    await advance(clock, 300);
    expect(tenant('a').config).toMatchObject({ executorId: 'y', input: 'camera' });
    expect(workers.get('y')?.loaded.get('a')).toBe('camera');
    expect(rows.filter((row) => row.outcome !== 'completed')).toEqual([]);
  });

  it('follows it onto the worker of another backend that its executor was changing to', async () => {
    const { run, playground, clock, tenant, workers, spawned } = await open(two, { loadMs: () => 50 });
    await run(300);
    void playground.updateExecutor({ executorId: 'x', change: { backend: 'cpu' } });
    await advance(clock, 20);
    void playground.updateTenant(toCamera);
    await advance(clock, 400);
    expect(spawned).toHaveLength(2);
    expect(tenant('a').config.input).toBe('camera');
    expect(workers.get('x')?.loaded.get('a')).toBe('camera');
  });

  it('is remembered for the next load by a tenant that failed', async () => {
    const { run, playground, clock, tenant, workers, outcome } = await open(two);
    await run(100);
    workers.get('x')?.crash('boom');
    await advance(clock, 20);
    await outcome(playground.updateTenant(toCamera), 50);
    expect(tenant('a').status).toMatchObject({ kind: 'failed', restart: { attempt: 1 } });
    await advance(clock, 1200);
    expect(tenant('a').status.kind).toBe('running');
    expect(workers.get('x')?.loaded.get('a')).toBe('camera');
  });
});

describe('what loading a model told', () => {
  it('stands with its tenant until it loads anew', async () => {
    let notes = ['It runs with executeAsync.'];
    const { run, playground, clock, tenant, workers } = await open(two, {
      notes: (id) => (id === 'a' ? notes : []),
    });
    await run(100);
    expect(tenant('a').notes).toEqual(['It runs with executeAsync.']);
    expect(tenant('a').phases).toEqual({ downloadMs: 1, parseMs: 2, compileMs: null, firstInferenceMs: 2 });
    expect(tenant('b').notes).toEqual([]);
    notes = ['other'];
    workers.get('x')?.crash('boom');
    await advance(clock, 50);
    void playground.retryTenant({ tenantId: 'a' });
    await advance(clock, 100);
    expect(tenant('a').notes).toEqual(['other']);
  });

  it('comes with a worker of another backend too', async () => {
    let loads = 0;
    const { run, playground, clock, tenant } = await open(two, {
      notes: () => {
        loads += 1;
        return [`load ${loads}`];
      },
    });
    await run(100);
    void playground.updateExecutor({ executorId: 'x', change: { backend: 'cpu' } });
    await advance(clock, 300);
    expect(tenant('a').notes).toEqual(['load 3']);
  });
});
