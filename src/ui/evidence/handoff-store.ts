/**
 * Where a trace waits for the page that hands it to Perfetto: a store of this origin, because that page is of another
 * browsing context group and can be given nothing (`public/handoff.js` reads it). A trace is erased when it was handed on,
 * or by the next one after a day.
 */
import { openDB } from 'idb';
import { DATABASES, STORES } from '../../protocol/storage-names';

const STORE = STORES.traces;
const DAY_MS = 86_400_000;

export interface HandedTrace {
  readonly id: string;
  /** ms since the epoch. */
  readonly at: number;
  readonly title: string;
  readonly fileName: string;
  /** Null when there is none; then why, in sentences. */
  readonly blob: Blob | null;
  readonly why: string | null;
}

/** @throws DOMException when this browser stores nothing, or has no room. */
export async function handOver(trace: HandedTrace): Promise<void> {
  const database = await openDB(DATABASES.handOver, 1, {
    upgrade: (fresh) => void fresh.createObjectStore(STORE, { keyPath: 'id' }),
  });
  try {
    const old = await database.getAll(STORE);
    for (const { id, at } of old) if (at < trace.at - DAY_MS) await database.delete(STORE, id);
    await database.put(STORE, trace);
  } finally {
    database.close();
  }
}
