/** Changes of the set-up so far, in words, worked out again only when there is another. */
import { useRef } from 'react';
import type { NotedScenario } from '../../record-history';
import { usePlaygroundHandle } from '../../store';
import { tenantName } from '../../tenant-words';
import type { SetupChange } from './draw-changes';
import { setupChanges } from './setup-changes';

interface Known {
  readonly noted: readonly NotedScenario[];
  readonly changes: readonly SetupChange[];
}

const NONE: readonly NotedScenario[] = [];

/** @returns the function that tells them, oldest first: to be called when drawing, which is not when React renders. */
export function useChanges(): () => readonly SetupChange[] {
  const { history, store } = usePlaygroundHandle();
  const known = useRef<Known | null>(null);
  return () => {
    // A recording covers one set-up.
    const noted = store.getState().recording === null ? history.scenarios : NONE;
    if (known.current?.noted === noted) return known.current.changes;
    const { catalog } = store.getState();
    const changes = setupChanges(noted, (tenant) => tenantName(catalog, tenant));
    known.current = { noted, changes };
    return changes;
  };
}
