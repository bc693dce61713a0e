/** Where things are kept, how they are counted, whether the browser keeps anything at all, and what erasing came to. */
import { useEffect, useRef } from 'react';
import { Hint } from '../primitives/Hint';
import type { ShownInventory } from './use-inventory';

const TIME = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

export function StorageState({ storage }: { readonly storage: ShownInventory }) {
  const { rows, readAt, busy, read } = storage;
  const unreadable = (rows ?? []).filter(({ found }) => found.kind === 'unreadable');
  return (
    <>
      <p className="dim">
        In this browser alone, in its <Hint term="local-storage">localStorage</Hint>,{' '}
        <Hint term="indexed-db">IndexedDB</Hint> and <Hint term="cache-storage">Cache Storage</Hint>, and
        until you erase it; the browser may erase it when the disk is full. A private window keeps it until it
        is closed. <Hint term="kept-bytes">Bytes</Hint> are those of the contents.
      </p>
      {unreadable.length > 0 && (
        <p className="warn">
          ! This browser keeps nothing, or does not let the page look ({unreadable.length} of {rows?.length}):
          everything runs, and what you choose holds until the page closes. To keep things, allow site data
          for this address or leave private browsing.
        </p>
      )}
      <p className="holdings-read">
        <span className="dim">{rows !== null && `Read at ${TIME.format(readAt)}.`}</span>
        <button type="button" disabled={busy} onClick={read}>
          Read again
        </button>
      </p>
      <ErasureLine storage={storage} />
    </>
  );
}

/** The focus goes here: the button that was pressed is gone with what it erased. */
function ErasureLine({ storage: { told, busy } }: { readonly storage: ShownInventory }) {
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (told !== null) line.current?.focus();
  }, [told]);
  return (
    <div ref={line} role="status" tabIndex={-1} className={told === null && !busy ? '' : 'erasure'}>
      {busy && <p>Erasing…</p>}
      {!busy && told !== null && (
        <>
          <p className={told.left.length === 0 ? '' : 'bad'}>{told.headline}</p>
          {told.left.map((one) => (
            <p key={one}>! {one}</p>
          ))}
        </>
      )}
    </div>
  );
}
