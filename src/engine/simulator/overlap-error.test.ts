/**
 * Overlap shares against the truth, which the simulator knows: how much faster a tenant is when one of the others is left out.
 * The errors are those that `docs/measurement.md` states.
 */
import { expect, it } from 'vitest';
import type { RequestRecord } from '../../domain/request';
import type { TenantConfig } from '../../domain/scenario';
import type { SimulationInput } from '../../domain/simulation';
import { createGate } from '../../scheduling/gates/create-gate';
import { createPolicy } from '../../scheduling/policies';
import { scenario } from '../../testing/builders';
import { cost, simulationInput } from '../../testing/simulated';
import { overlapShares, overlapTimes } from '../metrics/overlap';
import { Simulation } from './simulation';

const DURATION_MS = 120_000;
const poisson = (ratePerSecond: number): Partial<TenantConfig> => ({
  workload: { kind: 'poisson', ratePerSecond, queueBound: 1000 },
});

function run(input: SimulationInput): { meanMs: number; records: readonly RequestRecord[] } {
  const records: RequestRecord[] = [];
  const onRecord = (record: RequestRecord) => void records.push(record);
  const simulation = new Simulation(input, { createPolicy, createGate, onRecord });
  simulation.start();
  simulation.runUntil(DURATION_MS);
  return { meanMs: simulation.tenants.get('v')?.window.meanLatencyMs ?? Number.NaN, records };
}

const without = (input: SimulationInput, ...ids: readonly string[]): SimulationInput => ({
  ...input,
  scenario: {
    ...input.scenario,
    tenants: input.scenario.tenants.map((one) => ({ ...one, paused: one.paused || ids.includes(one.id) })),
  },
});

/** Of the delay of `v` beside `x` and `y`: the share of `x` by overlap, and by leaving one of them out, scaled to sum to 1. */
function sharesOfX(input: SimulationInput): { byOverlap: number; truth: number } {
  const together = run(input);
  const delayMs = together.meanMs - run(without(input, 'x', 'y')).meanMs;
  const times = overlapTimes(together.records, () => 'latency').get('v');
  const byOverlap =
    overlapShares(times, delayMs).find(({ tenantId }) => tenantId === 'x')?.shareFraction ?? 0;
  const [ofX, ofY] = ['x', 'y'].map((id) => together.meanMs - run(without(input, id)).meanMs);
  return { byOverlap, truth: (ofX as number) / ((ofX as number) + (ofY as number)) }; // two ids
}

it('executors that slow one another alike: the share is off by at most 10 points', () => {
  const apart = scenario([
    ['v', 'executor-1', poisson(10)],
    ['x', 'executor-2', poisson(20)],
    ['y', 'executor-3', poisson(10)],
  ]);
  const input = simulationInput(apart, { v: cost(20), x: cost(20), y: cost(10) }, 0.6);
  const { byOverlap, truth } = sharesOfX(input);
  expect(truth).toBeGreaterThan(0.6);
  expect(Math.abs(byOverlap - truth)).toBeLessThan(0.1);
});

it('one queue, first in, first out: the share is off by at most 13 points', () => {
  const queue = scenario([
    ['v', 'executor-1', poisson(5)],
    ['x', 'executor-1', poisson(15)],
    ['y', 'executor-1', poisson(15)],
  ]);
  const { byOverlap, truth } = sharesOfX(simulationInput(queue, { v: cost(10), x: cost(20), y: cost(10) }));
  expect(Math.abs(byOverlap - truth)).toBeLessThan(0.13);
});

it('a neighbour that only looks on is charged all the same: the share is wrong by more than 80 points', () => {
  const twoDevices = scenario([
    ['v', 'executor-1', poisson(10)],
    ['x', 'executor-2', poisson(10)],
    ['y', 'gpu', { workload: { kind: 'closed', inFlight: 1 } }],
  ]);
  const plain = simulationInput(twoDevices, { v: cost(20), x: cost(20), y: cost(10) }, 0.6);
  const { byOverlap, truth } = sharesOfX({ ...plain, backends: { ...plain.backends, gpu: 'webgpu' } });
  expect(truth).toBeCloseTo(1, 1);
  expect(truth - byOverlap).toBeGreaterThan(0.8);
});

it('three closed loops in one queue: the share is right', () => {
  const closed = { workload: { kind: 'closed', inFlight: 1 } } as const;
  const queue = scenario([
    ['v', 'executor-1', closed],
    ['x', 'executor-1', closed],
    ['y', 'executor-1', closed],
  ]);
  const { byOverlap, truth } = sharesOfX(simulationInput(queue, { v: cost(10), x: cost(20), y: cost(10) }));
  expect(truth).toBeCloseTo(2 / 3, 3);
  expect(byOverlap).toBeCloseTo(truth, 2);
});
