import { describe, expect, it } from 'vitest';
import { ViewPace } from './view-pace';

/** Runs animation frames `gapMs` apart for `forMs`; each drawing costs `costMs`. Returns how often the view was drawn. */
function run(pace: ViewPace, clock: { now: number }, gapMs: number, forMs: number, costMs: number): number {
  let drawn = 0;
  for (const end = clock.now + forMs; clock.now < end; clock.now += gapMs) {
    if (!pace.frame(clock.now)) continue;
    drawn += 1;
    pace.spent(costMs);
  }
  return drawn;
}

const FRAME_60 = 1000 / 60;

describe('the pace of the view', () => {
  it('draws thirty times a second on a display of sixty when all is well', () => {
    const pace = new ViewPace();
    expect(run(pace, { now: 0 }, FRAME_60, 2000, 0.5)).toBeGreaterThanOrEqual(59);
    expect(pace.lowered).toBe(false);
  });

  it('draws no more than thirty times a second on a faster display', () => {
    expect(run(new ViewPace(), { now: 0 }, 1000 / 144, 2000, 0.5)).toBeLessThanOrEqual(61);
  });

  it('takes a slow display for what it is, not for a busy machine', () => {
    const pace = new ViewPace();
    run(pace, { now: 0 }, 1000 / 30, 5000, 0.5);
    expect(pace.lowered).toBe(false);
  });

  it('lowers itself step by step while its scripts cost more than their share', () => {
    const pace = new ViewPace();
    const clock = { now: 0 };
    run(pace, clock, FRAME_60, 1100, 2.5); // 75 ms a second
    expect(pace.ratePerSecond).toBe(20);
    run(pace, clock, FRAME_60, 5000, 2.5);
    expect(pace.ratePerSecond).toBe(10);
  });

  it('goes below ten a second only for more than twice its share', () => {
    const pace = new ViewPace();
    run(pace, { now: 0 }, FRAME_60, 10_000, 5);
    expect(pace.ratePerSecond).toBe(10);
    run(pace, { now: 20_000 }, FRAME_60, 10_000, 8);
    expect(pace.ratePerSecond).toBe(6);
  });

  it('lowers itself to ten a second when the browser’s frames come late', () => {
    const pace = new ViewPace();
    const clock = { now: 0 };
    run(pace, clock, FRAME_60, 500, 0.5);
    run(pace, clock, 50, 8000, 0.5);
    expect(pace.ratePerSecond).toBe(10);
  });

  it('comes back when the machine is free again', () => {
    const pace = new ViewPace();
    const clock = { now: 0 };
    run(pace, clock, FRAME_60, 5000, 2.5);
    run(pace, clock, FRAME_60, 20_000, 0.3);
    expect(pace.lowered).toBe(false);
  });

  it('waits longer each time that it came back too early', () => {
    const pace = new ViewPace();
    const clock = { now: 0 };
    // Fits the budget at twenty a second, not at thirty, and looks as if it did: it costs more as it gets faster.
    const changes: number[] = [];
    let last = pace.ratePerSecond;
    for (let second = 0; second < 120; second += 1) {
      run(pace, clock, FRAME_60, 1000, pace.ratePerSecond === 30 ? 1.5 : 0.5);
      if (pace.ratePerSecond !== last) changes.push(second);
      last = pace.ratePerSecond;
    }
    expect(changes.length).toBeGreaterThan(2);
    expect(changes.length).toBeLessThan(12);
  });

  it('does not take a hidden tab for a busy machine', () => {
    const pace = new ViewPace();
    const clock = { now: 0 };
    run(pace, clock, FRAME_60, 3000, 0.5);
    clock.now += 60_000;
    run(pace, clock, FRAME_60, 3000, 0.5);
    expect(pace.lowered).toBe(false);
  });
});
