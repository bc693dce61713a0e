/**
 * One clock for all canvases of the charts: each is drawn at most once per its period, and those that are due together
 * share a frame, so that the browser composes once. When frames come late, because the models hold the cores, every
 * period is stretched: the view gives way first. It knows nothing of what is drawn.
 */

/** The browser's clock and frames, or a test's. */
export interface FrameHost {
  now(): number;
  /** Returns the function that cancels. */
  after(delayMs: number, act: () => void): () => void;
  nextFrame(act: () => void): () => void;
}

export interface DrawTask {
  readonly periodMs: number;
  /** True for a picture that moves by itself; else it is drawn after `invalidate` only. */
  readonly moving: () => boolean;
  readonly draw: () => void;
}

export interface DrawHandle {
  /** What the picture shows has changed: draw it at its next turn. */
  invalidate(): void;
  dispose(): void;
}

interface Entry {
  readonly task: DrawTask;
  dirty: boolean;
  drawnAt: number;
}

/** Tasks due within this time share a frame. */
const TOGETHER_MS = 40;
/** A frame takes up to this long to come on an idle machine. */
const FRAME_MS = 20;
/** Mean lateness that doubles the periods. */
const LATE_MS = 30;
const MAX_STRETCH = 4;
/** A frame later than this was held back by a hidden tab or a sleeping machine, not by busy cores. */
const ASLEEP_MS = 1000;

export class DrawLoop {
  readonly #entries = new Set<Entry>();
  #cancel: (() => void) | null = null;
  #lateMs = 0;

  constructor(private readonly host: FrameHost) {}

  /** Factor by which the periods are longer at the moment: 1 on an idle machine. */
  get stretch(): number {
    return Math.min(MAX_STRETCH, 1 + this.#lateMs / LATE_MS);
  }

  add(task: DrawTask): DrawHandle {
    const entry: Entry = { task, dirty: true, drawnAt: Number.NEGATIVE_INFINITY };
    this.#entries.add(entry);
    this.#schedule();
    return {
      invalidate: () => {
        entry.dirty = true;
        this.#schedule();
      },
      dispose: () => {
        this.#entries.delete(entry);
        if (this.#entries.size > 0) return;
        this.#cancel?.();
        this.#cancel = null;
      },
    };
  }

  #dueAt({ task, drawnAt }: Entry): number {
    return drawnAt + task.periodMs * this.stretch;
  }

  #schedule(): void {
    if (this.#cancel !== null) return;
    const wanted = [...this.#entries].filter((entry) => entry.dirty || entry.task.moving());
    if (wanted.length === 0) return;
    const now = this.host.now();
    const dueAt = Math.max(now, Math.min(...wanted.map((entry) => this.#dueAt(entry))));
    this.#cancel = this.host.after(dueAt - now, () => {
      this.#cancel = this.host.nextFrame(() => this.#onFrame(dueAt));
    });
  }

  #onFrame(dueAt: number): void {
    this.#cancel = null;
    const now = this.host.now();
    const lateMs = Math.max(0, now - dueAt - FRAME_MS);
    if (lateMs < ASLEEP_MS) this.#lateMs += 0.2 * (lateMs - this.#lateMs);
    for (const entry of this.#entries) {
      const wanted = entry.dirty || entry.task.moving();
      if (!wanted || this.#dueAt(entry) > now + TOGETHER_MS) continue;
      entry.dirty = false;
      entry.drawnAt = now;
      entry.task.draw();
    }
    this.#schedule();
  }
}

/** Timers to wait, then an animation frame to draw in: a hidden tab gets no frame, so nothing is drawn there. */
export const browserFrames: FrameHost = {
  now: () => performance.now(),
  after: (delayMs, act) => {
    const timer = setTimeout(act, delayMs);
    return () => clearTimeout(timer);
  },
  nextFrame: (act) => {
    const request = requestAnimationFrame(act);
    return () => cancelAnimationFrame(request);
  },
};
