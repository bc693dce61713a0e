/**
 * The simulator against queueing theory. Each mean is taken over batches of a long run; it must agree with the closed form
 * within its own confidence interval (99.9 %, Student), which must be narrow enough to say something.
 */
import { describe, expect, it } from 'vitest';
import { EventClock } from '../../base/event-clock';
import { createPrng } from '../../base/prng';
import type { TenantConfig } from '../../domain/scenario';
import type { SimulationInput } from '../../domain/simulation';
import { createGate } from '../../scheduling/gates/create-gate';
import { createPolicy } from '../../scheduling/policies';
import { scenario } from '../../testing/builders';
import { cost, simulationInput } from '../../testing/simulated';
import { DeviceShare } from './device-share';
import { Simulation } from './simulation';

const BATCHES = 30;
/** Student's t, 29 degrees of freedom, 99.9 % two-sided. */
const T = 3.659;
/** Half width of an interval / its mean, at most. */
const NARROW = 0.06;

function expectMean(values: readonly number[], expected: number): void {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const halfWidth = T * Math.sqrt(variance / values.length);
  expect(halfWidth / expected).toBeLessThan(NARROW);
  expect(Math.abs(mean - expected)).toBeLessThan(halfWidth);
}

const simulationOf = (input: SimulationInput) => new Simulation(input, { createPolicy, createGate });

/** Mean queueing delay of each tenant in each batch, ms. */
function queueingOf(input: SimulationInput, batchMs: number): Record<string, number[]> {
  const simulation = simulationOf(input);
  const means: Record<string, number[]> = {};
  simulation.start();
  simulation.runUntil(batchMs / 5);
  for (let batch = 0; batch < BATCHES; batch++) {
    simulation.openWindow();
    simulation.runUntil(simulation.now + batchMs);
    for (const [id, { window }] of simulation.tenants) {
      means[id] = [...(means[id] ?? []), window.queueingDelay.mean ?? 0];
    }
  }
  return means;
}

const poisson = (ratePerSecond: number, change: Partial<TenantConfig> = {}): Partial<TenantConfig> => ({
  workload: { kind: 'poisson', ratePerSecond, queueBound: 1000 },
  ...change,
});

/** Quantiles of the exponential distribution in the middle of `count` equal parts. */
const exponentialSamples = (meanMs: number, count = 2000): number[] =>
  Array.from({ length: count }, (_, k) => -Math.log(1 - (k + 0.5) / count) * meanMs);

const moment = (values: readonly number[], power: number): number =>
  values.reduce((sum, value) => sum + value ** power, 0) / values.length;

describe('one queue', () => {
  it('M/D/1: waits ρS / 2(1 − ρ)', () => {
    const input = simulationInput(scenario([['a', 'x', poisson(50)]]), { a: cost(10) });
    expectMean(queueingOf(input, 60_000).a ?? [], (0.5 * 10) / (2 * 0.5));
  });

  it('M/M/1: waits ρS / (1 − ρ)', () => {
    const samplesMs = exponentialSamples(6);
    const input = simulationInput(scenario([['a', 'x', poisson(100)]]), { a: cost(6, { samplesMs }) });
    const rho = 0.1 * moment(samplesMs, 1);
    const pollaczekKhinchine = (0.1 * moment(samplesMs, 2)) / (2 * (1 - rho));
    expect(Math.abs(pollaczekKhinchine - (0.6 * 6) / 0.4) / 9).toBeLessThan(0.01);
    expectMean(queueingOf(input, 60_000).a ?? [], pollaczekKhinchine);
  });

  it('M/G/1 with priorities that do not preempt (Cobham): W0 / (1 − σ above)(1 − σ to it)', () => {
    const scene = scenario(
      [
        ['high', 'x', poisson(30, { priority: 9 })],
        ['middle', 'x', poisson(20, { priority: 5 })],
        ['low', 'x', poisson(10, { priority: 1 })],
      ],
      { policy: 'strict-priority' },
    );
    const samplesMs = exponentialSamples(8);
    const costs = { high: cost(5), middle: cost(10), low: cost(8, { samplesMs }) };
    const waits = queueingOf(simulationInput(scene, costs), 100_000);
    const w0 = (0.03 * 25 + 0.02 * 100 + 0.01 * moment(samplesMs, 2)) / 2;
    const [s1, s2] = [0.15, 0.35];
    const s3 = s2 + 0.01 * moment(samplesMs, 1);
    expectMean(waits.high ?? [], w0 / (1 - s1));
    expectMean(waits.middle ?? [], w0 / ((1 - s1) * (1 - s2)));
    expectMean(waits.low ?? [], w0 / ((1 - s2) * (1 - s3)));
  });
});

describe('processor sharing', () => {
  /** Mean time in system in each batch of Poisson arrivals that share a device of slope 1. */
  function sojourns(ratePerMs: number, drawMs: () => number): number[] {
    const clock = new EventClock();
    const share = new DeviceShare(clock, 1);
    const prng = createPrng(11);
    const batches: number[] = [];
    let sum = 0;
    let count = 0;
    const arrive = () => {
      const arrivedAt = clock.now();
      share.begin(drawMs(), () => {
        sum += clock.now() - arrivedAt;
        count += 1;
      });
      clock.set(arrivedAt - Math.log(1 - prng.next()) / ratePerMs, arrive);
    };
    arrive();
    for (let batch = 0; batch < BATCHES; batch++) {
      [sum, count] = [0, 0];
      clock.runUntil(clock.now() + 80_000);
      batches.push(sum / count);
    }
    return batches;
  }

  it('M/G/1-PS: S / (1 − ρ) in the system, whatever the distribution of service', () => {
    const prng = createPrng(5);
    expectMean(
      sojourns(0.05, () => 10),
      20,
    );
    expectMean(
      sojourns(0.05, () => (prng.next() < 0.9 ? 5 : 55)),
      20,
    );
  });
});

describe('laws', () => {
  const scene = scenario([
    ['a', 'x', poisson(40)],
    ['b', 'x', poisson(15)],
  ]);
  const samplesMs = exponentialSamples(20);
  const input = simulationInput(scene, { a: cost(8), b: cost(20, { samplesMs }) });

  it('Little: requests in the system are arrivals a second times time in the system', () => {
    const simulation = simulationOf(input);
    simulation.start();
    simulation.runUntil(5000);
    simulation.openWindow();
    const tenants = [...simulation.tenants.values()];
    const looks = 300_000;
    let present = 0;
    for (let look = 0; look < looks; look++) {
      simulation.runUntil(simulation.now + 1);
      for (const tenant of tenants) present += simulation.queuedOf(tenant) + tenant.inFlight;
    }
    const arrived = tenants.reduce(
      (sum, { window }) => sum + window.completions * (window.meanLatencyMs ?? 0),
      0,
    );
    expect(Math.abs(present / looks - arrived / looks) / (arrived / looks)).toBeLessThan(0.01);
  });

  it('utilisation: the time that an executor is busy is what its requests were served for', () => {
    const simulation = simulationOf(input);
    let servedMs = 0;
    simulation.start();
    simulation.runUntil(100_000);
    simulation.stopArrivals();
    simulation.runUntil(Number.POSITIVE_INFINITY);
    for (const { window } of simulation.tenants.values()) {
      servedMs += (window.serviceTime.mean ?? 0) * window.completions;
    }
    const [executor] = [...simulation.executors.values()];
    expect(executor?.busyMs(simulation.now)).toBeCloseTo(servedMs, 3);
    expect(servedMs / 100_000).toBeGreaterThan(0.55);
  });
});
