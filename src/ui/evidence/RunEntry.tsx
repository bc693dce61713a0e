/** One entry of the history: what it is, when and where it was taken; its name, note and pin can be changed in place. */
import { FlaskConical, Pin, PinOff, Play, Trash2 } from 'lucide-react';
import type { KeptEvidence } from '../../domain/evidence';
import { formatBytes } from '../format';
import { EditedText } from './EditedText';
import { whenWords } from './history-list';
import { HERE } from './keep-evidence';
import type { Kept } from './use-kept';

interface RunEntryProps {
  readonly entry: KeptEvidence;
  readonly kept: Kept;
  /** To be compared. */
  readonly chosen: boolean;
  readonly onChoose: (on: boolean) => void;
}

export function RunEntry({ entry, kept, chosen, onChoose }: RunEntryProps) {
  const { id, name, note, pinned, kind, line, takenAt, bytes, origin } = entry;
  const Kind = kind === 'run' ? Play : FlaskConical;
  const PinIcon = pinned ? PinOff : Pin;
  return (
    <li className={pinned ? 'run-entry pinned' : 'run-entry'}>
      <input
        type="checkbox"
        aria-label={`Compare ${name}`}
        checked={chosen}
        onChange={(event) => onChoose(event.target.checked)}
      />
      <div className="run-entry-words">
        <EditedText
          className="run-name"
          label={`Name of ${name}`}
          text={name}
          mostCharacters={120}
          onChange={(next) => next !== '' && kept.change(id, { name: next })}
        />
        <p className="dim">
          <Kind size={12} aria-hidden="true" /> {kind}
          {pinned && ' · pinned'} · {whenWords(takenAt, Date.now())} · {formatBytes(bytes)}
          {origin !== HERE && ` · from ${origin}`}
        </p>
        <p>{line}</p>
        <EditedText
          className="run-note"
          label={`Note on ${name}`}
          text={note}
          placeholder="Add a note"
          mostCharacters={2000}
          onChange={(next) => kept.change(id, { note: next })}
        />
      </div>
      <div className="run-entry-actions">
        <button type="button" aria-label={`Open ${name}`} onClick={() => kept.open([entry])}>
          Open
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={pinned ? `Unpin ${name}` : `Pin ${name}`}
          title={pinned ? 'Unpin' : 'Pin: stands before all others'}
          onClick={() => kept.change(id, { pinned: !pinned })}
        >
          <PinIcon size={15} aria-hidden="true" />
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={`Delete ${name}`}
          title="Delete"
          onClick={() => kept.remove(entry)}
        >
          <Trash2 size={15} aria-hidden="true" />
        </button>
      </div>
    </li>
  );
}
