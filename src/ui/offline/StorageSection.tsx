/** How much room the browser gives, and whether it promises not to clear it: asked for by a button only. */
import { useState } from 'react';
import { type Fact, FactList } from '../primitives/FactList';
import { usePlaygroundHandle } from '../store';
import { persistedWords, quotaWords } from './offline-words';
import type { OfflineList } from './use-offline-models';

export function StorageSection({ list: { storage, reread } }: { readonly list: OfflineList }) {
  const { store } = usePlaygroundHandle();
  const [told, setTold] = useState('');
  if (storage === null) return null;
  const facts: readonly Fact[] = [
    ['storage-estimate', 'Used of what this site may use', quotaWords(storage)],
    ['storage-persisted', 'Kept for good', persistedWords(storage)],
  ];
  const persist = async () => {
    const granted = await navigator.storage.persist().catch(() => false);
    setTold(
      granted
        ? 'Granted: the browser keeps it until you clear it.'
        : 'The browser did not grant it. Chromium grants it to sites that are installed or often used; Firefox asks.',
    );
    reread();
  };
  return (
    <section aria-labelledby="offline-storage">
      <h3 id="offline-storage">Room</h3>
      <FactList facts={facts} className="offline-facts" />
      <div className="offline-row">
        <p role="status">{told}</p>
        {storage.persisted === false && (
          <button type="button" onClick={() => void persist()}>
            Ask to keep it for good
          </button>
        )}
        <button type="button" onClick={() => store.getState().set({ dialog: 'privacy' })}>
          Privacy and storage
        </button>
      </div>
    </section>
  );
}
