/**
 * Ends what waits too long for an executor. A wait is in a phase, each phase has a limit, and a sign of life starts the
 * wait anew, so that a slow download is not taken for a hang. It knows no calls and no workers.
 */
import type { Clock } from '../base/clock';
import { SLEEP_GAP_MS, type WatchedPhase } from '../domain/recovery';

/** `upkeep`: unloading, asking for memory and the like; it waits for whatever the executor has in hand. */
export type Phase = WatchedPhase | 'upkeep';

type OnHung = (phase: Phase, limitMs: number) => void;

interface Wait {
  phase: Phase;
  since: number;
  cancel: () => void;
  readonly onHung: OnHung;
}

/** A wait whose phases follow one another. */
export interface Watch {
  /** The next phase begins, with a limit of its own. */
  enter(phase: Phase): void;
  close(): void;
}

export class Watchdog {
  readonly #waits = new Set<Wait>();

  constructor(
    private readonly clock: Clock,
    /** How long a phase may last without a sign of life, ms; asked anew before each verdict. */
    private readonly limitMs: (phase: Phase) => number,
    private readonly onHung: OnHung,
  ) {}

  open(phase: Phase, onHung = this.onHung): Watch {
    const wait: Wait = { phase, since: this.clock.now(), cancel: () => {}, onHung };
    this.#waits.add(wait);
    this.#arm(wait);
    return {
      enter: (next) => {
        if (!this.#waits.has(wait)) return;
        wait.phase = next;
        wait.since = this.clock.now();
        this.#arm(wait);
      },
      close: () => this.#close(wait),
    };
  }

  async watch<T>(phase: Phase, pending: Promise<T>): Promise<T> {
    const watch = this.open(phase);
    try {
      return await pending;
    } finally {
      watch.close();
    }
  }

  /** The executor got on with something, or nobody could have: every wait for it, or each in that phase, starts anew. */
  lifeSign(only?: Phase): void {
    for (const wait of this.#waits) {
      if (only !== undefined && wait.phase !== only) continue;
      wait.since = this.clock.now();
      this.#arm(wait);
    }
  }

  /** Limits were changed: what waits longer than the new one ends now. */
  limitsChanged(): void {
    for (const wait of this.#waits) this.#arm(wait);
  }

  /** Nobody waits any more. */
  closeAll(): void {
    for (const wait of this.#waits) this.#close(wait);
  }

  #close(wait: Wait): void {
    this.#waits.delete(wait);
    wait.cancel();
  }

  #arm(wait: Wait): void {
    wait.cancel();
    const dueAt = Math.max(this.clock.now(), wait.since + this.limitMs(wait.phase));
    wait.cancel = this.clock.schedule(dueAt, () => this.#judge(wait, dueAt));
  }

  #judge(wait: Wait, dueAt: number): void {
    const now = this.clock.now();
    const limitMs = this.limitMs(wait.phase);
    if (now - dueAt > SLEEP_GAP_MS) wait.since = now; // this timer slept, so did the executor
    if (now - wait.since >= limitMs) wait.onHung(wait.phase, limitMs);
    else this.#arm(wait); // the limit grew meanwhile
  }
}
