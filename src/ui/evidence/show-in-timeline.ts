/** Puts a recorded run in the place of the live one on the timeline, or tells why it cannot be shown. */
import { isExperiment } from '../../domain/evidence';
import { shownRecording } from '../shown-recording';
import type { PlaygroundHandle } from '../store';
import type { OpenedEvidence } from './runs-view';

/** @param done when it is shown: whatever lies over the timeline closes. */
export function showInTimeline(
  { store }: Pick<PlaygroundHandle, 'store'>,
  { name, evidence: { document, recording } }: OpenedEvidence,
  done: () => void,
): void {
  const shown =
    isExperiment(document) || recording === null ? null : shownRecording(name, document, recording);
  if (shown === null) {
    const text = `“${name}” has no recorded requests to show. Export a run again: its file holds them.`;
    store.getState().notify({ severity: 'problem', text, sticky: true, action: null });
    return;
  }
  store.getState().set({ recording: shown });
  done();
}
