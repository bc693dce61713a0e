import { describe, expect, it } from 'vitest';
import type { Machine } from '../domain/backend';
import { type ExecutorConfig, PLAIN_CHOICE } from '../domain/scenario';
import { gpuMachine, scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { identity, openPlayground } from '../testing/open-playground';

const webglMachine: Machine = {
  ...gpuMachine,
  backends: gpuMachine.backends.map((one) =>
    one.backend === 'webgl' ? { ...one, available: true, reason: null } : one,
  ),
};
const on = (id: string, backend: ExecutorConfig['backend']): ExecutorConfig => ({
  id,
  backend,
  threads: 1,
  ...PLAIN_CHOICE,
});

/** Two tenants on the device that is lost, one elsewhere; three requests outstanding of each. */
function threeTenants(backend: 'webgpu' | 'webgl') {
  const workload = { kind: 'closed', inFlight: 3 } as const;
  const document = scenario([
    ['a', 'x', { workload }],
    ['b', 'x', { workload }],
    ['c', 'y', { workload }],
  ]);
  return openPlayground(
    { ...document, executors: [on('x', backend), on('y', 'wasm')] },
    { machine: webglMachine },
  );
}

for (const backend of ['webgpu', 'webgl'] as const) {
  describe(`a ${backend} device that is lost in mid-run`, () => {
    it('costs the requests in flight and loses none from the count; the others run on', async () => {
      const { run, playground, clock, tenant, outcome, rows } = await threeTenants(backend);
      await run(205);
      const inFlight = tenant('a').inFlight + tenant('b').inFlight;
      await outcome(playground.mishap({ kind: 'lose-device', executorId: 'x' }), 40);
      const failed = tenant('a').failed + tenant('b').failed;
      expect(failed).toBe(6); // in flight and waiting: nobody would serve them any more
      expect(inFlight).toBeGreaterThan(0);
      for (const id of ['a', 'b', 'c']) expect(identity(tenant(id)), id).toBe(0);
      expect(tenant('a').status).toMatchObject({ kind: 'failed', error: { code: 'device-lost' } });
      const served = tenant('c').completions;
      await advance(clock, 1500);
      expect(tenant('c').failed).toBe(0);
      expect(tenant('c').completions).toBeGreaterThan(served);
      for (const id of ['a', 'b']) expect(tenant(id).status.kind, id).toBe('running');
      for (const id of ['a', 'b', 'c']) expect(identity(tenant(id)), id).toBe(0);
      expect(rows.filter(({ outcome: end }) => end === 'failed')).toHaveLength(6);
    });

    it('is followed by loads from memory, also while there is no network', async () => {
      const { run, playground, clock, tenant, outcome, workers } = await threeTenants(backend);
      await run(200);
      const first = workers.get('x')?.loads ?? [];
      expect(first[0]?.bytes).not.toHaveProperty('kept');
      await outcome(playground.mishap({ kind: 'refuse-network', on: true }), 10);
      await outcome(playground.mishap({ kind: 'lose-device', executorId: 'x' }), 1500);
      const again = workers.get('x')?.loads ?? [];
      expect(again).not.toBe(first);
      expect(again.map(({ bytes }) => 'kept' in bytes)).toEqual([true, true]);
      for (const id of ['a', 'b']) expect(tenant(id).status.kind, id).toBe('running');
      await advance(clock, 100);
      expect(tenant('a').completions).toBeGreaterThan(0);
    });

    it('ten times in a row, with retries by hand, leaves no worker, no timer and no request behind', async () => {
      const { run, playground, clock, tenant, outcome, spawned } = await threeTenants(backend);
      await run(300);
      const timers = clock.pending;
      for (let loss = 0; loss < 10; loss += 1) {
        await outcome(playground.mishap({ kind: 'lose-device', executorId: 'x' }), 50);
        expect(spawned.filter(({ terminated }) => !terminated)).toHaveLength(1);
        for (const id of ['a', 'b']) void playground.retryTenant({ tenantId: id });
        await advance(clock, 200);
        for (const id of ['a', 'b', 'c']) expect(identity(tenant(id)), id).toBe(0);
      }
      const alive = spawned.filter(({ terminated }) => !terminated);
      expect(alive).toHaveLength(2);
      expect(alive.map(({ loaded }) => [...loaded.keys()])).toEqual(
        expect.arrayContaining([['c'], ['a', 'b']]),
      );
      expect(spawned).toHaveLength(12);
      expect(Math.abs(clock.pending - timers)).toBeLessThanOrEqual(2); // requests in service, watched, more or less
      playground.stop();
      await advance(clock, 5000, 10);
      expect(clock.pending).toBe(0);
    });
  });
}

describe('a device that is lost again and again', () => {
  const again = async (losses: number) => {
    const opened = await threeTenants('webgpu');
    const { run, playground, clock, outcome } = opened;
    await run(200);
    for (let loss = 0; loss < losses; loss += 1) {
      if (loss > 0) await advance(clock, 1000 * 2 ** (loss - 1) + 100, 20);
      await outcome(playground.mishap({ kind: 'lose-device', executorId: 'x' }), 50);
    }
    return opened;
  };

  it('is started again later and later, and from the third loss on another backend is offered', async () => {
    const second = await again(2);
    expect(second.tenant('a').status).toMatchObject({ restart: { attempt: 2 } });
    expect(second.tenant('a').status).not.toMatchObject({
      error: { message: expect.stringContaining('Other backend') },
    });
    const third = await again(3);
    expect(third.tenant('a').status).toMatchObject({
      error: { code: 'device-lost', message: expect.stringContaining('lost its device 3 times in a row') },
      restart: { attempt: 3 },
    });
  });

  it('runs on when the offer is taken, and nothing of the old device is left', async () => {
    const { playground, clock, tenant, latest, spawned } = await again(3);
    void playground.updateExecutor({ executorId: 'x', change: { backend: 'wasm' } });
    await advance(clock, 10_000, 10);
    for (const id of ['a', 'b', 'c']) expect(tenant(id).status.kind, id).toBe('running');
    expect(latest().executors[0]?.backend).toBe('wasm');
    expect(spawned.filter(({ terminated }) => !terminated)).toHaveLength(2);
    for (const id of ['a', 'b', 'c']) expect(identity(tenant(id)), id).toBe(0);
  });

  it('is given up after five starts', async () => {
    const { tenant } = await again(6);
    expect(tenant('a').status).toMatchObject({
      error: { message: expect.stringContaining('Try another backend') },
      restart: null,
    });
  });
});

describe('a device that is lost while a model loads', () => {
  it('fails the load in its own words, and starts again', async () => {
    const { clock, playground, tenant, outcome, run } = await openPlayground(
      {
        ...scenario([
          ['a', 'x'],
          ['b', 'x'],
        ]),
        executors: [on('x', 'webgpu')],
      },
      { machine: gpuMachine, loadMs: (id) => (id === 'b' ? 500 : 5) },
    );
    await run(100);
    expect(tenant('b').status.kind).toBe('loading');
    await outcome(playground.mishap({ kind: 'lose-device', executorId: 'x' }), 50);
    expect(tenant('b').status).toMatchObject({ error: { code: 'device-lost' } });
    await advance(clock, 2500);
    expect(tenant('a').status.kind).toBe('running');
    expect(tenant('b').status.kind).toBe('running');
    for (const id of ['a', 'b']) expect(identity(tenant(id)), id).toBe(0);
  });
});
