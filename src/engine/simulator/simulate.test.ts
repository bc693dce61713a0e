import { describe, expect, it } from 'vitest';
import type { TenantConfig } from '../../domain/scenario';
import { baseline, scenario } from '../../testing/builders';
import { cost, cutCost, simulationInput } from '../../testing/simulated';
import { simulate, sweep } from './simulate';
import { withSoloRuns } from './solo-runs';

const span = { durationMs: 10_000, warmupMs: 1000 };
const periodic = (ratePerSecond: number, change: Partial<TenantConfig> = {}): Partial<TenantConfig> => ({
  workload: { kind: 'periodic', ratePerSecond, jitterFraction: 0, queueBound: 4 },
  ...change,
});

describe('a prediction', () => {
  it('says of an undisturbed tenant what its costs say', async () => {
    const parts = { hopMs: 0.1, prepareMs: 1, afterMs: 0.5 };
    const told = await simulate(simulationInput(scenario([['a', 'x']]), { a: cost(8.4, parts) }), span);
    const [one] = told.tenants;
    expect(one?.latencyMs.mean).toBeCloseTo(10, 9);
    expect(Math.abs((one?.throughputPerSecond ?? 0) - 100)).toBeLessThanOrEqual(0.1);
    expect(told.executors[0]?.utilisationFraction).toBeCloseTo(0.99, 3);
    expect(told.basis).toBe('simulated');
  });

  it('has no slowdown without a baseline, and one against it where there is one', async () => {
    const scene = scenario([
      ['a', 'x'],
      ['b', 'x'],
    ]);
    const without = await simulate(simulationInput(scene, { a: cost(5), b: cost(5) }), span);
    expect(without.tenants.map(({ slowdown }) => slowdown)).toEqual([null, null]);
    expect(without.totals.stp).toBeNull();
    const alone = { baseline: baseline({ throughputPerSecond: 200 }) };
    const told = await simulate(simulationInput(scene, { a: cost(5, alone), b: cost(5, alone) }), span);
    expect(told.tenants[0]?.slowdown).toBeCloseTo(2, 2);
    expect(told.totals.stp).toBeCloseTo(1, 2);
  });

  it('slows co-located executors by the slope for each other one that computes, those of another device not', async () => {
    const scene = scenario([
      ['a', 'x'],
      ['b', 'y'],
      ['c', 'z'],
    ]);
    const input = simulationInput(scene, { a: cost(10), b: cost(10), c: cost(10) }, 0.25);
    const backends = { x: 'wasm', y: 'cpu', z: 'webgl' } as const;
    const told = await simulate({ ...input, backends }, span);
    expect(told.tenants.map(({ latencyMs }) => Math.round((latencyMs.mean ?? 0) * 100) / 100)).toEqual([
      12.5, 12.5, 10,
    ]);
  });

  it('under a token lets one executor of the device run at a time', async () => {
    const scene = scenario([
      ['a', 'x'],
      ['b', 'y'],
    ]);
    const gates = { gpu: 'free-for-all', cpu: 'token' } as const;
    const told = await simulate(
      simulationInput({ ...scene, gates }, { a: cost(10), b: cost(10) }, 0.5),
      span,
    );
    for (const one of told.tenants) expect(one.throughputPerSecond).toBeCloseTo(50, 0);
  });

  it('counts a preempted request apart from what slows it', async () => {
    const scene = scenario(
      [
        ['urgent', 'x', periodic(50, { deadline: { kind: 'next-frame' } })],
        ['long', 'x'],
      ],
      { policy: 'edf', grain: 'segment' },
    );
    const costs = { urgent: cutCost([2, 2]), long: cutCost(Array(20).fill(2)) };
    const told = await simulate(simulationInput(scene, costs), span);
    const [urgent, long] = told.tenants;
    expect(urgent?.deadlineHitFraction).toBe(1);
    expect(urgent?.latencyMs.max).toBeLessThanOrEqual(6);
    // Two urgent ones in each 50 ms; when one of them comes before it has begun, it waits instead.
    expect(long?.latencyMs.mean).toBeCloseTo(50, 0);
    expect(long?.preemptedMeanMs).toBeGreaterThan(5);
    expect(long?.preemptedMeanMs).toBeLessThanOrEqual(10);
  });
});

describe('pipelines', () => {
  const triggered = (tenantId: string, probability: number): Partial<TenantConfig> => ({
    workload: { kind: 'triggered', queueBound: 4 },
    dependsOn: { tenantId, probability, fanOut: 3 },
    deadline: { kind: 'next-frame' },
  });
  const scene = scenario([
    ['root', 'x', periodic(20, { deadline: { kind: 'next-frame' } })],
    ['child', 'y', triggered('root', 1)],
    ['grandchild', 'y', triggered('child', 0.25)],
  ]);
  const costs = { root: cost(10), child: cost(20), grandchild: cost(15) };

  it('let a child arrive at the completion of its parent and measure from the first arrival', async () => {
    const told = await simulate(simulationInput(scene, costs), span);
    const [root, child, grandchild] = told.tenants;
    expect(root?.endToEndMs?.mean).toBeCloseTo(10, 9);
    expect(child?.latencyMs.mean).toBeCloseTo(20, 9);
    expect(child?.endToEndMs?.mean).toBeCloseTo(30, 9);
    expect(grandchild?.endToEndMs?.mean).toBeCloseTo(45, 9);
    const share = (grandchild?.completions ?? 0) / (child?.completions ?? 1);
    expect(Math.abs(share - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / 200));
  });

  it('give children the next frame of their first cause as deadline', async () => {
    const inTime = await simulate(simulationInput(scene, costs), span);
    const late = await simulate(simulationInput(scene, { ...costs, grandchild: cost(21) }), span);
    expect(inTime.tenants[2]?.deadlineHitFraction).toBe(1);
    expect(late.tenants[2]?.deadlineHitFraction).toBe(0);
  });
});

describe('overload', () => {
  const overloaded = (overload: TenantConfig['overload']) =>
    simulate(
      simulationInput(
        scenario([['a', 'x', periodic(100, { overload, deadline: { kind: 'fixed', ms: 25 } })]]),
        { a: cost(20) },
      ),
      span,
    );

  it('drops the newest, the oldest, the late, or rejects what is predicted to miss', async () => {
    const dropNewest = (await overloaded('drop-newest')).tenants[0];
    const newestWins = (await overloaded('newest-wins')).tenants[0];
    const dropLate = (await overloaded('drop-late')).tenants[0];
    const admit = (await overloaded('admit')).tenants[0];
    expect(dropNewest?.deadlineHitFraction).toBe(0);
    expect(dropNewest?.dropped).toBeGreaterThan(400);
    expect(newestWins?.latencyMs.mean).toBeLessThan(dropNewest?.latencyMs.mean ?? 0);
    expect(dropLate?.latencyMs.max).toBeLessThanOrEqual(25 + 20);
    expect(admit?.rejected).toBeGreaterThan(400);
    expect(admit?.late).toBe(0);
    expect(admit?.deadlineHitFraction).toBeGreaterThan(0.45);
  });
});

describe('a closed loop', () => {
  it('asks again after what it asked for was rejected', async () => {
    const hopeless = { overload: 'admit', deadline: { kind: 'fixed', ms: 5 } } as const;
    const told = await simulate(simulationInput(scenario([['a', 'x', hopeless]]), { a: cost(20) }), span);
    expect(told.tenants[0]).toMatchObject({ completions: 0, late: 0, dropped: 0, inFlight: 0 });
    expect(told.tenants[0]?.rejected).toBeGreaterThan(1000);
  });
});

describe('solo runs', () => {
  it('give tenants without a baseline a simulated one, so that a loop of one alone has slowdown 1', async () => {
    const scene = scenario([['a', 'x', periodic(30)]]);
    const told = await simulate(withSoloRuns(simulationInput(scene, { a: cost(12) }), span), span);
    expect(told.tenants[0]?.slowdown).toBeCloseTo(1, 9);
  });

  it('leave a measured baseline alone', () => {
    const measured = baseline({ throughputPerSecond: 33 });
    const input = simulationInput(scenario([['a', 'x']]), { a: cost(12, { baseline: measured }) });
    expect(withSoloRuns(input, span).costs.a?.baseline).toBe(measured);
  });
});

describe('a sweep', () => {
  it('tries each choice on all executors, in order, and finds that EDF with segments saves the deadlines', async () => {
    const scene = scenario([
      ['face', 'x', periodic(30, { deadline: { kind: 'next-frame' } })],
      ['pose', 'x', { workload: { kind: 'closed', inFlight: 3 } }],
    ]);
    const costs = { face: cutCost([2, 2]), pose: cutCost(Array(13).fill(2)) };
    const choices = [
      { policy: 'fifo', grain: 'inference', gate: 'free-for-all' },
      { policy: 'edf', grain: 'segment', gate: 'free-for-all' },
    ] as const;
    const results = await sweep(simulationInput(scene, costs), span, choices);
    expect(results.map(({ choice }) => choice)).toEqual(choices);
    expect(results.map(({ prediction }) => prediction.tenants[0]?.deadlineHitFraction)).toEqual([0, 1]);
  });
});

describe('what cannot be simulated', () => {
  const scene = scenario([
    ['a', 'x'],
    ['b', 'x', { paused: true }],
  ]);

  it.each([
    [{}, 'tenant a costs'],
    [{ a: cost(Number.NaN) }, 'computeMs = NaN'],
    [{ a: cost(5, { hopMs: -1 }) }, 'hopMs = -1'],
    [{ a: cutCost([3, -2]) }, 'a segment of -2'],
  ])('says who lacks what: %j', async (costs, why) => {
    const refused = simulate(simulationInput(scene, costs), span);
    await expect(refused).rejects.toMatchObject({
      code: 'simulation-failed',
      message: expect.stringContaining(why),
    });
  });

  it('needs no costs of who is paused, and somebody who is not', async () => {
    expect((await simulate(simulationInput(scene, { a: cost(5) }), span)).tenants).toHaveLength(1);
    const paused = scenario([['a', 'x', { paused: true }]]);
    await expect(simulate(simulationInput(paused, {}), span)).rejects.toThrow('all tenants are paused');
  });

  it('needs lengths that are some', async () => {
    const input = simulationInput(scene, { a: cost(5) });
    await expect(simulate(input, { durationMs: 0, warmupMs: 0 })).rejects.toThrow('length of a window');
    await expect(simulate(input, { durationMs: 10, warmupMs: -1 })).rejects.toThrow('length of a warm-up');
  });
});

describe('a policy that somebody wrote', () => {
  it('chooses in the simulator as built-in ones do', async () => {
    const scene = scenario(
      [
        ['a', 'x', { workload: { kind: 'closed', inFlight: 2 } }],
        ['b', 'x', { workload: { kind: 'closed', inFlight: 2 } }],
      ],
      {},
    );
    const userPolicy = '(ready) => Math.max(0, ready.findIndex(({ tenantId }) => tenantId === "b"))';
    const executors = scene.executors.map((executor) => ({ ...executor, policy: 'user' as const }));
    const input = simulationInput({ ...scene, executors, userPolicy }, { a: cost(5), b: cost(5) });
    const told = await simulate(input, { durationMs: 500, warmupMs: 100 });
    expect(told.tenants.map(({ completions }) => completions)).toEqual([0, 100]);
  });
});
