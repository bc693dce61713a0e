/** A run or an experiment as its file: the document, and of a run every request of its window where they were recorded. */
import { isExperiment } from '../../domain/evidence';
import type { Evidence } from '../../protocol/evidence-contract';
import { encodeRecording } from '../recording-codec';
import { canonical } from './canonical';
import { versionedFile } from './file-version';
import { jsonText } from './json-text';

export async function writeJson({ document, recording, truncated = false }: Evidence): Promise<Blob> {
  const encoded =
    recording === null || isExperiment(document) ? null : await encodeRecording(recording, truncated);
  const ordered = canonical(versionedFile(document, encoded));
  const whole = encoded === null ? ordered : { ...ordered, recording: encoded };
  return new Blob([jsonText(whole)], { type: 'application/json' });
}
