/**
 * Files of evidence, dropped or picked, opened in the dialog of runs. The evidence worker reads them: however large they
 * are, this page does not. What cannot be read is told by name, the rest opens.
 */
import type { PlaygroundHandle } from '../store';
import { type OpenedEvidence, showRuns, viewOf } from './runs-view';
import { tellProblem } from './tell-problem';

/** More are no comparison that anybody reads; each can hold a million requests. */
const MOST_FILES = 6;

export interface NamedBlob {
  readonly name: string;
  readonly blob: Blob;
}

/** Resolves with what could be opened. */
export async function openFiles(
  handle: Pick<PlaygroundHandle, 'evidence' | 'store'>,
  files: readonly NamedBlob[],
): Promise<readonly OpenedEvidence[]> {
  const { store, evidence } = handle;
  const opened: OpenedEvidence[] = [];
  for (const { name, blob } of files.slice(0, MOST_FILES)) {
    try {
      const read = await evidence.call('read', { blob, fileName: name });
      opened.push({ name: withoutEnding(name), origin: name, id: null, evidence: read });
    } catch (thrown) {
      tellProblem(store, `“${name}” could not be opened.`, thrown);
    }
  }
  if (files.length > MOST_FILES) {
    const text = `Only the first ${MOST_FILES} of ${files.length} files were opened: more cannot be compared at once.`;
    store.getState().notify({ severity: 'info', text, sticky: false, action: null });
  }
  if (opened.length > 0) {
    showRuns(viewOf(opened));
    store.getState().set({ dialog: 'runs' });
  }
  return opened;
}

/** "four-at-once-2026….run.json" without its ending. */
const withoutEnding = (name: string): string =>
  name.replace(/^.*\//, '').replace(/(\.(run|experiment))?\.json(\.gz)?$/i, '') || name;
