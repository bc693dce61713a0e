/** What dropping the held card on one target would do; null while nothing is held. */
import { useMemo } from 'react';
import { usePlayground } from '../../store';
import { tenantName } from '../../tenant-words';
import { type DropEffect, dropEffect } from './drop-effect';

/** @param held id of the tenant whose card is held. */
export function useDropEffect(held: string | null, target: string | null): DropEffect | null {
  const snapshot = usePlayground((state) => (held === null ? null : state.snapshot));
  const catalog = usePlayground((state) => state.catalog);
  return useMemo(() => {
    if (held === null || target === null || snapshot === null) return null;
    return dropEffect(snapshot, ({ config }) => tenantName(catalog, config), held, target);
  }, [held, target, snapshot, catalog]);
}
