/** A failure of files or of the history as a notice that stays: what could not be done, why, and what to try. */
import { reportOf } from '../../domain/errors';
import type { PlaygroundStore } from '../store';

/** @param what could not be done, a sentence. A cancelled call is no problem. */
export function tellProblem(store: PlaygroundStore, what: string, thrown: unknown): void {
  const { code, message } = reportOf(thrown, 'evidence-unfit');
  if (code === 'cancelled') return;
  store.getState().notify({ severity: 'problem', text: `${what} ${message}`, sticky: true, action: null });
}
