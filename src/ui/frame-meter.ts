/**
 * What the page itself costs: animation-frame gaps, long tasks and an estimate of the script time. It measures the
 * UI thread only and never touches the engine. Whoever creates one disposes it.
 */
import type { UiCost } from '../domain/run-file';

const RECENT_MS = 10_000;
/** Gaps longer than this are a hidden or sleeping tab, not a slow frame. */
const ASLEEP_MS = 2000;
/** A window longer than this at 60 frames a second keeps its newest frames only. */
const MAX_FRAMES = 36_000;

interface Sample {
  readonly at: number;
  readonly ms: number;
}

export interface RecentUi {
  readonly p95FrameMs: number | null;
  readonly longTasks: number;
  readonly longestTaskMs: number;
  readonly busyFraction: number | null;
}

function percentile95(samples: readonly Sample[]): number | null {
  if (samples.length === 0) return null;
  const sorted = samples.map((sample) => sample.ms).sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)] ?? null;
}

const sum = (samples: readonly Sample[]): number => samples.reduce((total, sample) => total + sample.ms, 0);

export class FrameMeter {
  #frames: Sample[] = [];
  #scripts: Sample[] = [];
  #longTasks: Sample[] = [];
  #windowFrom = performance.now();
  #lastFrameAt: number | null = null;
  #request: number | null = null;
  #startedAt = performance.now();
  /** A message posted in a frame callback is handled after that frame's callbacks, style, layout and paint. */
  readonly #afterFrame = new MessageChannel();
  readonly #observer: PerformanceObserver | null;
  readonly #canSeeLongTasks = PerformanceObserver.supportedEntryTypes?.includes('longtask') ?? false;

  constructor() {
    this.#observer = this.#canSeeLongTasks ? this.#observeLongTasks() : null;
    this.#afterFrame.port1.onmessage = ({ data }) => {
      this.#scripts.push({ at: performance.now(), ms: performance.now() - data });
    };
  }

  /** Frames are counted only while something runs: an idle page should cost nothing. */
  setActive(active: boolean): void {
    if (active === (this.#request !== null)) return;
    if (this.#request !== null) cancelAnimationFrame(this.#request);
    this.#request = active ? requestAnimationFrame(this.#onFrame) : null;
    this.#lastFrameAt = null;
    if (active) this.#startedAt = performance.now();
  }

  /** Starts the window that `cost` reports. */
  beginWindow(): void {
    this.#windowFrom = performance.now();
  }

  /** Adds script time of work outside animation frames, which the caller measured, ms. */
  addScript(ms: number): void {
    this.#scripts.push({ at: performance.now(), ms });
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
      mainThreadBusyBasis: recent.busyFraction === null ? null : 'script-time-estimate',
    };
  }

  /** Figures of the last ten seconds. */
  recent(): RecentUi {
    return this.#since(performance.now() - RECENT_MS);
  }

  dispose(): void {
    this.setActive(false);
    this.#afterFrame.port1.close();
    this.#observer?.disconnect();
  }

  readonly #onFrame = (now: number): void => {
    const gap = this.#lastFrameAt === null ? ASLEEP_MS : now - this.#lastFrameAt; // the first has no gap
    if (gap < ASLEEP_MS) this.#frames.push({ at: now, ms: gap });
    this.#lastFrameAt = now;
    if (this.#frames.length > 2 * MAX_FRAMES) this.#forget();
    this.#afterFrame.port2.postMessage(performance.now());
    this.#request = requestAnimationFrame(this.#onFrame);
  };

  #observeLongTasks(): PerformanceObserver {
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        this.#longTasks.push({ at: entry.startTime, ms: entry.duration });
    });
    observer.observe({ type: 'longtask' });
    return observer;
  }

  #since(from: number): RecentUi {
    const inWindow = (sample: Sample) => sample.at >= from;
    const longTasks = this.#longTasks.filter(inWindow);
    const scripts = this.#scripts.filter(inWindow);
    const spanMs = performance.now() - Math.max(from, this.#startedAt);
    // Script inside a long task is reported by both; the longer of the two sums is a lower bound of the truth.
    const busyMs = Math.max(sum(scripts), sum(longTasks));
    return {
      p95FrameMs: percentile95(this.#frames.filter(inWindow)),
      longTasks: longTasks.length,
      longestTaskMs: longTasks.reduce((longest, task) => Math.max(longest, task.ms), 0),
      busyFraction: scripts.length === 0 || spanMs <= 0 ? null : Math.min(1, busyMs / spanMs),
    };
  }

  #forget(): void {
    this.#frames = this.#frames.slice(-MAX_FRAMES);
    this.#scripts = this.#scripts.slice(-MAX_FRAMES);
    this.#longTasks = this.#longTasks.slice(-MAX_FRAMES);
  }
}
