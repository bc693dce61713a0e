import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../base/clock';
import { type Phase, Watchdog } from './watchdog';

function watched(limits: Partial<Record<Phase, number>> = {}) {
  const clock = new VirtualClock();
  const hung: Phase[] = [];
  const limitMs = (phase: Phase) => limits[phase] ?? 100;
  return { clock, hung, limits, dog: new Watchdog(clock, limitMs, (phase) => hung.push(phase)) };
}
const never = new Promise<void>(() => {});

describe('watchdog', () => {
  it('tells once of a wait that reached its limit', () => {
    const { clock, hung, dog } = watched({ load: 50 });
    void dog.watch('load', never);
    clock.advanceTo(49);
    expect(hung).toEqual([]);
    clock.advanceTo(500);
    expect(hung).toEqual(['load']);
  });

  it('lets every wait start anew at a sign of life', () => {
    const { clock, hung, dog } = watched();
    void dog.watch('load', never);
    clock.advanceTo(90);
    dog.lifeSign();
    clock.advanceTo(189);
    expect(hung).toEqual([]);
    clock.advanceTo(190);
    expect(hung).toEqual(['load']);
  });

  it('goes by the limit as it is when the time has come', () => {
    const { clock, hung, limits, dog } = watched();
    void dog.watch('steady', never);
    limits.steady = 300;
    clock.advanceTo(299);
    expect(hung).toEqual([]);
    clock.advanceTo(300);
    expect(hung).toEqual(['steady']);
  });

  it('forgets a wait that ended, either way', async () => {
    const { clock, hung, dog } = watched();
    await dog.watch('load', Promise.resolve());
    await dog.watch('load', Promise.reject(new Error('no'))).catch(() => {});
    clock.advanceTo(1000);
    expect(hung).toEqual([]);
  });
});
