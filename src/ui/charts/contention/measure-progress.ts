/**
 * How far a series of solo measurements is, between the engine's announcements: it tells the time left once per
 * tenant, so the time since then is taken off here. Pure.
 */
import type { MeasuringState } from '../../../domain/snapshot';

/** The announcement in force, and the snapshot's instant at which it was seen first. */
export interface Announced {
  readonly tenantId: string;
  readonly remainingMs: number;
  readonly seenAt: number;
}

export function announced(before: Announced | null, measuring: MeasuringState, at: number): Announced {
  if (before?.tenantId === measuring.tenantId) return before;
  return { tenantId: measuring.tenantId, remainingMs: measuring.remainingMs, seenAt: at };
}

export interface MeasureProgress {
  /** Of the whole series, 0..1. */
  readonly fraction: number;
  readonly remainingMs: number;
}

export function measureProgress(
  { remainingMs, seenAt }: Announced,
  measuring: MeasuringState,
  at: number,
): MeasureProgress {
  const left = Math.min(measuring.remainingMs, Math.max(0, remainingMs - (at - seenAt)));
  const eachMs = remainingMs / Math.max(1, measuring.count - measuring.index);
  // The current tenant's turn ends when the engine says so, not when the time is up.
  const nextStartsAt = eachMs * (measuring.count - measuring.index - 1);
  const shown = Math.max(left, nextStartsAt);
  const wholeMs = eachMs * measuring.count;
  return { fraction: wholeMs === 0 ? 0 : 1 - shown / wholeMs, remainingMs: shown };
}
