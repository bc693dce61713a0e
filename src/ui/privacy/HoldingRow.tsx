/** One kind of thing that is kept: what, where, how much, and its eraser. What cannot be had back asks once more. */
import { useState } from 'react';
import { amountOf } from './erasure-words';
import type { InventoryRow } from './inventory';
import type { ShownInventory } from './use-inventory';

interface RowProps {
  readonly row: InventoryRow;
  readonly storage: Pick<ShownInventory, 'busy' | 'erase'>;
}

export function HoldingRow({ row, storage }: RowProps) {
  const { holding, found, erasable } = row;
  const empty = found.kind === 'counted' && found.entries === 0;
  return (
    <li className={empty ? 'holding empty' : 'holding'}>
      <div className="holding-what">
        <strong>{holding.what}</strong>
        <span className="dim">{holding.why}</span>
        {found.kind === 'counted' && found.note !== undefined && <span className="dim">{found.note}</span>}
        {found.kind === 'unreadable' && <span className="warn">! {found.why}</span>}
      </div>
      <div className="holding-where">
        <span>{holding.where}</span>
        <code className="dim">{holding.name}</code>
      </div>
      <span className="holding-amount">{amountOf(found, holding.unit)}</span>
      <div className="holding-act">{erasable && !empty && <Eraser row={row} storage={storage} />}</div>
    </li>
  );
}

function Eraser({ row: { holding }, storage: { busy, erase } }: RowProps) {
  const { id, what, precious } = holding;
  const [asks, setAsks] = useState(false);
  const act = () => {
    setAsks(false);
    erase([id], what);
  };
  if (!asks)
    return (
      <button
        type="button"
        disabled={busy}
        aria-label={`Erase: ${what}`}
        onClick={precious === null ? act : () => setAsks(true)}
      >
        {precious === null ? 'Erase' : 'Erase…'}
      </button>
    );
  return (
    <fieldset className="holding-asks" aria-label={`Erase for good: ${what}?`}>
      <span>They cannot be had back. {precious}</span>
      <button type="button" className="bad" onClick={act}>
        Erase for good
      </button>
      {/* biome-ignore lint/a11y/noAutofocus: it stands where the button was that had the focus */}
      <button type="button" autoFocus onClick={() => setAsks(false)}>
        Keep
      </button>
    </fieldset>
  );
}
