/**
 * A document in the order of its schema, so that what was exported and read again is exported the same, byte for byte.
 * A document that its schema refuses goes out as it is: what was measured is never held back.
 */
import { type EvidenceDocument, isExperiment } from '../../domain/evidence';
import { experimentFileSchema } from '../schemas/experiment-file-schema';
import { runFileSchema } from '../schemas/run-file-schema';

/** Without a recording: that stands beside it. */
export function canonical(document: EvidenceDocument): EvidenceDocument {
  // Through JSON first: what it cannot hold (NaN, undefined) is gone then, as it will be for whoever reads the file.
  const plain: unknown = JSON.parse(JSON.stringify(document));
  const parsed = isExperiment(document)
    ? experimentFileSchema.safeParse(plain)
    : runFileSchema.safeParse(plain);
  const ordered = parsed.data ?? document;
  if (!('recording' in ordered)) return ordered;
  const { recording: _, ...rest } = ordered;
  return rest;
}
