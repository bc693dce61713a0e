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
    const { clock, hung, dog } = watched({ parse: 50 });
    void dog.watch('parse', never);
    clock.advanceTo(49);
    expect(hung).toEqual([]);
    clock.advanceTo(500);
    expect(hung).toEqual(['parse']);
  });

  it('lets every wait start anew at a sign of life', () => {
    const { clock, hung, dog } = watched();
    void dog.watch('parse', never);
    clock.advanceTo(90);
    dog.lifeSign();
    clock.advanceTo(189);
    expect(hung).toEqual([]);
    clock.advanceTo(190);
    expect(hung).toEqual(['parse']);
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

  it('ends at once what waits longer than a limit that was lowered', () => {
    const { clock, hung, limits, dog } = watched({ steady: 60_000 });
    void dog.watch('steady', never);
    clock.advanceTo(40_000);
    limits.steady = 50_000;
    dog.limitsChanged();
    clock.advanceTo(49_999);
    expect(hung).toEqual([]);
    limits.steady = 1000; // long over
    dog.limitsChanged();
    clock.advanceTo(49_999);
    expect(hung).toEqual(['steady']);
  });

  it('gives each phase of a wait its own limit, from its beginning on', () => {
    const { clock, hung, dog } = watched({ download: 50, parse: 200 });
    const watch = dog.open('download');
    clock.advanceTo(40);
    watch.enter('parse');
    clock.advanceTo(239);
    expect(hung).toEqual([]);
    clock.advanceTo(240);
    expect(hung).toEqual(['parse']);
  });

  it('enters no phase of a wait that is over', () => {
    const { clock, hung, dog } = watched();
    const watch = dog.open('download');
    watch.close();
    watch.enter('parse');
    clock.advanceTo(1000);
    expect(hung).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('takes nobody for hung whose time passed while the computer slept', () => {
    const { clock, hung, dog } = watched();
    void dog.watch('steady', never);
    clock.advanceTo(50);
    clock.sleep(3_600_000);
    clock.advanceTo(3_600_050);
    expect(hung).toEqual([]);
    clock.advanceTo(3_600_149);
    expect(hung).toEqual([]);
    clock.advanceTo(3_600_150);
    expect(hung).toEqual(['steady']);
  });

  it('forgets a wait that ended, either way', async () => {
    const { clock, hung, dog } = watched();
    await dog.watch('parse', Promise.resolve());
    await dog.watch('parse', Promise.reject(new Error('no'))).catch(() => {});
    clock.advanceTo(1000);
    expect(hung).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});
