/**
 * Every instant of a request's life, counted from its arrival, with what lay between: for the card of one request and for
 * its strip. Pure.
 */

import { formatMs } from '../../format';
import type { Term } from '../../glossary';
import type { RowWithSegments } from '../../past-rows';

export interface LifeInstant {
  readonly term: Term;
  readonly label: string;
  /** After the arrival, ms; NaN where it never got there. */
  readonly afterMs: number;
}

/**
 * "+1689.04 ms": instants lie close together, so that their digits count. A stage of a pipeline may have its deadline
 * before its own arrival: "−12.50 ms".
 */
export const afterWords = (afterMs: number): string =>
  `${afterMs < 0 ? '−' : '+'}${Math.abs(afterMs).toFixed(2)}\u202fms`;

/** Parts of the strip in order; `gap`: preempted. */
type LifePartKind = 'queueing' | 'transport' | 'preprocess' | 'segment' | 'gap' | 'readback' | 'decode';

export interface LifePart {
  readonly kind: LifePartKind;
  /** After the arrival, ms. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** The instants that it has, in order, without those of its segments. */
export function instantsOf(row: RowWithSegments): readonly LifeInstant[] {
  const after = (at: number) => at - row.arrivedAt;
  const all: readonly LifeInstant[] = [
    { term: 'queueing', label: 'issued', afterMs: after(row.issuedAt) },
    { term: 'transport', label: 'started', afterMs: after(row.startedAt) },
    { term: 'preprocess', label: 'input ready', afterMs: after(row.preprocessedAt) },
    { term: 'compute', label: 'computed', afterMs: after(row.computedAt) },
    { term: 'readback', label: 'read', afterMs: after(row.readAt) },
    { term: 'decode', label: 'complete', afterMs: after(row.completedAt) },
    { term: 'deadline', label: 'deadline', afterMs: after(row.deadlineAt) },
  ];
  return all.filter(({ afterMs }) => !Number.isNaN(afterMs)).sort((a, b) => a.afterMs - b.afterMs);
}

/** Shorter gaps are the executor's own turn, not a preemption that anybody sees, ms. */
const GAP_MS = 0.25;

/** What it went through, without overlaps; empty for one that was never served. */
export function partsOf(row: RowWithSegments): readonly LifePart[] {
  if (Number.isNaN(row.completedAt)) return [];
  const after = (at: number) => at - row.arrivedAt;
  const part = (kind: LifePartKind, from: number, to: number): LifePart => ({
    kind,
    fromMs: after(from),
    toMs: after(to),
  });
  const parts = [
    part('queueing', row.arrivedAt, row.issuedAt),
    part('transport', row.issuedAt, row.startedAt),
    part('preprocess', row.startedAt, row.preprocessedAt),
    ...computeParts(row).map(({ kind, from, to }) => part(kind, from, to)),
    part('readback', row.computedAt, row.readAt),
    part('decode', row.readAt, row.completedAt),
  ];
  return parts.filter(({ fromMs, toMs }) => toMs > fromMs);
}

interface Stretch {
  readonly kind: 'segment' | 'gap';
  readonly from: number;
  readonly to: number;
}

function computeParts({ segmentsAt, preprocessedAt, computedAt }: RowWithSegments): readonly Stretch[] {
  if (segmentsAt === null) return [{ kind: 'segment', from: preprocessedAt, to: computedAt }];
  const parts: Stretch[] = [];
  let reached = preprocessedAt;
  for (let at = 0; at + 1 < segmentsAt.length; at += 2) {
    const from = segmentsAt[at] ?? reached;
    const to = segmentsAt[at + 1] ?? from;
    if (from - reached > GAP_MS) parts.push({ kind: 'gap', from: reached, to: from });
    parts.push({ kind: 'segment', from, to });
    reached = to;
  }
  return parts;
}

/** "2.10 ms at +5.20 ms, then 8.00 ms preempted": a line for each segment. */
export function segmentLines(row: RowWithSegments): readonly string[] {
  const parts = computeParts(row);
  return parts.flatMap(({ kind, from, to }, index) => {
    if (kind === 'gap') return [];
    const next = parts[index + 1];
    const gap = next?.kind === 'gap' ? `, then ${formatMs(next.to - next.from)} preempted` : '';
    return [`${formatMs(to - from)} at ${afterWords(from - row.arrivedAt)}${gap}`];
  });
}
