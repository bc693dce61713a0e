/** A clock whose timers look first whether time passed unseen: none of them then takes a sleep for work. */
import type { Clock } from '../../base/clock';

export const noticingClock = (clock: Clock, look: () => void): Clock => ({
  now: () => clock.now(),
  schedule: (at, fire) =>
    clock.schedule(at, () => {
      look();
      fire();
    }),
});
