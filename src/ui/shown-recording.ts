/**
 * A recorded run that the timeline shows in place of the live one: its requests, and the set-up that they ran in. Whoever
 * opens it puts it into the store; taking it out leads back to the live run. It computes no figure.
 */
import type { RunFile } from '../domain/run-file';
import type { Scenario } from '../domain/scenario';
import { COLUMN, type RowTable } from '../protocol/packed-row';
import type { PastRows } from './past-rows';
import { RecordedPast } from './recorded-past';

export interface ShownRecording {
  /** What the badge calls it. */
  readonly name: string;
  /** As it was when the run was exported: whose lanes there are, and in which order. */
  readonly scenario: Scenario;
  readonly past: PastRows;
  /** When its first request arrived and its last one ended, ms since the epoch. */
  readonly fromAt: number;
  readonly toAt: number;
}

/** Null when the table has no rows: there is nothing to show. */
export function shownRecording(name: string, run: RunFile, table: RowTable): ShownRecording | null {
  const past = new RecordedPast(table);
  if (past.end === 0) return null;
  let fromAt = Number.POSITIVE_INFINITY;
  for (let row = 0; row < past.end; row += 1) fromAt = Math.min(fromAt, past.value(row, COLUMN.arrivedAt));
  return { name, scenario: run.scenario, past, fromAt, toAt: past.value(past.end - 1, COLUMN.endedAt) };
}
