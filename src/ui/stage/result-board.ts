/**
 * The newest result of each tenant, and whether it still says something about the picture. It draws nothing and reads
 * no clock. Its `now` is stage time, ms that pass only while the scene runs, so that a stopped stage keeps its state.
 */
import type { FramedResult, Result } from '../../domain/result';
import type { PictureSource } from '../../domain/scenario';
import type { FrameLog, FrameOrigin } from './frame-log';

/** A result is dropped when none followed for this long … */
const STALE_MS = 1500;
/** … or for this many times the tenant's own interval, so that a slow model does not blink … */
const STALE_INTERVALS = 2;
/** … but never later than this. */
const STALE_AT_MOST_MS = 6000;

interface Entry {
  readonly framed: FramedResult;
  readonly receivedAt: number;
  /** Since the result before; 0 for the first. */
  readonly intervalMs: number;
  readonly lagMs: number | null;
}

export interface FreshResult {
  readonly result: Result;
  /** Wall time from the capture of its frame to its arrival here; null for random input. */
  readonly lagMs: number | null;
  /** What it was computed on; null for random input. */
  readonly origin: FrameOrigin | null;
}

export class ResultBoard {
  readonly #entries = new Map<string, Entry>();

  constructor(private readonly frames: FrameLog) {}

  /** @param arrivedAt on the clock that the frames are logged with. */
  accept(tenantId: string, framed: FramedResult, now: number, arrivedAt: number): void {
    const before = this.#entries.get(tenantId);
    const intervalMs = before === undefined ? 0 : now - before.receivedAt;
    const capturedAt = framed.frameNumber === null ? null : this.frames.capturedAt(framed.frameNumber);
    const lagMs = capturedAt === null ? null : arrivedAt - capturedAt;
    this.#entries.set(tenantId, { framed, receivedAt: now, intervalMs, lagMs });
  }

  /** Forgets the results of every other tenant: those that are gone, paused, failed or moving. */
  keepOnly(tenantIds: ReadonlySet<string>): void {
    for (const tenantId of this.#entries.keys()) {
      if (!tenantIds.has(tenantId)) this.#entries.delete(tenantId);
    }
  }

  /**
   * Null when the tenant has no result, when it is too old, or when it belongs to another shot of its source.
   * @param cutOf the present shot of each source.
   */
  fresh(tenantId: string, now: number, cutOf: (source: PictureSource) => number): FreshResult | null {
    const entry = this.#entries.get(tenantId);
    if (entry === undefined) return null;
    const { framed, receivedAt, intervalMs } = entry;
    const limitMs = Math.min(STALE_AT_MOST_MS, Math.max(STALE_MS, STALE_INTERVALS * intervalMs));
    if (now - receivedAt > limitMs) return null;
    const { frameNumber, result } = framed;
    if (frameNumber === null) return { result, lagMs: entry.lagMs, origin: null };
    const origin = this.frames.originOf(frameNumber);
    if (origin === null) return null;
    if (origin !== 'sound' && this.frames.cutOf(frameNumber) !== cutOf(origin)) return null;
    return { result, lagMs: entry.lagMs, origin };
  }
}
