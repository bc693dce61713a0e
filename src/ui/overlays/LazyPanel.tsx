/** The panel beside the page, each a file of its own that is fetched when it is first asked for. */
import type { ComponentType } from 'react';
import { type LazyPart, lazyPart, useLazyPart } from '../primitives/use-lazy-part';
import { type SidePanel, usePlayground, usePlaygroundHandle } from '../store';

const PARTS = {
  mishaps: lazyPart<ComponentType>(
    'The panel of mishaps',
    async () => (await import('../mishaps/MishapsPanel')).MishapsPanel,
  ),
  predict: lazyPart<ComponentType>(
    'The panel of predictions',
    async () => (await import('../predict/PredictPanel')).PredictPanel,
  ),
  experiments: lazyPart<ComponentType>(
    'The panel of experiments',
    async () => (await import('../experiments/ExperimentsPanel')).ExperimentsPanel,
  ),
} as const satisfies Readonly<Record<SidePanel, LazyPart<ComponentType>>>;

export function LazyPanel() {
  const name = usePlayground((state) => state.panel);
  return name === null ? null : <Fetched key={name} name={name} />;
}

function Fetched({ name }: { readonly name: SidePanel }) {
  const { store } = usePlaygroundHandle();
  const Shown = useLazyPart(PARTS[name], true, () => store.getState().set({ panel: null }));
  return Shown === null ? null : <Shown />;
}
