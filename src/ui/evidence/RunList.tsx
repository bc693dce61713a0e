/** What is kept, to be searched, opened and compared, and how much room is left. */
import { useState } from 'react';
import { Hint } from '../primitives/Hint';
import { usePlaygroundHandle } from '../store';
import { DevToolsSwitch } from './DevToolsSwitch';
import { listed, roomWords } from './history-list';
import { ListActions } from './ListActions';
import { RunEntry } from './RunEntry';
import { type Kept, useKept } from './use-kept';

export function RunList() {
  const { store } = usePlaygroundHandle();
  const kept = useKept();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const entries = kept.state?.entries ?? [];
  const shown = listed(entries, search);
  const picked = entries.filter(({ id }) => chosen.has(id));
  const choose = (id: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  return (
    <>
      <ListActions picked={picked.length} onCompare={() => kept.open(picked)} />
      {entries.length > 0 && (
        <input
          type="search"
          className="runs-search"
          aria-label="Search in names, notes and figures"
          placeholder="Search"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      {kept.failure !== null && <p className="bad">! The history cannot be read. {kept.failure}</p>}
      <GoneLine kept={kept} />
      <ul className="runs-list" aria-label="Kept runs and experiments">
        {shown.map((entry) => (
          <RunEntry
            key={entry.id}
            entry={entry}
            kept={kept}
            chosen={chosen.has(entry.id)}
            onChoose={(on) => choose(entry.id, on)}
          />
        ))}
      </ul>
      {kept.state !== null && shown.length === 0 && <EmptyList searched={entries.length > 0} />}
      <footer className="runs-foot">
        <Room kept={kept} />
        <button type="button" className="quiet" onClick={() => store.getState().set({ dialog: 'privacy' })}>
          All that this browser keeps
        </button>
        <DevToolsSwitch />
      </footer>
    </>
  );
}

function GoneLine({ kept }: { readonly kept: Kept }) {
  return (
    <div role="status" className="runs-gone">
      {kept.gone !== null && (
        <>
          <span>“{kept.gone.name}” was deleted.</span>
          <button type="button" onClick={kept.restore}>
            Undo
          </button>
        </>
      )}
    </div>
  );
}

function EmptyList({ searched }: { readonly searched: boolean }) {
  if (searched) return <p className="dim">Nothing that is kept has these words.</p>;
  return (
    <p className="dim">
      Nothing is kept yet. Keep the run of now, measure an experiment, or drop an exported file anywhere on
      the page.
    </p>
  );
}

function Room({ kept: { state } }: { readonly kept: Kept }) {
  const room = state === null ? null : roomWords(state);
  if (room === null) return null;
  return (
    <p className={room.nearlyFull ? 'warn' : 'dim'}>
      <Hint term="storage-used">{room.text}</Hint>
      {room.nearlyFull && '. ! Nearly full: export and delete what you do not need.'}
    </p>
  );
}
