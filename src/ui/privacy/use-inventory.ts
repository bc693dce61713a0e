/**
 * The inventory as the dialog shows it: read when it opens and after each erasing, never by itself in between, because
 * looking costs time of the machine that is measured. It works without engine and store.
 */
import { useCallback, useContext, useEffect, useState } from 'react';
import { afterErasing, otherTabs, tellErased } from '../storage-channel';
import { PlaygroundContext } from '../store';
import { browserPlace } from './browser-place';
import { erasureWords, type Told } from './erasure-words';
import type { HoldingId } from './holdings';
import { Inventory, type InventoryRow } from './inventory';

/** Tabs that are awake answer within a few milliseconds. */
const ROLL_CALL_MS = 300;

export interface ShownInventory {
  /** Null until it was read. */
  readonly rows: readonly InventoryRow[] | null;
  /** When, ms since the epoch. */
  readonly readAt: number;
  readonly busy: boolean;
  readonly told: Told | null;
  readonly read: () => void;
  /** @param what null: everything. */
  readonly erase: (ids: readonly HoldingId[], what: string | null) => void;
}

const place = browserPlace();
const inventory = new Inventory(place);
export const ERASABLE = inventory.erasable;

export function useInventory(): ShownInventory {
  const handle = useContext(PlaygroundContext);
  const [{ rows, readAt }, setRead] = useState<{ rows: readonly InventoryRow[] | null; readAt: number }>({
    rows: null,
    readAt: 0,
  });
  const [busy, setBusy] = useState(false);
  const [told, setTold] = useState<Told | null>(null);
  const show = useCallback(
    (next: readonly InventoryRow[]) => setRead({ rows: next, readAt: place.clock.now() }),
    [],
  );
  const read = useCallback(() => void inventory.read().then(show), [show]);
  useEffect(read, [read]);

  const erase = async (ids: readonly HoldingId[], what: string | null) => {
    setBusy(true);
    const erasure = await inventory.erase(ids);
    tellErased(ids);
    if (handle !== null) afterErasing(handle, ids);
    const pause = new Promise<void>((resolve) =>
      place.clock.schedule(place.clock.now() + ROLL_CALL_MS, resolve),
    );
    const tabs = erasure.left.length === 0 ? [] : await otherTabs(pause);
    show(erasure.rows);
    setTold(erasureWords(erasure, { what, tabs }));
    setBusy(false);
  };
  return { rows, readAt, busy, told, read, erase: (ids, what) => void erase(ids, what) };
}
