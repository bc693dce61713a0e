/** One button that erases all that a page can erase, after it has said what goes and what to save first. */
import { useState } from 'react';
import { amountOf, present } from './erasure-words';
import { ERASABLE, type ShownInventory } from './use-inventory';

interface EraseEverythingProps {
  readonly storage: ShownInventory;
  /** Opens the kept runs; null where nothing but this dialog is alive. */
  readonly onExport: (() => void) | null;
}

export function EraseEverything({ storage, onExport }: EraseEverythingProps) {
  const { rows, busy, told, erase } = storage;
  const [asks, setAsks] = useState(false);
  const start = () => {
    setAsks(false);
    erase(ERASABLE, null);
  };
  if (rows === null) return null;
  if (asks)
    return <Question storage={storage} onExport={onExport} onErase={start} onKeep={() => setAsks(false)} />;
  return (
    <p className="erase-all">
      <button type="button" className="bad" disabled={busy} onClick={() => setAsks(true)}>
        Erase everything…
      </button>
      {told !== null && (
        <button type="button" disabled={busy} onClick={() => location.reload()}>
          Load the page again
        </button>
      )}
    </p>
  );
}

interface QuestionProps extends EraseEverythingProps {
  readonly onErase: () => void;
  readonly onKeep: () => void;
}

function Question({ storage, onExport, onErase, onKeep }: QuestionProps) {
  const going = present(storage.rows ?? []);
  const precious = going.filter(({ holding }) => holding.precious !== null);
  const runs = going.some(({ holding }) => holding.id === 'runs');
  return (
    <section className="erase-asks" aria-labelledby="erase-title">
      <h4 id="erase-title">Erase everything of this app in this browser?</h4>
      {going.length === 0 ? (
        <p>
          Nothing was found that is kept. What the page cannot see is erased too, where the browser lets it.
        </p>
      ) : (
        <p>
          What goes:{' '}
          {going.map(({ holding, found }) => `${holding.what} (${amountOf(found, holding.unit)})`).join('; ')}
          .
        </p>
      )}
      {precious.length > 0 && (
        <p className="warn">
          ! These cannot be had back:{' '}
          {precious.map(({ holding }) => `${holding.what}. ${holding.precious}`).join(' ')}
        </p>
      )}
      <p className="dim">
        Other apps of this address keep theirs. Another copy of this app in another folder of it shares all
        but the files for offline and loses them too. Permissions stay: take them back in the browser’s
        settings.
      </p>
      <p className="erase-buttons">
        <button type="button" className="bad" onClick={onErase}>
          Erase everything for good
        </button>
        {/* biome-ignore lint/a11y/noAutofocus: it stands where the button was that had the focus */}
        <button type="button" autoFocus onClick={onKeep}>
          Keep it
        </button>
        {runs && onExport !== null && (
          <button type="button" onClick={onExport}>
            Open Runs to export them
          </button>
        )}
      </p>
    </section>
  );
}
