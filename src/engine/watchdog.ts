/**
 * Ends what waits too long for an executor. A sign of life starts the wait anew, so that a slow download is not taken
 * for a hang. It knows no calls and no workers.
 */
import type { Clock } from '../base/clock';

export type Phase = 'start' | 'load' | 'steady';

interface Watch {
  readonly phase: Phase;
  since: number;
  cancel: () => void;
}

export class Watchdog {
  readonly #watches = new Set<Watch>();

  constructor(
    private readonly clock: Clock,
    /** How long a phase may last without a sign of life, ms; asked anew before each verdict. */
    private readonly limitMs: (phase: Phase) => number,
    private readonly onHung: (phase: Phase, limitMs: number) => void,
  ) {}

  async watch<T>(phase: Phase, pending: Promise<T>): Promise<T> {
    const watch: Watch = { phase, since: this.clock.now(), cancel: () => {} };
    this.#watches.add(watch);
    this.#arm(watch);
    try {
      return await pending;
    } finally {
      this.#watches.delete(watch);
      watch.cancel();
    }
  }

  /** The executor got on with something: every wait for it starts anew. */
  lifeSign(): void {
    for (const watch of this.#watches) {
      watch.cancel();
      watch.since = this.clock.now();
      this.#arm(watch);
    }
  }

  #arm(watch: Watch): void {
    watch.cancel = this.clock.schedule(watch.since + this.limitMs(watch.phase), () => {
      const limitMs = this.limitMs(watch.phase);
      if (this.clock.now() - watch.since >= limitMs) this.onHung(watch.phase, limitMs);
      else this.#arm(watch); // the limit grew meanwhile
    });
  }
}
