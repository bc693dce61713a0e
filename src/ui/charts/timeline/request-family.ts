/**
 * A request's pipeline among the requests that are kept: who triggered it, back to the first, whom it triggered, and what
 * the whole took. Numbers are rows of the past. Pure.
 */
import { COLUMN } from '../../../protocol/packed-row';
import type { PastRows } from '../../past-rows';

export interface RequestFamily {
  /** From the first of the pipeline to the one that triggered it; shorter when older ones are forgotten. */
  readonly ancestors: readonly number[];
  /** In the order in which they ended. */
  readonly children: readonly number[];
  /** From the arrival of the pipeline's first request to its completion, ms; null when that is forgotten. */
  readonly endToEndMs: number | null;
  /** Age of its picture when it was complete, ms; null without one. */
  readonly freshnessMs: number | null;
}

/** No pipeline is longer: a longer way is a loop in what was recorded. */
const LONGEST = 32;

const known = (value: number): number | null => (Number.isNaN(value) ? null : value);

export function familyOf(past: PastRows, row: number): RequestFamily {
  const requestId = past.value(row, COLUMN.requestId);
  const completedAt = past.value(row, COLUMN.completedAt);
  const freshnessMs = known(completedAt - past.value(row, COLUMN.capturedAt));
  if (Number.isNaN(past.value(row, COLUMN.parentId)))
    return { ancestors: [], children: [], endToEndMs: null, freshnessMs };
  const ancestors: number[] = [];
  let first = row;
  while (!isFirst(past, first) && ancestors.length < LONGEST) {
    const parent = past.find(past.value(first, COLUMN.parentId));
    if (parent < 0) break;
    ancestors.unshift(parent);
    first = parent;
  }
  const children: number[] = [];
  for (let other = past.oldest; other < past.end; other += 1)
    if (other !== row && past.value(other, COLUMN.parentId) === requestId) children.push(other);
  const whole = isFirst(past, first) ? completedAt - past.value(first, COLUMN.arrivedAt) : Number.NaN;
  return { ancestors, children, endToEndMs: known(whole), freshnessMs };
}

/** The first of a pipeline names itself. */
const isFirst = (past: PastRows, row: number): boolean =>
  past.value(row, COLUMN.parentId) === past.value(row, COLUMN.requestId);
