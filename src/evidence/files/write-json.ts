/** A run or an experiment as its file: the document, and of a run every request of its window where they were recorded. */
import { isExperiment } from '../../domain/evidence';
import type { Evidence } from '../../protocol/evidence-contract';
import { encodeRecording } from '../recording-codec';
import { canonical } from './canonical';
import { jsonText } from './json-text';

export async function writeJson({ document, recording, truncated = false }: Evidence): Promise<Blob> {
  const ordered = canonical(document);
  const whole =
    recording === null || isExperiment(ordered)
      ? ordered
      : { ...ordered, recording: await encodeRecording(recording, truncated) };
  return new Blob([jsonText(whole)], { type: 'application/json' });
}
