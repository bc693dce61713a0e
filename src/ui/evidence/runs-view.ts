/**
 * What the dialog of runs shows: the list, one run or experiment, or several side by side. It outlives the dialog, so that a
 * file that is dropped, or a run that was just kept, can be put there before it opens. It holds what is opened and reads nothing.
 */
import type { Evidence } from '../../protocol/evidence-contract';

/** Evidence that is open, with what it is called. */
export interface OpenedEvidence {
  readonly name: string;
  /** This browser, or the name of the file. */
  readonly origin: string;
  /** Of the history; null for a file that is not kept. */
  readonly id: string | null;
  readonly evidence: Evidence;
}

export type RunsView =
  | { readonly kind: 'list' }
  | { readonly kind: 'one'; readonly opened: OpenedEvidence }
  | { readonly kind: 'compare'; readonly opened: readonly OpenedEvidence[] };

let view: RunsView = { kind: 'list' };
const listeners = new Set<() => void>();

export const runsView = (): RunsView => view;

export function showRuns(next: RunsView): void {
  view = next;
  for (const listener of listeners) listener();
}

/** Returns the function that unsubscribes. */
export function onRunsView(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was opened, as the view that fits it: one, or several side by side. */
export function viewOf(opened: readonly OpenedEvidence[]): RunsView {
  const [first] = opened;
  if (first === undefined) return { kind: 'list' };
  return opened.length === 1 ? { kind: 'one', opened: first } : { kind: 'compare', opened };
}
