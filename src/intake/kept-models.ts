/**
 * Lists, fetches, keeps and forgets models in this browser, and says in words why the browser refuses. Must not know
 * how they are laid out (model-shelf.ts, kept-record.ts, read-record.ts).
 */
import { assert } from '../base/assert';
import type { Clock } from '../base/clock';
import { EngineError } from '../domain/errors';
import { newerStorage } from '../domain/newer-storage';
import type { KeptModel, TakenModel } from '../protocol/intake-contract';
import { quoted } from '../sources/refusal';
import { readInfo, recordFor } from './kept-record';
import { inMegabytes } from './megabytes';
import type { ModelShelf } from './model-shelf';
import { type KeptFiles, readRecord } from './read-record';

/** As the schema of a model's source bounds it. */
const MAX_KEY_LENGTH = 200;
const isKey = (key: string): boolean => key.length > 0 && key.length <= MAX_KEY_LENGTH;

export interface Storage {
  readonly shelf: ModelShelf;
  /** Bytes that this origin may use and uses; null where the browser does not say. */
  readonly estimate: () => Promise<{ readonly quota?: number; readonly usage?: number } | null>;
  readonly clock: Pick<Clock, 'now'>;
  /** Refused on purpose, as long as it says so. */
  readonly isRefused: () => boolean;
}

/** Newest first; those without a date last, and those whose name no scenario could hold left out. */
export async function listKept(storage: Storage): Promise<readonly KeptModel[]> {
  const entries = await asked(storage, ({ shelf }) => shelf.list());
  return entries
    .filter(({ key }) => isKey(key))
    .map(({ key, info }) => ({ key, ...readInfo(info) }))
    .toSorted((a, b) => (b.savedAt ?? 0) - (a.savedAt ?? 0) || (a.key < b.key ? -1 : 1));
}

/** @throws EngineError `storage-cleared` | `storage-blocked` | `model-no-topology` | `model-malformed`. */
export async function takeFromBrowser(storage: Storage, key: string): Promise<KeptFiles> {
  const record = await asked(storage, ({ shelf }) => shelf.get(key));
  if (record === null) {
    throw new EngineError(
      'storage-cleared',
      `No model is kept as ${quoted(key)} any more: somebody cleared this browser's storage or removed it. Bring its files again.`,
    );
  }
  return readRecord(key, record);
}

/** @throws EngineError `storage-full` | `storage-blocked`. */
export async function keepModel(storage: Storage, taken: TakenModel, key: string): Promise<KeptModel> {
  assert(isKey(key), `a key of ${key.length} characters`);
  if (storage.isRefused()) throw refusedOnPurpose();
  const record = await recordFor(taken, Math.round(storage.clock.now()));
  const neededBytes = neededFor(taken);
  const freeBytes = await free(storage);
  if (freeBytes !== null && neededBytes > freeBytes) throw full(key, neededBytes, freeBytes);
  try {
    await storage.shelf.put(key, record);
  } catch (thrown) {
    throw isQuota(thrown) ? full(key, neededBytes, await free(storage)) : blocked(thrown);
  }
  return { key, ...readInfo(record.modelArtifactsInfo) };
}

/** @throws EngineError `storage-blocked`. */
export async function forgetModel(storage: Storage, key: string): Promise<void> {
  await asked(storage, ({ shelf }) => shelf.delete(key));
}

async function asked<T>(storage: Storage, ask: (storage: Storage) => Promise<T>): Promise<T> {
  if (storage.isRefused()) throw refusedOnPurpose();
  try {
    return await ask(storage);
  } catch (thrown) {
    throw blocked(thrown);
  }
}

/** The description is kept twice: as it was, and as TensorFlow.js reads it. */
const neededFor = ({ blobs }: TakenModel): number =>
  blobs.reduce((sum, { size }) => sum + size, blobs[0]?.size ?? 0);

async function free({ estimate }: Storage): Promise<number | null> {
  const told = await estimate().catch(() => null);
  return told?.quota === undefined || told.usage === undefined ? null : Math.max(0, told.quota - told.usage);
}

const isQuota = (thrown: unknown): boolean => thrown instanceof Error && thrown.name === 'QuotaExceededError';

function full(key: string, neededBytes: number, freeBytes: number | null): EngineError {
  const left = freeBytes === null ? 'the browser gives no more' : `${inMegabytes(freeBytes)} are free`;
  return new EngineError(
    'storage-full',
    `${quoted(key)} needs ${inMegabytes(neededBytes)} in this browser's storage, ${left}: remove a kept model or free space on the disk.`,
  );
}

function blocked(thrown: unknown): EngineError {
  const newer = newerStorage(thrown, 'What is kept of models', 'Bring their files until then.');
  if (newer !== null) return newer;
  const reason = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return new EngineError(
    'storage-blocked',
    `This browser does not let the page use its storage (${reason}): allow site data for this page, or leave private browsing.`,
    { cause: thrown },
  );
}

const refusedOnPurpose = (): EngineError =>
  new EngineError(
    'storage-blocked',
    "This browser's storage was not used (injected: storage is refused on purpose): end the mishap and try again.",
  );
