/**
 * Notices that time passed unseen: the computer slept, or the browser froze the tab. Whatever the engine does is a sign of
 * life, and a beat a second is one when there is nothing else to do; a gap between two tells. It cannot see a sleep in which
 * the clock itself stands still: no duration holds any of it then.
 */
import type { Clock } from '../../base/clock';
import { SLEEP_GAP_MS } from '../../domain/recovery';

const BEAT_MS = 1000;

export class Heartbeat {
  #cancel: (() => void) | null = null;
  /** When there was a sign of life last; null while nobody looks. */
  #lastAt: number | null = null;

  constructor(
    private readonly clock: Clock,
    /** @param sleptMs since the last sign of life; at most a beat of it was no sleep. */
    private readonly onSlept: (sleptMs: number) => void,
  ) {}

  start(): void {
    this.stop();
    this.#lastAt = this.clock.now();
    this.#beat();
  }

  /**
   * A sign of life, before it does anything: what it is about to measure or to judge may span a sleep, and the timer of the
   * beat may come after it. A timer that the browser holds back is no sleep as long as anything else happens.
   */
  look(): void {
    if (this.#lastAt === null) return;
    const now = this.clock.now();
    const gapMs = now - this.#lastAt;
    this.#lastAt = now;
    if (gapMs > SLEEP_GAP_MS) this.onSlept(gapMs);
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#lastAt = null;
  }

  #beat(): void {
    this.#cancel = this.clock.schedule(this.clock.now() + BEAT_MS, () => {
      this.look();
      this.#beat();
    });
  }
}
