import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../base/clock';
import { PLAIN_CHOICE } from '../domain/scenario';
import { plainMachine, scenario } from '../testing/builders';
import { advance, FakeExecutor } from '../testing/fake-executor';
import { openPlayground as open } from '../testing/open-playground';
import { Population } from './population';

const config = scenario([['a', 'x']]).tenants[0];
const wasm = (id: string) => ({ id, backend: 'wasm', threads: 1, ...PLAIN_CHOICE }) as const;

describe('fifty tenants that come and go', () => {
  it('leave no worker, no tensor, no timer and no incident behind, also when some fail on the way', async () => {
    const { run, playground, clock, spawned, latest, workers, outcome } = await open(scenario([['a', 'x']]));
    await run(300);
    const timers = clock.pending;
    for (let i = 0; i < 50; i += 1) {
      const executor = wasm(i % 2 === 0 ? 'x' : `own-${i}`);
      if (config === undefined) throw new Error('the scenario has one');
      const tenant = { ...config, id: `t${i}`, executorId: executor.id };
      void playground.addTenant({ tenant, executor });
      await advance(clock, 40);
      if (i % 10 === 3) workers.get(executor.id)?.crash('boom');
      if (i % 10 === 5) await outcome(playground.mishap({ kind: 'corrupt-output', tenantId: tenant.id }), 30);
      await outcome(playground.removeTenant({ tenantId: tenant.id }), 40);
    }
    await advance(clock, 1000);
    expect(latest().tenants.map((each) => each.config.id)).toEqual(['a']);
    expect(latest().executors.map((each) => each.config.id)).toEqual(['x']);
    expect([...(workers.get('x')?.loaded.keys() ?? [])]).toEqual(['a']);
    expect(spawned.filter((worker) => !worker.terminated)).toHaveLength(1);
    expect(clock.pending).toBeLessThanOrEqual(timers + 1); // a request in service, watched, more or less
  });

  it('leave no timer at all when the run is stopped', async () => {
    const { run, playground, clock, workers } = await open(scenario([['a', 'x']]));
    await run(300);
    workers.get('x')?.crash('boom');
    await advance(clock, 100);
    playground.stop();
    await advance(clock, 5000, 10);
    expect(clock.pending).toBe(0);
  });

  it('leave the maps of who is there empty', async () => {
    const clock = new VirtualClock();
    const gone: string[] = [];
    const population = new Population({
      clock,
      slot: {
        spawn: () => new FakeExecutor({ clock, serviceMs: () => 10 }),
        limits: () => ({
          start: 500,
          download: 500,
          parse: 500,
          compile: 500,
          firstInference: 500,
          steady: 500,
        }),
        machine: () => plainMachine,
        onFramePort: (_key, port) => port.close(),
        onWorkerEnded: () => {},
        onChange: () => {},
        onAnswer: () => {},
      },
      baselines: { kept: null, machine: () => plainMachine, onChange: () => {} },
      seed: () => 1,
      userPolicy: () => null,
      networkRefused: () => false,
      mayRun: () => true,
      onRecord: () => {},
      onDecisions: () => {},
      onModeChanged: () => {},
      onPolicyFailed: () => {},
      onFailure: ({ error }) => error,
      onBringUp: () => {},
      onTenantGone: (id) => gone.push(id),
      onExecutorGone: (id) => gone.push(id),
      onChange: () => {},
    });
    for (let i = 0; i < 50; i += 1) {
      const slot = population.executors.add(wasm('x'));
      if (config === undefined) throw new Error('the scenario has one');
      const tenant = population.admit(config);
      const up = population.bringUp(tenant);
      await advance(clock, 5);
      await up;
      tenant.stopArrivals();
      population.discharge(tenant);
      population.disposeIfEmpty(slot);
    }
    await advance(clock, 100);
    expect([population.tenants.size, population.slots.size, population.executors.hosts.size]).toEqual([
      0, 0, 0,
    ]);
    expect(gone).toHaveLength(100);
    expect(clock.pending).toBe(0);
  });
});
