/** Tells the present figures of all tenants in a notice: seen and heard, and in the place of the one before. */
import type { PlaygroundStore } from '../store';
import { figureSentences } from './figure-sentences';

/** Id of the notice with the figures that were asked for last. */
let shown: number | null = null;

export function readFigures(store: PlaygroundStore): void {
  const { snapshot, catalog, notify, dismiss } = store.getState();
  if (snapshot === null) return;
  if (shown !== null) dismiss(shown);
  const text = figureSentences(snapshot, catalog).join('\n');
  shown = notify({ severity: 'info', text, sticky: false, action: null });
}
