import { describe, expect, it } from 'vitest';
import { ViewPace } from './view-pace';

interface Machine {
  /** How late each frame comes, ms. */
  readonly lateMs?: number;
  /** What each frame takes, ms. */
  readonly costMs?: number;
}

/** Draws at the pace's own rate for `forMs`; returns how many frames that were. */
function run(pace: ViewPace, clock: { now: number }, forMs: number, { lateMs = 8, costMs = 0.5 }: Machine) {
  let frames = 0;
  for (const end = clock.now + forMs; clock.now < end; clock.now += Math.max(pace.periodMs, lateMs)) {
    pace.frame(clock.now, lateMs);
    pace.spent(costMs);
    frames += 1;
  }
  return frames;
}

function busy(): ViewPace {
  const pace = new ViewPace();
  pace.saturated = true;
  return pace;
}

describe('the pace of the view', () => {
  it('is thirty frames a second when all is well', () => {
    const pace = new ViewPace();
    expect(run(pace, { now: 0 }, 3000, {})).toBe(90);
    expect(pace.lowered).toBe(false);
  });

  it('takes a slow display for what it is, not for a busy machine', () => {
    const pace = new ViewPace();
    run(pace, { now: 0 }, 5000, { lateMs: 33 });
    expect(pace.lowered).toBe(false);
  });

  it('lowers itself step by step while its frames cost more than their share', () => {
    const pace = busy();
    const clock = { now: 0 };
    run(pace, clock, 1100, { costMs: 4 }); // 120 ms a second
    expect(pace.ratePerSecond).toBe(20);
    run(pace, clock, 5000, { costMs: 4 });
    expect(pace.ratePerSecond).toBe(10);
  });

  it('grants its frames more while a core is spare', () => {
    const pace = new ViewPace();
    run(pace, { now: 0 }, 5000, { costMs: 1.3 }); // 39 ms a second
    expect(pace.lowered).toBe(false);
    pace.saturated = true;
    run(pace, { now: 5000 }, 5000, { costMs: 1.3 });
    expect(pace.ratePerSecond).toBe(20);
  });

  it('goes below ten a second only for half again its share, when every core is taken', () => {
    const pace = busy();
    const clock = { now: 0 };
    run(pace, clock, 10_000, { costMs: 5 }); // 50 ms a second at ten
    expect(pace.ratePerSecond).toBe(10);
    run(pace, clock, 10_000, { costMs: 8 });
    expect(pace.ratePerSecond).toBe(6);
    run(pace, clock, 10_000, { costMs: 30 });
    expect(pace.ratePerSecond).toBe(4);
  });

  it('goes below ten a second for its share alone while a core is spare', () => {
    const pace = new ViewPace();
    run(pace, { now: 0 }, 10_000, { costMs: 6.5 }); // 65 ms a second at ten, 39 at six
    expect(pace.ratePerSecond).toBe(6);
  });

  it('lowers itself to ten a second when its frames come late', () => {
    const pace = new ViewPace();
    run(pace, { now: 0 }, 10_000, { lateMs: 60 });
    expect(pace.ratePerSecond).toBe(10);
  });

  it('comes back when the machine is free again', () => {
    const pace = busy();
    const clock = { now: 0 };
    run(pace, clock, 5000, { costMs: 4 });
    run(pace, clock, 30_000, { costMs: 0.3 });
    expect(pace.lowered).toBe(false);
  });

  it('waits longer each time that it came back too early', () => {
    const pace = busy();
    const clock = { now: 0 };
    const changes: number[] = [];
    let last = pace.ratePerSecond;
    for (let tenth = 0; tenth < 1200; tenth += 1) {
      run(pace, clock, 100, { costMs: pace.ratePerSecond === 30 ? 2.5 : 0.5 }); // fits at twenty, not at thirty
      if (pace.ratePerSecond !== last) changes.push(tenth);
      last = pace.ratePerSecond;
    }
    expect(changes.length).toBeGreaterThan(2);
    expect(changes.length).toBeLessThan(14);
  });

  it('does not take a hidden tab for a busy machine', () => {
    const pace = new ViewPace();
    const clock = { now: 0 };
    run(pace, clock, 3000, {});
    clock.now += 60_000;
    pace.frame(clock.now, 60_000);
    run(pace, clock, 3000, {});
    expect(pace.lowered).toBe(false);
  });
});
