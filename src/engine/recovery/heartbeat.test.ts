import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../base/clock';
import { Heartbeat } from './heartbeat';
import { noticingClock } from './noticing-clock';

const MINUTE_MS = 60_000;

function begun() {
  const clock = new VirtualClock(1000);
  const slept: number[] = [];
  const heartbeat = new Heartbeat(clock, (ms) => slept.push(ms));
  heartbeat.start();
  return { clock, heartbeat, slept, engineClock: noticingClock(clock, () => heartbeat.look()) };
}

describe('a heartbeat', () => {
  it('tells a sleep once, as long as nothing was heard', () => {
    const { clock, slept } = begun();
    clock.advanceTo(5400);
    clock.sleep(MINUTE_MS);
    clock.advanceTo(clock.now() + 5000);
    expect(slept).toEqual([MINUTE_MS + 400]);
  });

  it('tells it before the first timer that fires afterwards, whichever that is', () => {
    const { clock, slept, engineClock } = begun();
    const seen: number[] = [];
    engineClock.schedule(1200, () => seen.push(slept.length));
    clock.sleep(MINUTE_MS);
    clock.advanceTo(clock.now() + 1);
    expect(seen).toEqual([1]);
  });

  it('takes timers that the browser holds back for no sleep while answers come', () => {
    const { clock, heartbeat, slept } = begun();
    for (let ms = 0; ms < 3 * MINUTE_MS; ms += 500) {
      clock.sleep(500); // no timer fires
      heartbeat.look();
      if (ms % MINUTE_MS === 0) clock.advanceTo(clock.now());
    }
    expect(slept).toEqual([]);
  });

  it('tells nothing of a clock that is put back, and looks on from there', () => {
    let now = 100_000;
    const slept: number[] = [];
    const heartbeat = new Heartbeat({ now: () => now, schedule: () => () => {} }, (ms) => slept.push(ms));
    heartbeat.start();
    now -= 60 * MINUTE_MS;
    heartbeat.look();
    now += 900;
    heartbeat.look();
    expect(slept).toEqual([]);
    now += MINUTE_MS;
    heartbeat.look();
    expect(slept).toEqual([MINUTE_MS]);
  });

  it('looks no more once it is stopped', () => {
    const { clock, heartbeat, slept } = begun();
    heartbeat.stop();
    clock.sleep(MINUTE_MS);
    heartbeat.look();
    clock.advanceTo(clock.now() + 5000);
    expect(slept).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});
