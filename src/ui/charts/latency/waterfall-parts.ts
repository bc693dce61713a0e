/**
 * A waterfall as parts that can be drawn: none negative, in the order of a request's life, summing to the mean latency.
 * Pure; it knows no pixels.
 */
import type { Waterfall } from '../../../domain/run-file';

const PART_KINDS = [
  'queueing',
  'transport',
  'preprocess',
  'own',
  'compute',
  'slowed',
  'preempted',
  'readback',
  'decode',
] as const;
/** `compute` stands for own and slowed while no baseline tells them apart. */
export type PartKind = (typeof PART_KINDS)[number];

interface Part {
  readonly kind: PartKind;
  /** Mean, ms, not negative. */
  readonly ms: number;
}

export interface WaterfallParts {
  readonly parts: readonly Part[];
  /** Mean latency: the sum of the parts, ms. */
  readonly totalMs: number;
  /** How much less the computation took than alone, ms; 0 unless it did. Then `own` is what it took. */
  readonly fasterMs: number;
}

export function waterfallParts(waterfall: Waterfall): WaterfallParts {
  const { ownComputeMs, slowedMs } = waterfall;
  const slowed = slowedMs ?? 0;
  const own = Math.max(0, ownComputeMs + Math.min(0, slowed));
  const all: readonly Part[] = [
    { kind: 'queueing', ms: waterfall.queueingMs },
    { kind: 'transport', ms: waterfall.transportMs },
    { kind: 'preprocess', ms: waterfall.preprocessMs },
    { kind: slowedMs === null ? 'compute' : 'own', ms: own },
    { kind: 'slowed', ms: Math.max(0, slowed) },
    { kind: 'preempted', ms: waterfall.preemptedMs },
    { kind: 'readback', ms: waterfall.readbackMs },
    { kind: 'decode', ms: waterfall.decodeMs },
  ];
  const parts = all.filter((part) => part.ms > 0);
  return {
    parts,
    totalMs: parts.reduce((sum, part) => sum + part.ms, 0),
    fasterMs: Math.max(0, -slowed),
  };
}

/** The kinds that a legend must explain, in order. Empty and unavoidable ones stay, so that it does not flicker. */
export function legendKinds(waterfalls: readonly Waterfall[]): readonly PartKind[] {
  const known = waterfalls.some((one) => one.slowedMs !== null);
  const unknown = waterfalls.some((one) => one.slowedMs === null);
  const preempted = waterfalls.some((one) => one.preemptedMs > 0);
  return PART_KINDS.filter((kind) => {
    if (kind === 'own' || kind === 'slowed') return known;
    if (kind === 'compute') return unknown;
    return kind !== 'preempted' || preempted;
  });
}
