import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../base/clock';
import type { Deadline, Workload } from '../../domain/scenario';
import { type Arrival, createLoadGenerator, type LoadOptions } from './load-generator';

const none = { kind: 'none' } as const;
const closed = (inFlight: number) => ({ kind: 'closed', inFlight }) as const;
const periodic = { kind: 'periodic', ratePerSecond: 40, jitterFraction: 0, queueBound: 4 } as const;

interface Given extends Partial<LoadOptions> {
  readonly deadline?: Deadline;
}

/** A generator on a clock that stands at 1000. */
function collect(workload: Workload, given: Given = {}) {
  const clock = new VirtualClock(1000);
  const arrivals: Arrival[] = [];
  const options = { workload, deadline: none, seed: 1, aloneMs: () => null, outstanding: 0, ...given };
  const generator = createLoadGenerator(clock, options, (arrival) => arrivals.push(arrival));
  const at = () => arrivals.map(({ arrivedAt }) => arrivedAt);
  return { clock, arrivals, at, generator };
}

/** Instants of the arrivals within `spanMs` of the start. */
function instantsOf(workload: Workload, spanMs: number, seed = 1): number[] {
  const { clock, at, generator } = collect(workload, { seed });
  generator.start();
  clock.advanceTo(1000 + spanMs);
  return at().map((instant) => instant - 1000);
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const gaps = (instants: readonly number[]) => instants.slice(1).map((at, k) => at - (instants[k] ?? 0));

describe('closed loop', () => {
  it('keeps n requests outstanding: n at start, one more per end', () => {
    const { clock, arrivals, at, generator } = collect(closed(3));
    generator.start();
    expect(arrivals).toHaveLength(3);
    clock.advanceTo(1020);
    generator.requestEnded();
    expect(at()).toEqual([1000, 1000, 1000, 1020]);
  });

  it('counts requests of an earlier run in, so that n are outstanding and not more', () => {
    const { arrivals, generator } = collect(closed(2), { outstanding: 3 });
    generator.start();
    generator.requestEnded();
    expect(arrivals).toHaveLength(0);
    generator.requestEnded();
    expect(arrivals).toHaveLength(1);
  });

  it('asks for nothing after it was stopped', () => {
    const { arrivals, generator } = collect(closed(1));
    generator.start();
    generator.stop();
    generator.requestEnded();
    expect(arrivals).toHaveLength(1);
  });

  it('asks again a little later when what it asks for is refused at once, not for ever at one instant', () => {
    const clock = new VirtualClock(0);
    const at: number[] = [];
    const options = { workload: closed(2), deadline: none, seed: 1, aloneMs: () => null, outstanding: 0 };
    const generator = createLoadGenerator(clock, options, ({ arrivedAt }) => {
      at.push(arrivedAt);
      generator.requestEnded();
    });
    generator.start();
    clock.advanceTo(2);
    expect(at).toEqual([0, 1, 2]);
    generator.stop();
    clock.advanceTo(10);
    expect(at).toHaveLength(3);
  });
});

describe('periodic', () => {
  it('arrives at start plus multiples of the period, with the next frame as deadline', () => {
    const { clock, arrivals, at, generator } = collect(periodic, { deadline: { kind: 'next-frame' } });
    generator.start();
    clock.advanceTo(1100);
    expect(at()).toEqual([1000, 1025, 1050, 1075, 1100]);
    expect(arrivals.map(({ deadlineAt }) => deadlineAt)).toEqual([1025, 1050, 1075, 1100, 1125]);
  });

  it('stamps scheduled instants even when the clock wakes it late', () => {
    let now = 0;
    let fire: () => void = () => {};
    const lateClock = {
      now: () => now,
      schedule: (_at: number, wake: () => void) => {
        fire = wake;
        return () => {};
      },
    };
    const at: number[] = [];
    const options = { workload: periodic, deadline: none, seed: 1, aloneMs: () => null, outstanding: 0 };
    createLoadGenerator(lateClock, options, ({ arrivedAt }) => at.push(arrivedAt)).start();
    now = 60;
    fire();
    expect(at).toEqual([0, 25, 50]);
  });

  it('begins a fresh schedule when started again', () => {
    const { clock, arrivals, at, generator } = collect(periodic);
    generator.start();
    clock.advanceTo(1010);
    generator.stop();
    clock.advanceTo(1200);
    expect(arrivals).toHaveLength(1);
    generator.start();
    clock.advanceTo(1201);
    expect(at().at(-1)).toBe(1200);
  });

  it('jitters each arrival by up to its share of a period and keeps the nominal frame as deadline', () => {
    const { clock, arrivals, generator } = collect(
      { ...periodic, jitterFraction: 0.5 },
      { deadline: { kind: 'next-frame' } },
    );
    generator.start();
    clock.advanceTo(11_000);
    const delays = arrivals.map(({ arrivedAt }, k) => arrivedAt - 1000 - 25 * k);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...delays)).toBeLessThan(12.5);
    expect(Math.abs(mean(delays) - 6.25)).toBeLessThan((4 * 12.5) / Math.sqrt(12 * delays.length));
    expect(arrivals.every(({ deadlineAt }, k) => deadlineAt === 1000 + 25 * (k + 1))).toBe(true);
  });
});

describe('Poisson', () => {
  const workload = { kind: 'poisson', ratePerSecond: 100, queueBound: 4 } as const;

  it('has exponential gaps: mean and standard deviation of one over the rate', () => {
    const drawn = gaps(instantsOf(workload, 200_000));
    const middle = mean(drawn);
    const deviation = Math.sqrt(mean(drawn.map((gap) => (gap - middle) ** 2)));
    expect(Math.abs(middle - 10)).toBeLessThan((4 * 10) / Math.sqrt(drawn.length));
    expect(Math.abs(deviation - 10)).toBeLessThan(0.4);
  });

  it('is the same for the same seed and another for another', () => {
    expect(instantsOf(workload, 500, 7)).toEqual(instantsOf(workload, 500, 7));
    expect(instantsOf(workload, 500, 7)).not.toEqual(instantsOf(workload, 500, 8));
  });
});

describe('bursty', () => {
  it('arrives at the rate of its bursts times the share of time that is on', () => {
    const workload = { kind: 'bursty', ratePerSecond: 200, onMs: 300, offMs: 700, queueBound: 4 } as const;
    const seconds = 3000;
    const perSecond = instantsOf(workload, seconds * 1000).length / seconds;
    expect(Math.abs(perSecond - 60) / 60).toBeLessThan(0.06);
  });

  it('is silent between bursts: gaps far longer than those within', () => {
    const workload = { kind: 'bursty', ratePerSecond: 500, onMs: 100, offMs: 1000, queueBound: 4 } as const;
    const long = gaps(instantsOf(workload, 100_000)).filter((gap) => gap > 40);
    expect(Math.abs(mean(long) - 1000)).toBeLessThan(400);
  });
});

describe('replayed', () => {
  const recorded = { kind: 'replayed' as const, offsetsMs: [5, 10, 25], queueBound: 4 };

  it('arrives at the recorded instants, once', () => {
    expect(instantsOf({ ...recorded, loop: false }, 1000)).toEqual([5, 10, 25]);
  });

  it('begins anew one mean gap after the last when it loops', () => {
    expect(instantsOf({ ...recorded, loop: true }, 70)).toEqual([5, 10, 25, 35, 40, 55, 65, 70]);
  });

  it('never asks for more than a clock can hold when a recording without any gap loops', () => {
    const offsetsMs = Array.from({ length: 50 }, () => 0);
    expect(instantsOf({ ...recorded, offsetsMs, loop: true }, 499)).toHaveLength(500);
  });
});

describe('LoadGen-style modes', () => {
  const loadgen = { kind: 'loadgen', ratePerSecond: 100, boundMs: 100, samples: 5 } as const;

  it('single-stream asks for the next query when the last has ended', () => {
    const { arrivals, generator } = collect({ ...loadgen, mode: 'single-stream' });
    generator.start();
    generator.requestEnded();
    expect(arrivals.map(({ queryId }) => queryId)).toEqual([0, 1]);
  });

  it('multi-stream asks for eight samples at once, the next eight when all have ended', () => {
    const { arrivals, generator } = collect({ ...loadgen, mode: 'multi-stream' });
    generator.start();
    for (let ended = 0; ended < 7; ended++) generator.requestEnded();
    expect(arrivals).toHaveLength(8);
    generator.requestEnded();
    expect(arrivals.map(({ queryId }) => queryId)).toEqual([...Array(8).fill(0), ...Array(8).fill(1)]);
  });

  it('server asks as Poisson does, a query each', () => {
    const { clock, arrivals, at, generator } = collect({ ...loadgen, mode: 'server' });
    generator.start();
    clock.advanceTo(2000);
    const poisson = instantsOf({ kind: 'poisson', ratePerSecond: 100, queueBound: 4 }, 1000);
    expect(at().map((instant) => instant - 1000)).toEqual(poisson);
    expect(arrivals.map(({ queryId }) => queryId)).toEqual(poisson.map((_, index) => index));
  });

  it('offline asks for all its samples at once, and for the next batch when all have ended', () => {
    const { arrivals, generator } = collect({ ...loadgen, mode: 'offline' });
    generator.start();
    expect(arrivals).toHaveLength(5);
    for (let ended = 0; ended < 5; ended++) generator.requestEnded();
    expect(arrivals).toHaveLength(10);
  });
});

describe('triggered', () => {
  it('has no arrivals of its own', () => {
    expect(instantsOf({ kind: 'triggered', queueBound: 4 }, 10_000)).toEqual([]);
  });
});

describe('deadlines', () => {
  it('are a fixed time after any arrival, also in a closed loop', () => {
    const { arrivals, generator } = collect(closed(1), { deadline: { kind: 'fixed', ms: 30 } });
    generator.start();
    expect(arrivals[0]?.deadlineAt).toBe(1030);
  });

  it('in multiples of the time alone do not exist before that is known', () => {
    let alone: number | null = null;
    const deadline = { kind: 'alone', factor: 3 } as const;
    const { arrivals, generator } = collect(closed(1), { deadline, aloneMs: () => alone });
    generator.start();
    alone = 12;
    generator.requestEnded();
    expect(arrivals.map(({ deadlineAt }) => deadlineAt)).toEqual([null, 1036]);
  });
});
