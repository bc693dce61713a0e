/** The evidence worker's calls, each answered by the part that it concerns. */
import type { Evidence, EvidenceContract } from '../protocol/evidence-contract';
import { type Endpoint, type EventMap, serve, Transferred } from '../protocol/rpc';
import { compareEvidence } from './compare/compare-evidence';
import { writeFile } from './files/write-file';
import { History } from './history/history';
import { keepEvidence, openEvidence } from './history/kept-evidence';
import { workerLives } from './history/worker-lives';
import { drawDocument } from './plots/draw-document';
import { readEvidence } from './read/read-evidence';

export function serveEvidence(endpoint: Endpoint): void {
  const { locks, storage } = navigator;
  const history = new History({
    lives: workerLives(locks),
    estimate: async () => (await storage?.estimate()) ?? null,
  });
  serve<EvidenceContract, EventMap>(endpoint, {
    write: ({ format, ...evidence }) => writeFile(evidence, format),
    read: async ({ blob, fileName }) => handedOver(await readEvidence(blob, fileName)),
    draw: (request) => drawDocument(request),
    compare: ({ evidence, names }) => compareEvidence(evidence, names),
    history: () => history.state(),
    keep: (argument) => keepEvidence(history, argument, Date.now()),
    open: async ({ id }) => handedOver(await openEvidence(history, id)),
    change: ({ id, change }) => history.change(id, change),
    remove: ({ id }) => history.remove(id),
    restore: ({ id }) => history.restore(id),
  });
}

/** The recording's buffers move: a million requests are 136 MB. */
function handedOver(evidence: Evidence): Transferred<Evidence> {
  const { recording } = evidence;
  const buffers = recording === null ? [] : [recording.rows.buffer, recording.segmentsAt.buffer];
  return new Transferred(
    evidence,
    buffers.filter((buffer) => buffer instanceof ArrayBuffer),
  );
}
