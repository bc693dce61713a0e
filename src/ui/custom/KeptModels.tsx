/** The models that this browser keeps, of this app and of other TensorFlow.js pages of the origin. */
import { useState } from 'react';
import { formatBytes } from '../format';
import { usePlaygroundHandle } from '../store';
import { type KeptList, useKeptModels } from './use-kept-models';

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

export function KeptModels() {
  const { store } = usePlaygroundHandle();
  const kept = useKeptModels();
  if (kept.problem === null && kept.models.length === 0) return null;
  return (
    <>
      <h4>Kept in this browser</h4>
      {kept.problem !== null && (
        <p className="own-problem" role="alert">
          {kept.problem}
        </p>
      )}
      <ul className="own-list" aria-label="Models kept in this browser">
        {kept.models.map((model) => (
          <KeptLine key={model.key} model={model} onForget={kept.forget} />
        ))}
      </ul>
      <p>
        <button type="button" className="quiet" onClick={() => store.getState().set({ dialog: 'privacy' })}>
          All that this browser keeps
        </button>
      </p>
    </>
  );
}

interface KeptLineProps {
  readonly model: KeptList['models'][number];
  readonly onForget: KeptList['forget'];
}

function KeptLine({ model: { key, bytes, savedAt }, onForget }: KeptLineProps) {
  const { custom } = usePlaygroundHandle();
  const [asks, setAsks] = useState(false);
  return (
    <li>
      <span className="own-name">{key}</span>
      <span className="dim own-facts">
        {formatBytes(bytes)}
        {savedAt !== null && `, ${DATE.format(savedAt)}`}
      </span>
      {asks ? (
        <>
          <button type="button" className="bad" onClick={() => onForget(key)}>
            Remove for good
          </button>
          {/* biome-ignore lint/a11y/noAutofocus: it stands where the button was that had the focus */}
          <button type="button" autoFocus onClick={() => setAsks(false)}>
            Keep it
          </button>
        </>
      ) : (
        <>
          <button type="button" aria-label={`Remove ${key} from this browser`} onClick={() => setAsks(true)}>
            Remove
          </button>
          <button type="button" aria-label={`Add ${key}`} onClick={() => void custom.takeKept(key)}>
            Add…
          </button>
        </>
      )}
    </li>
  );
}
