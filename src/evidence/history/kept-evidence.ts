/** Documents in and out of the history: as the gzip of the very file that an export writes. It knows no database. */
import type { KeptEvidence } from '../../domain/evidence';
import { isExperiment } from '../../domain/evidence';
import type { Evidence, EvidenceContract } from '../../protocol/evidence-contract';
import { writeJson } from '../files/write-json';
import { gzip } from '../gzip';
import { readEvidence } from '../read/read-evidence';
import { evidenceLine } from './evidence-line';
import type { History } from './history';

const MOST_NAME = 200;

export async function keepEvidence(
  history: History,
  { name, origin, ...evidence }: Parameters<EvidenceContract['keep']>[0],
  keptAt: number,
): Promise<KeptEvidence> {
  const body = await gzip(await writeJson(evidence));
  const { document } = evidence;
  const id = Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  );
  const entry: KeptEvidence = {
    id: id.join(''),
    kind: isExperiment(document) ? 'experiment' : 'run',
    name: name.slice(0, MOST_NAME),
    note: '',
    pinned: false,
    takenAt: Date.parse(document.provenance.takenAt),
    keptAt,
    origin,
    bytes: body.byteLength,
    line: evidenceLine(document),
  };
  return history.keep(entry, body.buffer);
}

/** @throws EngineError `storage-cleared` when it is gone, or as reading a file does. */
export async function openEvidence(history: History, id: string): Promise<Evidence> {
  return readEvidence(new Blob([await history.body(id)]), 'The kept entry');
}
