/**
 * What co-located executors do to one another: while k of them compute on one device, each runs at 1 / (1 + slope × (k − 1))
 * of its speed alone. All run equally fast, so that one running sum of work done tells every finish. It knows no requests.
 */
import type { EventClock, Timer } from '../../base/event-clock';

interface Work {
  /** `#done` of the device when it ends. */
  endsAtWork: number;
  readonly ended: () => void;
}

export class DeviceShare {
  readonly #active: Work[] = [];
  /** Work that each of those active has done since the start, ms of its time alone. */
  #done = 0;
  #since = 0;
  #timer: Timer | null = null;

  constructor(
    private readonly clock: EventClock,
    readonly slope: number,
  ) {}

  /** @param workMs what it takes alone; `ended` is called when it is done. */
  begin(workMs: number, ended: () => void): void {
    this.#advance();
    this.#active.push({ endsAtWork: this.#done + workMs, ended });
    this.#plan();
  }

  /** ms of wall time for each ms of work, now. */
  get #stretch(): number {
    return 1 + this.slope * Math.max(0, this.#active.length - 1);
  }

  #advance(): void {
    const now = this.clock.now();
    if (this.#active.length > 0) this.#done += (now - this.#since) / this.#stretch;
    this.#since = now;
  }

  #first(): Work | undefined {
    let first = this.#active[0];
    for (const work of this.#active) {
      if (first === undefined || work.endsAtWork < first.endsAtWork) first = work;
    }
    return first;
  }

  #plan(): void {
    const first = this.#first();
    if (first === undefined) return; // its timer has fired
    const endsAt = this.#since + Math.max(0, first.endsAtWork - this.#done) * this.#stretch;
    if (this.#timer === null) this.#timer = this.clock.set(endsAt, this.#end);
    else this.clock.move(this.#timer, endsAt);
  }

  readonly #end = (): void => {
    this.#timer = null;
    const first = this.#first();
    if (first === undefined) return;
    this.#advance();
    this.#done = first.endsAtWork; // exactly, whatever rounding has left
    const last = this.#active.pop();
    if (last !== undefined && last !== first) this.#active[this.#active.indexOf(first)] = last;
    this.#plan();
    first.ended();
  };
}
