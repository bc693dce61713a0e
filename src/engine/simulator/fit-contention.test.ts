import { describe, expect, it } from 'vitest';
import type { RequestRecord } from '../../domain/request';
import type { TenantConfig } from '../../domain/scenario';
import type { SimulationInput } from '../../domain/simulation';
import { createGate } from '../../scheduling/gates/create-gate';
import { createPolicy } from '../../scheduling/policies';
import { scenario } from '../../testing/builders';
import { cost, simulationInput } from '../../testing/simulated';
import { fitContention } from './fit-contention';
import { Simulation } from './simulation';

function recordsOf(input: SimulationInput): RequestRecord[] {
  const records: RequestRecord[] = [];
  const onRecord = (record: RequestRecord) => records.push(record);
  const simulation = new Simulation(input, { createPolicy, createGate, onRecord });
  simulation.start();
  simulation.runUntil(20_000);
  return records;
}

/** Three executors: one always busy, two now and then. */
const poisson = (ratePerSecond: number): Partial<TenantConfig> => ({
  workload: { kind: 'poisson', ratePerSecond, queueBound: 50 },
});
const scene = scenario([
  ['a', 'x'],
  ['b', 'y', poisson(30)],
  ['c', 'z', poisson(15)],
]);
const costs = {
  a: cost(10, { prepareMs: 1, afterMs: 0.5, samplesMs: [9, 10, 11] }),
  b: cost(6),
  c: cost(25),
};

describe('contention fit', () => {
  it.each([0, 0.3, 1])('finds the slope %s that what it is given was made with', (slope) => {
    const input = simulationInput(scene, costs, slope);
    const fit = fitContention(recordsOf(input), input);
    expect(Math.abs(fit.slope.cpu - slope)).toBeLessThan(0.03 + 0.05 * slope);
    expect(fit.slope.gpu).toBe(0);
    expect(fit.n).toBeGreaterThan(1000);
    expect(fit.relativeError).toBeLessThan(0.05);
  });

  it('is no fit when nobody ran beside another, nor where nothing was measured alone', () => {
    const none = { kind: 'linear-slowdown', slope: { gpu: 0, cpu: 0 }, n: 0, relativeError: null };
    const single = simulationInput(scenario([['a', 'x']]), { a: cost(10) });
    expect(fitContention(recordsOf(single), single)).toEqual(none);
    expect(fitContention([], single)).toEqual(none);
    const input = simulationInput(scene, costs, 0.5);
    const served = Object.fromEntries(
      Object.entries(costs).map(([id, one]) => [id, { ...one, basis: 'served' as const }]),
    );
    expect(fitContention(recordsOf(input), { ...input, costs: served })).toEqual(none);
  });

  it('keeps executors of another device out', () => {
    const input = simulationInput(scene, costs, 0.5);
    const backends = { x: 'wasm', y: 'webgpu', z: 'cpu' } as const;
    const fit = fitContention(recordsOf({ ...input, backends }), { costs, backends });
    expect(Math.abs(fit.slope.cpu - 0.5)).toBeLessThan(0.05);
    expect(fit.slope.gpu).toBe(0);
  });

  it('is never below 0, however noisy what was measured', () => {
    const input = simulationInput(scene, costs, 0);
    const slower = { ...costs, a: cost(20), b: cost(12), c: cost(50) };
    expect(fitContention(recordsOf(input), { ...input, costs: slower }).slope.cpu).toBe(0);
  });
});
