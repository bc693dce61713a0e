/**
 * Evidence leaves the tab as a file on the person's disk: the evidence worker writes it, the page offers it. What goes
 * wrong becomes a notice. It knows no format.
 */
import { type EvidenceDocument, type ExportFormat, isExperiment } from '../../domain/evidence';
import type { Evidence } from '../../protocol/evidence-contract';
import type { PlaygroundHandle } from '../store';
import { copiedEvidence } from './copied-evidence';
import { downloadBlob } from './download-blob';
import { tellProblem } from './tell-problem';

/** Resolves with whether it was offered; a failure is on the screen then. */
export async function exportEvidence(
  handle: Pick<PlaygroundHandle, 'evidence' | 'store'>,
  evidence: Evidence,
  format: ExportFormat,
): Promise<boolean> {
  try {
    const { evidence: sent, transfer } = copiedEvidence(evidence);
    const { blob, fileName } = await handle.evidence.call('write', { ...sent, format }, transfer);
    downloadBlob(blob, fileName);
    return true;
  } catch (thrown) {
    tellProblem(handle.store, `The ${wordOf(evidence.document)} could not be exported.`, thrown);
    return false;
  }
}

export const wordOf = (document: EvidenceDocument): string => (isExperiment(document) ? 'experiment' : 'run');
