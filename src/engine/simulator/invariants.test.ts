/** What must hold in every simulation: over random scenarios, policies, grains and overloads. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GATE_IDS, POLICY_IDS, type PolicyId } from '../../domain/policy-ids';
import type { RequestRecord } from '../../domain/request';
import { OVERLOADS, type Scenario, type TenantConfig } from '../../domain/scenario';
import type { SimulationInput, TenantCost } from '../../domain/simulation';
import { createGate } from '../../scheduling/gates/create-gate';
import { createPolicy } from '../../scheduling/policies';
import { scenario } from '../../testing/builders';
import { cost, cutCost, simulationInput } from '../../testing/simulated';
import { simulate } from './simulate';
import { Simulation } from './simulation';

const BUILT_IN = POLICY_IDS.filter((id) => id !== 'user');
const queueBound = fc.integer({ min: 1, max: 6 });
const rate = fc.integer({ min: 1, max: 300 });
const workload: fc.Arbitrary<TenantConfig['workload']> = fc.oneof(
  fc.record({ kind: fc.constant('closed' as const), inFlight: fc.integer({ min: 1, max: 5 }) }),
  fc.record({
    kind: fc.constant('periodic' as const),
    ratePerSecond: rate,
    jitterFraction: fc.constantFrom(0, 0.3, 1),
    queueBound,
  }),
  fc.record({ kind: fc.constant('poisson' as const), ratePerSecond: rate, queueBound }),
  fc.record({
    kind: fc.constant('bursty' as const),
    ratePerSecond: rate,
    onMs: fc.constant(50),
    offMs: fc.constant(100),
    queueBound,
  }),
  fc.record({
    kind: fc.constant('loadgen' as const),
    mode: fc.constantFrom('single-stream', 'multi-stream', 'server', 'offline'),
    ratePerSecond: rate,
    boundMs: fc.constant(50),
    samples: fc.integer({ min: 1, max: 12 }),
  }),
);
const tenantCost: fc.Arbitrary<TenantCost> = fc
  .record({
    segmentsMs: fc.array(fc.constantFrom(0.5, 1, 2, 3.7), { minLength: 1, maxLength: 6 }),
    samplesMs: fc.array(fc.constantFrom(1, 4, 9), { maxLength: 3 }),
    hopMs: fc.constantFrom(0, 0.05),
    prepareMs: fc.constantFrom(0, 0.4),
    afterMs: fc.constantFrom(0, 0.3),
  })
  .map(({ segmentsMs, ...change }) => cutCost(segmentsMs, change));

interface Given {
  readonly scene: Scenario;
  readonly costs: Readonly<Record<string, TenantCost>>;
  readonly slope: number;
}

const tenant = fc.record({
  workload,
  executorId: fc.constantFrom('x', 'y'),
  cost: tenantCost,
  priority: fc.integer({ min: 1, max: 9 }),
  overload: fc.constantFrom(...OVERLOADS),
  deadline: fc.constantFrom({ kind: 'none' } as const, { kind: 'fixed', ms: 15 } as const),
});
const given = fc
  .record({
    tenants: fc.array(tenant, { minLength: 1, maxLength: 5 }),
    child: fc.option(fc.record({ probability: fc.constantFrom(0.3, 1), cost: tenantCost })),
    policy: fc.constantFrom<PolicyId>(...BUILT_IN),
    grain: fc.constantFrom('inference' as const, 'segment' as const),
    inFlight: fc.constantFrom('auto' as const, 1, 3),
    gate: fc.constantFrom(...GATE_IDS),
    slope: fc.constantFrom(0, 0.6),
    seed: fc.nat(1000),
  })
  .map(({ tenants, child, policy, grain, inFlight, gate, slope, seed }): Given => {
    const rows = tenants.map(
      ({ executorId, cost: _, ...change }, index) => [`t${index}`, executorId, change] as const,
    );
    const costs = Object.fromEntries(tenants.map((one, index) => [`t${index}`, one.cost]));
    const dependsOn = { tenantId: 't0', probability: child?.probability ?? 1, fanOut: 2 };
    const triggered = { workload: { kind: 'triggered', queueBound: 3 }, dependsOn } as const;
    const scene = scenario(child === null ? rows : [...rows, ['child', 'y', triggered]], {
      policy,
      grain,
      inFlight,
    });
    return {
      scene: { ...scene, seed, gates: { gpu: gate, cpu: gate } },
      costs: child === null ? costs : { ...costs, child: child.cost },
      slope,
    };
  });

const inputOf = ({ scene, costs, slope }: Given): SimulationInput => simulationInput(scene, costs, slope);

function observed(input: SimulationInput): { simulation: Simulation; records: RequestRecord[] } {
  const records: RequestRecord[] = [];
  const onRecord = (record: RequestRecord) => records.push(record);
  return { simulation: new Simulation(input, { createPolicy, createGate, onRecord }), records };
}

/** arrivals = ended + queued + in flight, for each tenant. */
function expectAccounted(simulation: Simulation): void {
  for (const one of simulation.tenants.values()) {
    const ended = Object.values(one.window.ended).reduce((sum, count) => sum + count, 0);
    expect(one.carriedIn + one.arrived).toBe(ended + simulation.queuedOf(one) + one.inFlight);
  }
}

describe('any simulation', () => {
  it('loses no request and ends none twice, and each is accounted for at any instant', () => {
    fc.assert(
      fc.property(given, (one) => {
        const { simulation, records } = observed(inputOf(one));
        simulation.start();
        for (const until of [37.3, 100, 250]) {
          simulation.runUntil(until);
          expectAccounted(simulation);
          if (until === 100) simulation.openWindow();
        }
        simulation.stopArrivals();
        simulation.runUntil(Number.POSITIVE_INFINITY);
        expectAccounted(simulation);
        const ids = records.map(({ requestId }) => requestId).sort((a, b) => a - b);
        expect(ids).toEqual(ids.map((_, index) => index + 1));
      }),
      { numRuns: 120 },
    );
  });

  it('stamps no request before what caused the stamp, and serves one at a time on each executor', () => {
    fc.assert(
      fc.property(given, (one) => {
        const { simulation, records } = observed(inputOf(one));
        simulation.start();
        simulation.runUntil(300);
        for (const { arrivedAt, issuedAt, stamps } of records) {
          if (stamps === null || issuedAt === null) continue;
          const { startedAt, preprocessedAt, computedAt, completedAt, preemptedMs } = stamps;
          const way = [arrivedAt, issuedAt, startedAt, preprocessedAt, computedAt + 1e-9, completedAt + 2e-9];
          expect(way).toEqual([...way].sort((a, b) => a - b));
          expect(preemptedMs).toBeLessThanOrEqual(completedAt - startedAt);
        }
        for (const [id, executor] of simulation.executors) {
          const served = records.filter(({ executorId, stamps }) => executorId === id && stamps !== null);
          const ranMs = served.reduce(
            (sum, { stamps }) =>
              sum + (stamps ? stamps.completedAt - stamps.startedAt - stamps.preemptedMs : 0),
            0,
          );
          expect(executor.busyMs(300)).toBeLessThanOrEqual(300 + 1e-6);
          expect(ranMs).toBeLessThanOrEqual(executor.busyMs(300) + 1e-6);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('makes the same choices for the same seed, and others for another', async () => {
    const costs = { a: cost(6, { samplesMs: [4, 5, 6, 7, 12] }), b: cutCost([2, 2, 2]) };
    const poisson = { kind: 'poisson', ratePerSecond: 90, queueBound: 5 } as const;
    const scene = scenario(
      [
        ['a', 'x', { workload: poisson }],
        ['b', 'x', { workload: poisson }],
      ],
      { policy: 'prema', grain: 'segment' },
    );
    const predict = async (seed: number) => {
      const { wallMs: _, ...told } = await simulate(simulationInput({ ...scene, seed }, costs), {
        durationMs: 3000,
        warmupMs: 500,
      });
      return told;
    };
    const first = await predict(1);
    expect(await predict(1)).toEqual(first);
    expect((await predict(2)).decisions.hash).not.toBe(first.decisions.hash);
    expect(first.decisions.hash).toMatch(/^[0-9a-f]{16}$/);
  });

  it('takes as long for the same work under every policy that never idles with work queued', () => {
    // Admission turns work away.
    const conserving = BUILT_IN.filter((id) => id !== 'clockwork');
    const jobs = fc.array(
      fc.record({
        offsetsMs: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 6 }),
        segments: fc.integer({ min: 1, max: 5 }),
        priority: fc.integer({ min: 1, max: 9 }),
      }),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(jobs, (all) => {
        const rows = all.map(({ offsetsMs, priority }, index) => {
          const ascending = [...offsetsMs].sort((a, b) => a - b);
          const replayed = { kind: 'replayed', offsetsMs: ascending, loop: false, queueBound: 9 } as const;
          return [`t${index}`, 'x', { workload: replayed, priority }] as const;
        });
        const costs = Object.fromEntries(
          all.map(({ segments }, index) => [`t${index}`, cutCost(Array(segments).fill(2))]),
        );
        const makespans = conserving.flatMap((policy) =>
          (['inference', 'segment'] as const).map((grain) => {
            const { simulation, records } = observed(
              simulationInput(scenario(rows, { policy, grain }), costs),
            );
            simulation.start();
            simulation.runUntil(Number.POSITIVE_INFINITY);
            return Math.max(...records.map(({ endedAt }) => endedAt));
          }),
        );
        expect(new Set(makespans).size).toBe(1);
      }),
      { numRuns: 40 },
    );
  });
});
