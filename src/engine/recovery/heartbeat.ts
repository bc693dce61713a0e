/**
 * Notices that time passed unseen: the computer slept, or the browser froze the tab. A beat a second on the clock; a gap
 * between two beats tells. It cannot see a sleep in which the clock itself stands still: nothing needs mending then.
 */
import type { Clock } from '../../base/clock';
import { SLEEP_GAP_MS } from '../../domain/recovery';

const BEAT_MS = 1000;

export class Heartbeat {
  #cancel: (() => void) | null = null;

  constructor(
    private readonly clock: Clock,
    /** @param sleptMs the gap less the second that a beat takes. */
    private readonly onSlept: (sleptMs: number) => void,
  ) {}

  start(): void {
    this.stop();
    const lastAt = this.clock.now();
    this.#cancel = this.clock.schedule(lastAt + BEAT_MS, () => {
      const gapMs = this.clock.now() - lastAt;
      this.start();
      if (gapMs > SLEEP_GAP_MS) this.onSlept(gapMs - BEAT_MS);
    });
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
  }
}
