/**
 * Whether to load the page again so that the worker can answer it with the headers that isolate it, on hosts that send
 * none. Pure. A page that the worker has answered and that is not isolated all the same stays as it is: no loop can be.
 */
import type { IsolationState } from './offline-state';

export interface IsolationFacts {
  readonly isolated: boolean;
  /** In a frame, the page around decides. */
  readonly framed: boolean;
  readonly workerReady: boolean;
  /** Whether the worker gave this page. */
  readonly controlledAtLoad: boolean;
  /** Whether this tab has reloaded by itself for it; null where that cannot be remembered. */
  readonly reloadedBefore: boolean | null;
  /** Whether somebody has done anything in this page. */
  readonly touched: boolean;
  /** Whether anything runs, or was brought for this visit. */
  readonly busy: boolean;
}

export function isolationState(facts: IsolationFacts): IsolationState | null {
  if (facts.isolated) return 'on';
  if (facts.framed || facts.controlledAtLoad) return 'not-here';
  return facts.workerReady ? 'by-reload' : null;
}

/** By itself only where nothing can be lost and nobody is disturbed, and once. */
export const reloadsByItself = (facts: IsolationFacts): boolean =>
  isolationState(facts) === 'by-reload' && facts.reloadedBefore === false && !facts.touched && !facts.busy;
