/**
 * One loop for everything that the page draws: stage, charts, and the snapshots that React renders. Each is drawn at most
 * once per its period, and those that are due at about the same time share an animation frame, so that the browser paints
 * and composes once. No more frames come than the pace allows. It knows nothing of what is drawn.
 */
import { ViewPace } from './view-pace';

/** The browser's clock and frames, or a test's. */
export interface FrameHost {
  now(): number;
  /** Returns the function that cancels. */
  after(delayMs: number, act: () => void): () => void;
  /** Calls `act` in the next animation frame; returns the function that cancels. */
  nextFrame(act: () => void): () => void;
  /** Calls `act` when the frame that is being drawn has been painted. */
  afterFrame(act: () => void): void;
}

export interface DrawTask {
  /** Read at each turn. */
  readonly periodMs: number;
  /** True for a picture that moves by itself; else it is drawn after `invalidate` only. */
  readonly moving: () => boolean;
  readonly draw: (now: number) => void;
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

/** Tasks due within this time share a frame, within half a period of the pace when that is longer. */
const TOGETHER_MS = 40;

export class DrawLoop {
  readonly #entries = new Set<Entry>();
  readonly #pace = new ViewPace();
  #cancel: (() => void) | null = null;
  #scheduledFor = Number.POSITIVE_INFINITY;
  #frameAt = Number.NEGATIVE_INFINITY;

  /** @param onFrame told of every frame once it is painted: when it began and what it took on this thread, ms. */
  constructor(
    private readonly host: FrameHost,
    private readonly onFrame: (startedAt: number, spentMs: number) => void = () => {},
  ) {}

  /** Frames a second that the page holds itself to while something moves; null while it need not. */
  get loweredTo(): number | null {
    const moving = [...this.#entries].some(({ task }) => task.moving());
    return moving && this.#pace.lowered ? this.#pace.ratePerSecond : null;
  }

  /** Whether the models occupy every core: the page then takes a smaller share. */
  setSaturated(saturated: boolean): void {
    this.#pace.saturated = saturated;
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
        if (this.#entries.size === 0) this.#unschedule();
      },
    };
  }

  dispose(): void {
    this.#entries.clear();
    this.#unschedule();
  }

  #dueAt({ task, drawnAt }: Entry): number {
    return drawnAt + task.periodMs;
  }

  /** The earliest frame that is wanted and that the pace allows; an earlier one replaces a later one. */
  #schedule(): void {
    const wanted = [...this.#entries].filter((entry) => entry.dirty || entry.task.moving());
    if (wanted.length === 0) return;
    const now = this.host.now();
    const earliest = Math.min(...wanted.map((entry) => this.#dueAt(entry)));
    const dueAt = Math.max(now, earliest, this.#frameAt + this.#pace.periodMs);
    if (dueAt >= this.#scheduledFor) return;
    this.#unschedule();
    this.#scheduledFor = dueAt;
    const request = () => {
      this.#cancel = this.host.nextFrame(() => this.#draw(dueAt));
    };
    if (dueAt <= now) request();
    else this.#cancel = this.host.after(dueAt - now, request);
  }

  #unschedule(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#scheduledFor = Number.POSITIVE_INFINITY;
  }

  #draw(dueAt: number): void {
    this.#cancel = null;
    this.#scheduledFor = Number.POSITIVE_INFINITY;
    const now = this.host.now();
    this.#pace.frame(now, now - dueAt);
    this.#frameAt = dueAt > now - this.#pace.periodMs ? dueAt : now; // keeps the beat when a frame is a little late
    const together = now + Math.max(TOGETHER_MS, this.#pace.periodMs / 2);
    for (const entry of this.#entries) {
      if (!(entry.dirty || entry.task.moving()) || this.#dueAt(entry) > together) continue;
      entry.dirty = false;
      entry.drawnAt = this.#frameAt;
      entry.task.draw(now);
    }
    this.host.afterFrame(() => {
      const spentMs = this.host.now() - now;
      this.#pace.spent(spentMs);
      this.onFrame(now, spentMs);
    });
    this.#schedule();
  }
}
