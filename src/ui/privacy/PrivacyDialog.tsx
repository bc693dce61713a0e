/**
 * What leaves this tab, in plain words, and everything that this browser keeps for the app, each with its eraser. It opens
 * also when the engine is dead or the storage is broken: it needs neither.
 */
import { useContext } from 'react';
import { Dialog } from '../primitives/Dialog';
import { PlaygroundContext } from '../store';
import { EraseEverything } from './EraseEverything';
import { HoldingRow } from './HoldingRow';
import './privacy.css';
import { StorageState } from './StorageState';
import { useInventory } from './use-inventory';
import { WhatLeaves } from './WhatLeaves';

export function PrivacyDialog({ onClose }: { readonly onClose: () => void }) {
  const storage = useInventory();
  const handle = useContext(PlaygroundContext);
  const { rows } = storage;
  const onExport = handle === null ? null : () => handle.store.getState().set({ dialog: 'runs' });
  return (
    <Dialog title="Privacy and storage" onClose={onClose}>
      <WhatLeaves />
      <section aria-labelledby="kept-title" aria-busy={rows === null || storage.busy}>
        <h3 id="kept-title">What this browser keeps</h3>
        <StorageState storage={storage} />
        <EraseEverything storage={storage} onExport={onExport} />
        {rows === null ? (
          <p className="dim">Reading…</p>
        ) : (
          <ul className="holdings" aria-label="Everything that is kept">
            {rows.map((row) => (
              <HoldingRow key={row.holding.id} row={row} storage={storage} />
            ))}
          </ul>
        )}
      </section>
    </Dialog>
  );
}
