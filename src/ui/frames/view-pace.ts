/**
 * How many frames a second the page draws. It lowers itself when frames come late or take more than their share of the
 * UI thread, and raises itself again when both are well. It reads no clock and draws nothing.
 */

/** Frames a second, from the best to the least that still looks like a moving picture. */
const RATES = [30, 20, 15, 10, 6, 4] as const;

const WINDOW_MS = 1000;
/**
 * Share of the UI thread's wall time that frames may take, from the first script to the end of painting. With messages
 * beside them the thread stays below 8 % while cores are spare. Compositor and raster threads cost about as much again in
 * Chromium 156 without a GPU.
 */
const BUDGET_FRACTION = { saturated: 0.035, spare: 0.04 } as const;
/**
 * From here on down the picture begins to stutter. With every core taken, a frame's wall time is mostly waiting for one:
 * only this many times the budget then lowers the rate further.
 */
const STUTTER_RATE = 10;
const STUTTER_FACTOR = { saturated: 1.5, spare: 1 } as const;
/** A frame that comes this much after it was due is late: a display of 30 Hz makes it wait 33 ms at most. */
const LATE_MS = 40;
const LATE_FRACTION = 0.25;
/** Windows that must be well before the rate is raised; doubled each time that raising it was too early. */
const PATIENCE_WINDOWS = 3;
const MAX_PATIENCE_WINDOWS = 48;
/** A later frame was held back by a hidden tab or a sleeping machine: it says nothing about load. */
const ASLEEP_MS = 2000;

export class ViewPace {
  /** Whether the models occupy every core; told from outside. */
  saturated = false;
  #step = 0;
  #windowAt: number | null = null;
  #frames = 0;
  #lateFrames = 0;
  #spentMs = 0;
  #wellWindows = 0;
  #patience = PATIENCE_WINDOWS;
  #windowsSinceRaise = Number.POSITIVE_INFINITY;

  get ratePerSecond(): number {
    return RATES[this.#step] ?? RATES[0];
  }

  get periodMs(): number {
    return 1000 / this.ratePerSecond;
  }

  /** True while the view holds back for the sake of the machine. */
  get lowered(): boolean {
    return this.#step > 0;
  }

  /** A frame is drawn at `now`, ms. @param lateMs after the instant at which it was due. */
  frame(now: number, lateMs: number): void {
    if (this.#windowAt === null || lateMs > ASLEEP_MS || now - this.#windowAt > WINDOW_MS + ASLEEP_MS) {
      this.#openWindow(now);
      return;
    }
    this.#frames += 1;
    if (lateMs > LATE_MS) this.#lateFrames += 1;
    const windowMs = now - this.#windowAt;
    if (windowMs < WINDOW_MS) return;
    this.#judge(this.#spentMs / windowMs, this.#lateFrames / this.#frames);
    this.#openWindow(now);
  }

  /** Adds what one frame took on the UI thread, ms of wall time. */
  spent(ms: number): void {
    this.#spentMs += ms;
  }

  #judge(spentFraction: number, lateFraction: number): void {
    const rate = this.ratePerSecond;
    const load = this.saturated ? 'saturated' : 'spare';
    const share = BUDGET_FRACTION[load];
    const budget = rate > STUTTER_RATE ? share : STUTTER_FACTOR[load] * share;
    const late = lateFraction > LATE_FRACTION && rate > STUTTER_RATE;
    const spentIfFaster = (spentFraction * (RATES[this.#step - 1] ?? rate)) / rate;
    this.#windowsSinceRaise += 1;
    if (spentFraction > budget || late) this.#lower();
    else if (spentIfFaster < share && lateFraction < LATE_FRACTION) this.#wellWindows += 1;
    else this.#wellWindows = 0;
    if (this.#step > 0 && this.#wellWindows >= this.#patience) {
      this.#step -= 1;
      this.#wellWindows = 0;
      this.#windowsSinceRaise = 0;
    }
  }

  #lower(): void {
    if (this.#windowsSinceRaise <= PATIENCE_WINDOWS) {
      this.#patience = Math.min(MAX_PATIENCE_WINDOWS, 2 * this.#patience);
    } else if (this.#windowsSinceRaise < Number.POSITIVE_INFINITY) {
      this.#patience = PATIENCE_WINDOWS; // the last raise held for a while; one step down after another changes nothing
    }
    this.#windowsSinceRaise = Number.POSITIVE_INFINITY;
    this.#step = Math.min(this.#step + 1, RATES.length - 1);
    this.#wellWindows = 0;
  }

  #openWindow(now: number): void {
    this.#windowAt = now;
    this.#frames = 0;
    this.#lateFrames = 0;
    this.#spentMs = 0;
  }
}
