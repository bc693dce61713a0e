import { describe, expect, it } from 'vitest';
import { WallDates } from './wall-dates';

const HOUR_MS = 3_600_000;

describe('the date of an instant', () => {
  it('is the instant itself while both clocks agree, but for what nobody sees', () => {
    const dates = new WallDates();
    for (let at = 1000; at < 5000; at += 250) dates.note(at, at + 400);
    expect(dates.at(3000)).toBe(3000);
  });

  it('is an hour later after a sleep in which the browser’s clock stood still, and as it was before', () => {
    const dates = new WallDates();
    dates.note(1000, 1000);
    dates.note(2000, 2000 + HOUR_MS);
    expect(dates.at(1500)).toBe(1500);
    expect(dates.at(2500)).toBe(2500 + HOUR_MS);
  });

  it('follows a clock that is put back, and forward again', () => {
    const dates = new WallDates();
    dates.note(1000, 1000 - HOUR_MS);
    dates.note(2000, 2000);
    expect([500, 1500, 2500].map((at) => dates.at(at))).toEqual([500, 1500 - HOUR_MS, 2500]);
  });

  it('is told of a clock that is set all the time by the newest of its settings', () => {
    const dates = new WallDates();
    for (let step = 1; step < 500; step += 1) dates.note(step * 1000, step * 1000 + (step % 2) * HOUR_MS);
    expect(dates.at(499_500)).toBe(499_500 + HOUR_MS);
    expect(Number.isFinite(dates.at(1))).toBe(true);
  });
});
