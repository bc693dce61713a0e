/** Puts evidence into this browser's history and says so, or says why not. It knows no storage: that is the worker's. */
import type { KeptEvidence } from '../../domain/evidence';
import type { Evidence } from '../../protocol/evidence-contract';
import type { PlaygroundHandle } from '../store';
import { copiedEvidence } from './copied-evidence';
import { wordOf } from './export-evidence';
import { noteHistoryChange } from './history-changes';
import { tellProblem } from './tell-problem';

/** What stands as the origin of what was measured here. */
export const HERE = 'this browser';

interface KeepOptions {
  /** Where it is from: the name of a file; this browser when absent. */
  readonly origin?: string;
  /** Without a notice that it is kept: whoever keeps by itself says so elsewhere. Failures are told all the same. */
  readonly quiet?: boolean;
}

/** Resolves with the entry; null when it could not be kept, which is on the screen then. */
export async function keepEvidence(
  handle: Pick<PlaygroundHandle, 'evidence' | 'store'>,
  evidence: Evidence,
  name: string,
  { origin = HERE, quiet = false }: KeepOptions = {},
): Promise<KeptEvidence | null> {
  const { store } = handle;
  const word = wordOf(evidence.document);
  if (store.getState().storageRefused) {
    const why = new Error(
      'Writing to this browser’s storage is refused, as the mishaps say. Export it instead.',
    );
    tellProblem(store, `The ${word} could not be kept.`, why);
    return null;
  }
  try {
    const { evidence: sent, transfer } = copiedEvidence(evidence);
    const kept = await handle.evidence.call('keep', { ...sent, name, origin }, transfer);
    noteHistoryChange();
    if (!quiet) tellKept(store, kept);
    return kept;
  } catch (thrown) {
    tellProblem(store, `The ${word} could not be kept.`, thrown);
    return null;
  }
}

function tellKept(store: PlaygroundHandle['store'], { name }: KeptEvidence): void {
  const open = () => store.getState().set({ dialog: 'runs' });
  const action = store.getState().dialog === 'runs' ? null : { label: 'Runs', run: open };
  store
    .getState()
    .notify({ severity: 'info', text: `“${name}” is kept in this browser.`, sticky: false, action });
}
