/**
 * Files of catalog models in the browser's cache: which are there, put there, taken out. What is put there has the size and
 * the SHA-256 of the catalog; executors verify it again whenever they read it. It knows no store and no views.
 */
import { sha256 } from '../../base/sha256';
import { EngineError } from '../../domain/errors';
import type { CatalogModel } from '../../domain/model';
import { modelCacheName } from '../../offline/cache-names';
import { refused, storageFailure, unlike, unreachable } from './keep-failures';

type ModelFile = CatalogModel['files'][number];

export interface FilesPlace {
  readonly caches: Pick<CacheStorage, 'open'>;
  /** Absolute URL of the app's folder, ending in a slash. */
  readonly scope: string;
  readonly fetch: (url: string, options: RequestInit) => Promise<Response>;
}

/** Of one model. */
export interface StoredModel {
  /** Of its files, as the catalog counts them. */
  readonly files: number;
  /** Lengths of the stored bodies, added up. */
  readonly bytes: number;
}

export const NOT_STORED: StoredModel = { files: 0, bytes: 0 };

export class OfflineModels {
  /** Lengths of stored bodies by address: reading them again would be reading megabytes again. */
  readonly #lengths = new Map<string, number>();

  constructor(private readonly place: FilesPlace) {}

  /** What is stored of each; those of which nothing is are left out. */
  async list(models: readonly CatalogModel[]): Promise<ReadonlyMap<string, StoredModel>> {
    const cache = await this.#cache();
    const stored = new Set((await cache.keys()).map(({ url }) => url));
    const found = new Map<string, StoredModel>();
    for (const model of models) {
      const urls = model.files.map((file) => this.#urlOf(model, file)).filter((url) => stored.has(url));
      if (urls.length === 0) continue;
      const lengths = await Promise.all(urls.map((url) => this.#lengthOf(cache, url)));
      found.set(model.id, { files: urls.length, bytes: lengths.reduce((sum, one) => sum + one, 0) });
    }
    return found;
  }

  /**
   * Stores what is missing of a model, file by file; what this browser still has of it is not fetched again.
   * @param onBytes told the bytes of each file that is there now
   * @throws EngineError `network-unreachable` | `model-missing` | `model-hash-mismatch` | `storage-full` | `storage-blocked`;
   *   whatever `signal` is aborted with. What was stored before stays.
   */
  async keep(
    model: CatalogModel,
    { signal, onBytes }: { readonly signal: AbortSignal; readonly onBytes?: (bytes: number) => void },
  ): Promise<void> {
    const cache = await this.#cache();
    for (const file of model.files) {
      signal.throwIfAborted();
      const url = this.#urlOf(model, file);
      if ((await cache.match(url, ANY_VARIANT)) === undefined) await this.#store(cache, model, file, signal);
      onBytes?.(file.bytes);
    }
  }

  /** @throws EngineError `storage-blocked`. */
  async forget(model: CatalogModel): Promise<void> {
    const cache = await this.#cache();
    const urls = model.files.map((file) => this.#urlOf(model, file));
    for (const url of urls) this.#lengths.delete(url);
    await Promise.all(urls.map((url) => cache.delete(url, ANY_VARIANT)));
  }

  async #lengthOf(cache: Cache, url: string): Promise<number> {
    const known = this.#lengths.get(url);
    if (known !== undefined) return known;
    const length = (await (await cache.match(url, ANY_VARIANT))?.blob())?.size ?? 0;
    this.#lengths.set(url, length);
    return length;
  }

  async #store(cache: Cache, model: CatalogModel, file: ModelFile, signal: AbortSignal): Promise<void> {
    const url = this.#urlOf(model, file);
    // From the browser's own cache when it is there; from the host when that is another version's.
    const bytes =
      (await this.#read(model, file, url, 'force-cache', signal)) ??
      (await this.#read(model, file, url, 'reload', signal));
    if (bytes === null) throw unlike(model, file.path);
    const headers = {
      'content-type': file.path.endsWith('.json') ? 'application/json' : 'application/octet-stream',
      'content-length': String(bytes.byteLength),
    };
    try {
      await cache.put(url, new Response(bytes, { headers }));
    } catch (thrown) {
      throw storageFailure(model, thrown);
    }
  }

  /** Null when it is not what the catalog says. */
  async #read(
    model: CatalogModel,
    { bytes, sha256: wanted, path }: ModelFile,
    url: string,
    cache: RequestCache,
    signal: AbortSignal,
  ): Promise<ArrayBuffer | null> {
    try {
      const answer = await this.place.fetch(url, { cache, credentials: 'omit', signal });
      if (!answer.ok) throw refused(model, path, answer.status);
      const body = await answer.arrayBuffer();
      return body.byteLength === bytes && (await sha256(new Uint8Array(body))) === wanted ? body : null;
    } catch (thrown) {
      signal.throwIfAborted();
      throw thrown instanceof EngineError ? thrown : unreachable(model, thrown);
    }
  }

  async #cache(): Promise<Cache> {
    try {
      return await this.place.caches.open(modelCacheName(this.place.scope));
    } catch (thrown) {
      throw storageFailure(null, thrown);
    }
  }

  #urlOf = (model: CatalogModel, file: ModelFile): string =>
    new URL(`models/${model.id}/${file.path}`, this.place.scope).href;
}

/** Hosts that compress say that answers vary by what the browser takes; there is one of each here. */
const ANY_VARIANT = { ignoreVary: true };
