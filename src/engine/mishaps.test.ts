import { describe, expect, it } from 'vitest';
import { PLAIN_CHOICE } from '../domain/scenario';
import { scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { identity, openPlayground as open, plainExport } from '../testing/open-playground';

const three = scenario([
  ['a', 'x'],
  ['b', 'x'],
  ['c', 'y'],
]);

describe('a mishap', () => {
  it('kills a worker: its tenants fail of it, say that it is injected, and come back', async () => {
    const { run, playground, clock, tenant, incidents, outcome, spawned } = await open(three);
    await run(200);
    await outcome(playground.mishap({ kind: 'kill-worker', executorId: 'x' }), 50);
    expect(spawned[0]?.terminated).toBe(true);
    expect(tenant('a').status).toMatchObject({
      kind: 'failed',
      error: {
        code: 'executor-crashed',
        message: 'The worker of x was killed (injected). Retry starts a new one.',
      },
      restart: { attempt: 1 },
    });
    await advance(clock, 1500);
    expect(tenant('b').status.kind).toBe('running');
    expect(tenant('c').failed).toBe(0);
    expect(incidents()).toMatchObject([
      {
        cause: 'mishap',
        mishap: 'kill-worker',
        code: 'executor-crashed',
        executorId: 'x',
        tenantIds: ['a', 'b'],
      },
    ]);
    expect(incidents()[0]?.recoveredAt).not.toBeNull();
    expect(identity(tenant('a'))).toBe(0);
  });

  it('loses a device, and is one incident with the failure that follows', async () => {
    const { run, playground, clock, tenant, latest, incidents, outcome } = await open(three);
    await run(200);
    await outcome(playground.mishap({ kind: 'lose-device', executorId: 'x' }), 50);
    const error = {
      code: 'device-lost',
      message: 'Executor x lost its device: it was destroyed. Retry starts it anew. (injected)',
    };
    expect(tenant('a').status).toMatchObject({ error });
    expect(latest().executors[0]?.status).toEqual({ kind: 'failed', error });
    await advance(clock, 1500);
    expect(incidents()).toMatchObject([
      { mishap: 'lose-device', code: 'device-lost', tenantIds: ['a', 'b'] },
    ]);
    expect(incidents()[0]?.recoveredAt).not.toBeNull();
  });

  it('cannot lose a device where there is none, and is then no incident', async () => {
    const { run, playground, incidents, outcome } = await open(scenario([['a', 'x']], { backend: 'cpu' }));
    await run(200);
    expect(await outcome(playground.mishap({ kind: 'lose-device', executorId: 'x' }))).toMatchObject({
      code: 'backend-unsuited',
    });
    expect(incidents()).toEqual([]);
  });

  it('stalls the next inference: nothing fails, and it is over when that request completes', async () => {
    const { run, playground, clock, tenant, incidents, outcome, rows } = await open(scenario([['a', 'x']]));
    await run(203);
    const at = clock.now();
    const stall = { kind: 'stall', tenantId: 'a', durationMs: 2000 } as const;
    await outcome(playground.mishap(stall), 500);
    expect(incidents()).toMatchObject([{ mishap: 'stall', code: null, recoveredAt: null }]);
    await advance(clock, 2000);
    expect(tenant('a').failed).toBe(0);
    expect(incidents()[0]?.recoveredAt).toBeGreaterThan(at + 2000);
    expect(incidents()[0]?.recoveredAt).toBeLessThan(at + 2030);
    expect(rows.filter((row) => row.completedAt - row.startedAt > 2000)).toHaveLength(1);
  });

  it('that stalls beyond the limit ends the executor, as its own incident', async () => {
    const { run, playground, clock, tenant, incidents, outcome } = await open(three);
    await run(200);
    await outcome(playground.mishap({ kind: 'stall', tenantId: 'a', durationMs: 60_000 }), 5200);
    expect(tenant('b').status).toMatchObject({
      error: { code: 'executor-unresponsive', message: expect.stringMatching(/\(injected\)$/) },
    });
    await advance(clock, 2000);
    expect(incidents()).toMatchObject([
      { mishap: 'stall', code: 'executor-unresponsive', tenantIds: ['a', 'b'] },
    ]);
    expect(incidents()[0]?.recoveredAt).not.toBeNull();
  });

  it('corrupts the next outputs: that tenant alone fails and comes back', async () => {
    const { run, playground, clock, tenant, incidents, outcome } = await open(three);
    await run(200);
    await outcome(playground.mishap({ kind: 'corrupt-output', tenantId: 'a' }), 60);
    expect(tenant('a').status).toMatchObject({
      error: { code: 'output-invalid', message: 'The outputs of a are not finite. (injected)' },
      restart: { attempt: 1 },
    });
    expect(tenant('b').status.kind).toBe('running');
    await advance(clock, 1500);
    expect(tenant('a').status.kind).toBe('running');
    expect(incidents()).toMatchObject([
      { mishap: 'corrupt-output', code: 'output-invalid', tenantIds: ['a'] },
    ]);
    expect(incidents()[0]?.recoveredAt).not.toBeNull();
  });

  it('refuses the network for models that are not in memory, until it is over', async () => {
    const { run, playground, clock, tenant, incidents, outcome, workers, latest } = await open(three);
    await run(200);
    await outcome(playground.mishap({ kind: 'refuse-network', on: true }), 50);
    expect(latest().networkRefused).toBe(true);
    expect(tenant('c').status.kind).toBe('running'); // it is loaded
    const late = { ...tenant('c').config, id: 'd', modelId: 'other', executorId: 'z' };
    void playground.addTenant({
      tenant: late,
      executor: { id: 'z', backend: 'wasm', threads: 1, ...PLAIN_CHOICE },
    });
    await advance(clock, 500);
    expect(tenant('d').status).toMatchObject({
      error: { code: 'network-unreachable', message: 'The network was refused for other (injected).' },
      restart: { attempt: 1 },
    });
    await outcome(playground.mishap({ kind: 'refuse-network', on: false }), 50);
    expect(latest().networkRefused).toBe(false);
    await advance(clock, 3000);
    expect(tenant('d').status.kind).toBe('running');
    expect(incidents()).toMatchObject([{ cause: 'mishap', code: 'network-unreachable' }]);
    expect(incidents()[0]?.recoveredAt).not.toBeNull();
    expect(workers.get('z')?.loads.map(({ refuseNetwork }) => refuseNetwork)).toEqual([true, false]);
  });

  it('is refused in words when there is nothing to break', async () => {
    const { run, playground, outcome, incidents, workers, clock } = await open(three, { loadMs: () => 50 });
    const kill = { kind: 'kill-worker', executorId: 'x' } as const;
    const corrupt = { kind: 'corrupt-output', tenantId: 'a' } as const;
    expect(await outcome(playground.mishap(kill), 10)).toMatchObject({
      code: 'busy',
      message: 'Executor x has no worker to break: it has not started. Start it first.',
    });
    await run(5);
    expect(await outcome(playground.mishap(corrupt), 10)).toMatchObject({
      message: 'tiny is not running, so there is no inference of it to break. Start it first.',
    });
    await outcome(Promise.resolve(), 500);
    workers.get('x')?.crash('boom');
    await advance(clock, 50);
    expect(await outcome(playground.mishap(kill), 10)).toMatchObject({
      message: 'Executor x has no worker to break: it has failed already. Start it first.',
    });
    expect(incidents()).toHaveLength(1);
  });

  it('is counted apart in the run file', async () => {
    const { run, playground, clock, outcome, workers } = await open(three);
    await run(200);
    playground.openWindow();
    await outcome(playground.mishap({ kind: 'kill-worker', executorId: 'x' }), 1500);
    await outcome(playground.mishap({ kind: 'corrupt-output', tenantId: 'a' }), 1500);
    workers.get('y')?.crash('boom');
    await advance(clock, 1500);
    const file = await outcome(playground.exportRun(plainExport), 1);
    if (file instanceof Error) throw file;
    expect(file.provenance.warnings).toEqual(['3 incidents, 2 of them injected']);
  });
});
