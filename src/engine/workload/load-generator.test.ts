import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../base/clock';
import { type Arrival, createLoadGenerator } from './load-generator';

const none = { kind: 'none' } as const;

function collect(
  workload: Parameters<typeof createLoadGenerator>[1],
  deadline: Parameters<typeof createLoadGenerator>[2] = none,
) {
  const clock = new VirtualClock(1000);
  const arrivals: Arrival[] = [];
  const generator = createLoadGenerator(clock, workload, deadline, (arrival) => arrivals.push(arrival));
  return { clock, arrivals, generator };
}

describe('closed loop', () => {
  it('keeps n requests outstanding: n at start, one more per end', () => {
    const { clock, arrivals, generator } = collect({ kind: 'closed', inFlight: 3 });
    generator.start();
    expect(arrivals).toHaveLength(3);
    clock.advanceTo(1020);
    generator.requestEnded();
    expect(arrivals.map((arrival) => arrival.arrivedAt)).toEqual([1000, 1000, 1000, 1020]);
  });

  it('counts requests of an earlier run in, so that n are outstanding and not more', () => {
    const clock = new VirtualClock();
    let arrivals = 0;
    const count = () => {
      arrivals += 1;
    };
    const generator = createLoadGenerator(clock, { kind: 'closed', inFlight: 2 }, none, count, 3);
    generator.start();
    generator.requestEnded();
    expect(arrivals).toBe(0);
    generator.requestEnded();
    expect(arrivals).toBe(1);
  });

  it('asks for nothing after it was stopped', () => {
    const { arrivals, generator } = collect({ kind: 'closed', inFlight: 1 });
    generator.start();
    generator.stop();
    generator.requestEnded();
    expect(arrivals).toHaveLength(1);
  });
});

describe('periodic', () => {
  const workload = { kind: 'periodic', ratePerSecond: 40, jitterFraction: 0, queueBound: 4 } as const;

  it('arrives at start plus multiples of the period, with the next frame as deadline', () => {
    const { clock, arrivals, generator } = collect(workload, { kind: 'next-frame' });
    generator.start();
    clock.advanceTo(1100);
    expect(arrivals.map((arrival) => arrival.arrivedAt)).toEqual([1000, 1025, 1050, 1075, 1100]);
    expect(arrivals.map((arrival) => arrival.deadlineAt)).toEqual([1025, 1050, 1075, 1100, 1125]);
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
    const arrivals: Arrival[] = [];
    const generator = createLoadGenerator(lateClock, workload, none, (arrival) => arrivals.push(arrival));
    generator.start();
    now = 60;
    fire();
    expect(arrivals.map((arrival) => arrival.arrivedAt)).toEqual([0, 25, 50]);
  });

  it('begins a fresh schedule when started again', () => {
    const { clock, arrivals, generator } = collect(workload);
    generator.start();
    clock.advanceTo(1010);
    generator.stop();
    clock.advanceTo(1200);
    expect(arrivals).toHaveLength(1);
    generator.start();
    clock.advanceTo(1201);
    expect(arrivals.at(-1)?.arrivedAt).toBe(1200);
  });
});
