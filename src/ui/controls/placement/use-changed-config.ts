/**
 * What was just changed in a tenant's settings stands there at once: a snapshot shows it a moment later, and the next change
 * must build on it, not on what it replaced. It sends changes and decides nothing.
 */
import { useRef, useState } from 'react';
import type { TenantConfig } from '../../../domain/scenario';
import type { TenantChange } from '../../../protocol/engine-contract';
import { epochNow } from '../../epoch-clock';
import { type PlaygroundStore, usePlaygroundHandle } from '../../store';
import { withChange } from './with-change';

/** After a refusal nothing new may come. */
const LONGEST_MS = 1000;

/** Resolves when the page shows a snapshot that was made from now on, or after a second. */
function shownFromNow({ getState, subscribe }: PlaygroundStore): Promise<void> {
  const from = epochNow();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      leave();
      resolve();
    };
    const timer = setTimeout(end, LONGEST_MS);
    const leave = subscribe(() => {
      if ((getState().snapshot?.at ?? 0) >= from) end();
    });
  });
}

/** @returns the configuration as it will be, and how to change it. */
export function useChangedConfig(config: TenantConfig): {
  readonly changed: TenantConfig;
  readonly change: (one: TenantChange) => void;
} {
  const { store, commands } = usePlaygroundHandle();
  const [ahead, setAhead] = useState<TenantConfig | null>(null);
  const newest = useRef({ config: ahead, underWay: 0 });
  const send = async (one: TenantChange) => {
    const state = newest.current;
    state.config = withChange(state.config ?? config, one);
    state.underWay += 1;
    setAhead(state.config);
    await commands.updateTenant(config.id, one);
    await shownFromNow(store);
    state.underWay -= 1;
    if (state.underWay > 0) return;
    state.config = null;
    setAhead(null);
  };
  return { changed: ahead ?? config, change: (one) => void send(one) };
}
