/**
 * How often the scene is captured and drawn. It lowers itself when the browser's frames come late or when the view
 * takes more than its share of the thread, and raises itself again when both are well. It reads no clock.
 */

/** Frames a second, from the best to the least that still looks like a moving picture. */
const VIEW_RATES = [30, 20, 15, 10, 6] as const;

const WINDOW_MS = 1000;
/**
 * Share of the UI thread that the scripts of capturing and drawing may take. The browser's own painting comes on top:
 * about as much again, measured in Chromium 156 without a GPU.
 */
const BUDGET_FRACTION = 0.03;
/** From here on down the picture begins to stutter: only twice the budget lowers the rate further. */
const STUTTER_RATE = 10;
/** A browser frame is late when it took this many times the display's own interval, and longer than `LATE_MS`. */
const LATE_INTERVALS = 1.75;
const LATE_MS = 25;
const LATE_FRACTION = 0.25;
/** Windows that must be well before the rate is raised; doubled each time that raising it was too early. */
const PATIENCE_WINDOWS = 3;
const MAX_PATIENCE_WINDOWS = 48;
/** Longer gaps are a hidden tab or a sleeping machine: they say nothing about load. */
const ASLEEP_MS = 2000;
/** Animation frames fall beside a period by a little; a third of a frame at 60 Hz is no lateness. */
const SLACK_MS = 6;

export class ViewPace {
  #step = 0;
  #frameAt = Number.NEGATIVE_INFINITY;
  #drawnAt = Number.NEGATIVE_INFINITY;
  #displayIntervalMs = Number.POSITIVE_INFINITY;
  #windowAt = Number.NEGATIVE_INFINITY;
  #frames = 0;
  #lateFrames = 0;
  #spentMs = 0;
  #wellWindows = 0;
  #patience = PATIENCE_WINDOWS;
  #windowsSinceRaise = Number.POSITIVE_INFINITY;

  get ratePerSecond(): number {
    return VIEW_RATES[this.#step] ?? VIEW_RATES[0];
  }

  /** True while the view holds back for the sake of the machine. */
  get lowered(): boolean {
    return this.#step > 0;
  }

  /** Call once per animation frame. True when the view is due. */
  frame(now: number): boolean {
    const gapMs = now - this.#frameAt;
    this.#frameAt = now;
    if (gapMs < ASLEEP_MS) this.#note(gapMs, now);
    else this.#openWindow(now);
    const periodMs = 1000 / this.ratePerSecond;
    if (now - this.#drawnAt < periodMs - SLACK_MS) return false;
    // Keeps the beat when a frame was a little late, starts anew when it was a lot.
    this.#drawnAt = now - this.#drawnAt < 2 * periodMs ? this.#drawnAt + periodMs : now;
    return true;
  }

  /** Adds what one capture and drawing took, ms. */
  spent(ms: number): void {
    this.#spentMs += ms;
  }

  #note(gapMs: number, now: number): void {
    this.#displayIntervalMs = Math.min(this.#displayIntervalMs, gapMs);
    this.#frames += 1;
    if (gapMs > Math.max(LATE_MS, LATE_INTERVALS * this.#displayIntervalMs)) this.#lateFrames += 1;
    if (now - this.#windowAt < WINDOW_MS) return;
    this.#judge(this.#spentMs / (now - this.#windowAt), this.#lateFrames / this.#frames);
    this.#openWindow(now);
  }

  #judge(spentFraction: number, lateFraction: number): void {
    const rate = this.ratePerSecond;
    const budget = rate > STUTTER_RATE ? BUDGET_FRACTION : 2 * BUDGET_FRACTION;
    const late = lateFraction > LATE_FRACTION && rate > STUTTER_RATE;
    const spentIfFaster = (spentFraction * (VIEW_RATES[this.#step - 1] ?? rate)) / rate;
    this.#windowsSinceRaise += 1;
    if (spentFraction > budget || late) this.#lower();
    else if (spentIfFaster < BUDGET_FRACTION && lateFraction < LATE_FRACTION) this.#wellWindows += 1;
    else this.#wellWindows = 0;
    if (this.#step > 0 && this.#wellWindows >= this.#patience) {
      this.#step -= 1;
      this.#wellWindows = 0;
      this.#windowsSinceRaise = 0;
    }
  }

  #lower(): void {
    const tooEarly = this.#windowsSinceRaise <= PATIENCE_WINDOWS;
    this.#patience = tooEarly ? Math.min(MAX_PATIENCE_WINDOWS, 2 * this.#patience) : PATIENCE_WINDOWS;
    this.#windowsSinceRaise = Number.POSITIVE_INFINITY;
    this.#step = Math.min(this.#step + 1, VIEW_RATES.length - 1);
    this.#wellWindows = 0;
  }

  #openWindow(now: number): void {
    this.#windowAt = now;
    this.#frames = 0;
    this.#lateFrames = 0;
    this.#spentMs = 0;
  }
}
