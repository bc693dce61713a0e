/** The history as the evidence worker has it, asked for again whenever something changed it, and what is done to it. */
import { useEffect, useState } from 'react';
import { reportOf } from '../../domain/errors';
import type { HistoryState, KeptEvidence } from '../../domain/evidence';
import type { EvidenceContract } from '../../protocol/evidence-contract';
import { usePlaygroundHandle } from '../store';
import { noteHistoryChange, onHistoryChange } from './history-changes';
import { showRuns, viewOf } from './runs-view';
import { tellProblem } from './tell-problem';

type Change = Parameters<EvidenceContract['change']>[0]['change'];

/** Deleted last; it outlives the dialog, as long as the worker that can bring it back does. */
let lastGone: KeptEvidence | null = null;

export interface Kept {
  /** Null until it was read. */
  readonly state: HistoryState | null;
  /** Why it cannot be read, in words. */
  readonly failure: string | null;
  /** Deleted last, while it can come back. */
  readonly gone: KeptEvidence | null;
  change(id: string, change: Change): void;
  remove(entry: KeptEvidence): void;
  restore(): void;
  /** Opens one, or several side by side. */
  open(entries: readonly KeptEvidence[]): void;
}

export function useKept(): Kept {
  const { evidence, store } = usePlaygroundHandle();
  const [state, setState] = useState<HistoryState | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [gone, showGone] = useState(lastGone);
  const setGone = (entry: KeptEvidence | null) => {
    lastGone = entry;
    showGone(entry);
  };
  useEffect(() => {
    let listening = true;
    const look = () =>
      void evidence.call('history', null).then(
        (next) => {
          if (!listening) return;
          setState(next);
          setFailure(null);
        },
        (thrown) => listening && setFailure(reportOf(thrown, 'storage-blocked').message),
      );
    look();
    const end = onHistoryChange(look);
    return () => {
      listening = false;
      end();
    };
  }, [evidence]);

  const told = (what: string, work: Promise<unknown>): void =>
    void work.then(noteHistoryChange, (thrown) => {
      tellProblem(store, what, thrown);
      noteHistoryChange(); // it may be another than is shown
    });
  const opened = async ({ id, name, origin }: KeptEvidence) => ({
    id,
    name,
    origin,
    evidence: await evidence.call('open', { id }),
  });
  return {
    state,
    failure,
    gone,
    change: (id, change) => told('It could not be changed.', evidence.call('change', { id, change })),
    remove: (entry) => {
      const work = evidence.call('remove', { id: entry.id }).then(() => setGone(entry));
      told(`“${entry.name}” could not be deleted.`, work);
    },
    restore: () => {
      if (gone === null) return;
      const work = evidence.call('restore', { id: gone.id }).then(() => setGone(null));
      told(`“${gone.name}” could not be brought back.`, work);
    },
    open: (entries) =>
      told(
        'It could not be opened.',
        Promise.all(entries.map(opened)).then((all) => showRuns(viewOf(all))),
      ),
  };
}
