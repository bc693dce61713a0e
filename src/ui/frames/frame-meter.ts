/**
 * What the page itself costs: the frames that it draws, how long they take, long tasks. It measures the UI thread only,
 * is told of frames by the draw loop, and never touches the engine. Whoever creates one disposes it.
 */
import type { UiCost } from '../../domain/run-file';
import { type Busy, busyMsSince, percentile95 } from './busy-time';

const RECENT_MS = 10_000;
/** Gaps longer than this are a hidden or sleeping tab, not a slow frame. */
const ASLEEP_MS = 2000;
/** A window longer than half an hour at 30 frames a second keeps its newest frames only. */
const MAX_SAMPLES = 54_000;

export interface RecentUi {
  readonly framesPerSecond: number | null;
  readonly p95FrameMs: number | null;
  /** Null, like the next, in a browser that does not tell long tasks. */
  readonly longTasks: number | null;
  readonly longestTaskMs: number | null;
  /** Wall time of frames and long tasks / wall time. */
  readonly busyFraction: number | null;
}

export class FrameMeter {
  /** Intervals between frames. */
  #frames: Busy[] = [];
  /** What frames took, from their first script to the end of painting. */
  #spent: Busy[] = [];
  #longTasks: Busy[] = [];
  #windowFrom = performance.now();
  #lastFrameAt = Number.NEGATIVE_INFINITY;
  #activeSince: number | null = null;
  readonly #observer = observeLongTasks((task) => this.#longTasks.push(task));

  /** While nothing runs the page draws only when something changes: intervals then say nothing. */
  setActive(active: boolean): void {
    if (active === (this.#activeSince !== null)) return;
    this.#activeSince = active ? performance.now() : null;
    this.#lastFrameAt = Number.NEGATIVE_INFINITY;
  }

  /** A frame was painted. @param at when it began; @param spentMs wall time on this thread. */
  addFrame(at: number, spentMs: number): void {
    if (this.#activeSince === null) return;
    const gapMs = at - this.#lastFrameAt;
    if (gapMs < ASLEEP_MS) this.#frames.push({ at, ms: gapMs });
    this.#lastFrameAt = at;
    this.#spent.push({ at, ms: spentMs });
    if (this.#spent.length > 2 * MAX_SAMPLES) this.#forget();
  }

  /** Starts the window that `cost` reports. */
  beginWindow(): void {
    this.#windowFrom = performance.now();
  }

  /** Cost since `beginWindow`. */
  cost(): UiCost {
    const recent = this.#since(this.#windowFrom);
    return {
      frames: this.#frames.filter((frame) => frame.at >= this.#windowFrom).length,
      p95FrameMs: recent.p95FrameMs,
      longTasks: recent.longTasks,
      longestTaskMs: recent.longestTaskMs,
      mainThreadBusyFraction: recent.busyFraction,
      mainThreadBusyBasis: recent.busyFraction === null ? null : 'frame-wall-time',
    };
  }

  /** Figures of the last ten seconds. */
  recent(): RecentUi {
    return this.#since(performance.now() - RECENT_MS);
  }

  dispose(): void {
    this.setActive(false);
    this.#observer?.disconnect();
  }

  #since(from: number): RecentUi {
    const inWindow = (sample: Busy) => sample.at >= from;
    const longTasks = this.#longTasks.filter(inWindow);
    const spent = this.#spent.filter(inWindow);
    const begunAt = Math.max(from, this.#activeSince ?? from);
    const spanMs = performance.now() - begunAt;
    const known = spent.length > 0 && spanMs > 0;
    return {
      framesPerSecond: known ? (spent.length / spanMs) * 1000 : null,
      p95FrameMs: percentile95(this.#frames.filter(inWindow).map((frame) => frame.ms)),
      longTasks: this.#observer === null ? null : longTasks.length,
      longestTaskMs:
        this.#observer === null ? null : longTasks.reduce((longest, task) => Math.max(longest, task.ms), 0),
      busyFraction: known ? Math.min(1, busyMsSince(begunAt, spent, longTasks) / spanMs) : null,
    };
  }

  #forget(): void {
    this.#frames = this.#frames.slice(-MAX_SAMPLES);
    this.#spent = this.#spent.slice(-MAX_SAMPLES);
    this.#longTasks = this.#longTasks.slice(-MAX_SAMPLES);
  }
}

/** Null in a browser that does not tell long tasks. */
function observeLongTasks(tell: (task: Busy) => void): PerformanceObserver | null {
  if (!PerformanceObserver.supportedEntryTypes?.includes('longtask')) return null;
  const observer = new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) tell({ at: startTime, ms: duration });
  });
  observer.observe({ type: 'longtask' });
  return observer;
}
