/**
 * Files, links and databases as earlier versions of the app wrote them (`old-files/README.md`), for tests of whoever reads
 * them today. Databases are filled with the old layout and the old rows. Tests only.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const FOLDER = fileURLToPath(new URL('./old-files/', import.meta.url));

/** Commits from which there is a file of this name, in no order. */
export const versionsWith = (name: string): string[] =>
  readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(`${FOLDER}${entry.name}`).includes(name))
    .map((entry) => entry.name);

export function oldText(commit: string, name: string): string {
  const bytes = readFileSync(`${FOLDER}${commit}/${name}`);
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

export const oldJson = <T = unknown>(commit: string, name: string): T =>
  JSON.parse(oldText(commit, name)) as T; // as its test says

interface DumpedStore {
  readonly name: string;
  readonly keyPath: string | null;
  readonly autoIncrement: boolean;
  readonly indexes: readonly {
    readonly name: string;
    readonly keyPath: string;
    readonly unique: boolean;
    readonly multiEntry: boolean;
  }[];
  readonly rows: readonly { readonly key: IDBValidKey; readonly value: unknown }[];
}
interface DumpedDatabase {
  readonly name: string;
  readonly version: number;
  readonly stores: readonly DumpedStore[];
}

/** What an earlier version had in IndexedDB under this name. */
export function oldDatabase(commit: string, name: string): DumpedDatabase {
  const all = oldJson<readonly DumpedDatabase[]>(commit, 'databases.json.gz');
  const found = all.find((database) => database.name === name);
  if (found === undefined) throw new Error(`${commit} kept no ${name}`);
  return found;
}

/** Of one of its stores, as they were. */
export const oldRows = ({ stores }: DumpedDatabase, store: string): unknown[] =>
  stores.find(({ name }) => name === store)?.rows.map(({ value }) => revived(value)) ?? [];

/** Makes the database as the earlier version did, layout and rows. @param version another one than it had */
export async function putInPlace(dumped: DumpedDatabase, version = dumped.version): Promise<void> {
  const request = indexedDB.open(dumped.name, version);
  request.onupgradeneeded = () => {
    for (const { name, keyPath, autoIncrement, indexes, rows } of dumped.stores) {
      const store = request.result.createObjectStore(name, { keyPath, autoIncrement });
      for (const { name: index, keyPath: path, ...rest } of indexes) store.createIndex(index, path, rest);
      for (const { key, value } of rows)
        if (keyPath === null) store.put(revived(value), key);
        else store.put(revived(value));
    }
  };
  await new Promise<void>((resolve, reject) => {
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
  request.result.close();
}

const VIEWS = { Float64Array, Float32Array, Uint8Array } as const;

/** Bytes and dates come out of JSON as what they were. */
function revived(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revived);
  if (typeof value !== 'object' || value === null) return value;
  if ('$date' in value) return new Date(Number(value.$date));
  if ('$undefined' in value) return undefined;
  if ('$bytes' in value && '$as' in value) {
    const bytes = Uint8Array.from(Buffer.from(String(value.$bytes), 'base64'));
    if (value.$as === 'ArrayBuffer') return bytes.buffer;
    const View = VIEWS[value.$as as keyof typeof VIEWS]; // no other view was ever kept
    return new View(bytes.buffer);
  }
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, revived(one)]));
}
