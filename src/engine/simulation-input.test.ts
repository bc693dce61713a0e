/** What the simulator is given of a playground, and what a run file tells of it. */
import { describe, expect, it } from 'vitest';
import { gpuMachine, scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { openPlayground as open, plainExport } from '../testing/open-playground';

const two = scenario([
  ['a', 'x', { workload: { kind: 'periodic', ratePerSecond: 20, jitterFraction: 0, queueBound: 4 } }],
  ['b', 'y'],
]);
const serviceMs = (id: string) => (id === 'a' ? 12 : 30);

describe('what the simulator is given', () => {
  it('is refused while no model is loaded', async () => {
    const { playground } = await open(two);
    expect(() => playground.simulationInput()).toThrow(
      expect.objectContaining({ code: 'busy', message: expect.stringContaining('Run first') }),
    );
  });

  it('is costs as they were served at first, and measured alone after that, each telling which', async () => {
    const { run, playground, clock } = await open(two, { serviceMs });
    await run(500);
    const served = playground.simulationInput();
    expect(served.backends).toEqual({ x: 'wasm', y: 'wasm' });
    expect(served.costs.a).toMatchObject({
      basis: 'served',
      prepareMs: 0,
      computeMs: 12,
      afterMs: 0,
      hopMs: 0,
    });
    expect(served.costs.a?.samplesMs.length).toBeGreaterThan(5);
    expect(served.scenario.tenants.map(({ id }) => id)).toEqual(['a', 'b']);
    void playground.measureAlone({ warmupMs: 50, durationMs: 500 });
    await advance(clock, 1500);
    const measured = playground.simulationInput();
    expect(measured.costs.b).toMatchObject({ basis: 'profile', computeMs: 30, resource: expect.any(String) });
    expect(measured.costs.b?.n).toBeGreaterThan(10);
    expect(measured.costs.a?.baseline?.throughputPerSecond).toBeCloseTo(20, 0);
  });

  it('is of the way in which a tenant runs now: what it cost eager is no cost of the recorded one', async () => {
    let eager = true;
    const { run, playground, clock } = await open(scenario([['a', 'x']], { backend: 'webgpu' }), {
      machine: gpuMachine,
      serviceMs: () => (eager ? 40 : 5),
      recordMs: () => 1000,
    });
    await run(900);
    expect(playground.simulationInput().costs.a?.computeMs).toBe(40);
    await advance(clock, 110);
    eager = false;
    await advance(clock, 60);
    expect(playground.simulationInput().costs.a).toMatchObject({ basis: 'served', computeMs: 5 });
  });

  it('forgets what was measured alone when the executor is another one, and knows it again afterwards', async () => {
    const { run, playground, clock } = await open(two, { serviceMs });
    await run(200);
    void playground.measureAlone({ warmupMs: 50, durationMs: 300 });
    await advance(clock, 1000);
    const basisOfA = () => playground.simulationInput().costs.a?.basis;
    void playground.updateExecutor({ executorId: 'x', change: { backend: 'cpu' } });
    await advance(clock, 300);
    expect(basisOfA()).toBe('served');
    void playground.updateExecutor({ executorId: 'x', change: { backend: 'wasm' } });
    await advance(clock, 300);
    expect(basisOfA()).toBe('profile');
    await playground.updateExecutor({ executorId: 'x', change: { policy: 'edf', grain: 'segment' } });
    await advance(clock, 100);
    expect(basisOfA()).toBe('profile');
    expect(playground.simulationInput().costs.a?.plan?.segmentsMs).toHaveLength(6);
  });

  it('models the costs of a tenant that is not loaded from what others reach on that backend', async () => {
    const fault = (call: string, tenantId: string) => {
      if (call === 'load' && tenantId === 'b') throw new Error('it does not load');
    };
    const { run, playground } = await open(two, { serviceMs, fault });
    await run(500);
    const { costs, backends } = playground.simulationInput();
    expect(backends).toHaveProperty('y');
    expect(costs.b).toMatchObject({ basis: 'modelled', n: 0, computeMs: 12 }); // the same model
  });
});

describe('a run file', () => {
  it('tells what choosing cost, and all that is needed to simulate its run', async () => {
    const { run, playground, clock } = await open(two, { serviceMs });
    await run(500);
    playground.openWindow();
    await advance(clock, 1000);
    const pending = playground.exportRun(plainExport);
    await advance(clock, 1);
    const { decisions, costs } = await pending;
    expect(decisions.count).toBeGreaterThan(45);
    expect(decisions.count).toBeLessThan(60);
    expect(decisions.p50Us).toBeGreaterThanOrEqual(0);
    expect(costs).toMatchObject({ backends: { x: 'wasm', y: 'wasm' }, costs: { a: { basis: 'served' } } });
    expect(costs?.contention).toMatchObject({ kind: 'linear-slowdown' });
  });
});

describe('estimates', () => {
  it('go to the executor when they have changed by much, and not more often than once a second', async () => {
    let tookMs = 10;
    const { run, workers, clock } = await open(scenario([['a', 'x']]), { serviceMs: () => tookMs });
    await run(3000);
    const estimates = () =>
      (workers.get('x')?.schedules ?? []).map(({ policy }) => policy.tenants[0]?.estimatedMs ?? 0);
    expect(estimates().at(-1)).toBeCloseTo(10, 0);
    const before = estimates().length;
    tookMs = 40;
    await advance(clock, 3000);
    expect(estimates().at(-1)).toBeGreaterThan(30);
    expect(estimates().length - before).toBeLessThanOrEqual(3);
  });
});
