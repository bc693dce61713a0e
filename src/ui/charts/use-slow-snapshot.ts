/**
 * The newest snapshot at a pace that can be read: figures twice a second, what happened (run, scenario, baselines,
 * failures) at once. Panels of numbers use it, so that React renders them half as often.
 */
import { useRef, useSyncExternalStore } from 'react';
import type { Snapshot } from '../../domain/snapshot';
import { usePlaygroundHandle } from '../store';

const PERIOD_MS = 500;

/** Nothing happened between the two: only figures may differ. Parts that did not change keep their identity. */
function sameSituation(a: Snapshot, b: Snapshot): boolean {
  return (
    a.run === b.run &&
    a.scenario === b.scenario &&
    a.measuring === b.measuring &&
    a.tenants.every((tenant, index) => {
      const other = b.tenants[index];
      return tenant.status === other?.status && tenant.alone === other.alone;
    })
  );
}

export function useSlowSnapshot(): Snapshot | null {
  const { store } = usePlaygroundHandle();
  const held = useRef<Snapshot | null>(null);
  return useSyncExternalStore(store.subscribe, () => {
    const newest = store.getState().snapshot;
    const { current } = held;
    if (newest !== null && current !== null && newest !== current) {
      if (newest.at - current.at < PERIOD_MS && sameSituation(current, newest)) return current;
    }
    held.current = newest;
    return newest;
  });
}
