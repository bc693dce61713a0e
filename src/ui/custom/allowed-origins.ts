/**
 * Sites that models may always be fetched from, because the person said so: remembered in this browser's storage until they are
 * forgotten; where that is refused, until the page is left. It fetches nothing, and asks nobody.
 */
import { LOCAL_KEYS } from '../../protocol/storage-names';
import { originOf } from './known-models';

/** A JSON list of origins. */
const KEY = LOCAL_KEYS.allowedSites;
/** Sites that are remembered; whichever was allowed longest ago is forgotten first. */
const MOST_ORIGINS = 100;

type OriginStorage = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export class AllowedOrigins {
  /** Those that could not be written down. */
  readonly #visit = new Set<string>();

  /** @param storage throws where storage is blocked. */
  constructor(private readonly storage: () => OriginStorage) {}

  /** As `location.origin` writes them, newest last. Read anew each time: another tab may have forgotten one. */
  list(): readonly string[] {
    return [...new Set([...this.#stored(), ...this.#visit])];
  }

  has(origin: string): boolean {
    return this.list().includes(origin);
  }

  /** @returns whether it will still be known at the next visit. */
  allow(origin: string): boolean {
    const written = this.#write([...this.#stored().filter((other) => other !== origin), origin]);
    if (!written) this.#visit.add(origin);
    return written;
  }

  /** @returns whether it is gone for good: storage that is blocked keeps what it holds. */
  forget(origin: string): boolean {
    this.#visit.delete(origin);
    return this.#write(this.#stored().filter((other) => other !== origin));
  }

  /** @returns whether they are gone for good. */
  forgetAll(): boolean {
    this.#visit.clear();
    return this.#write([]);
  }

  #write(origins: readonly string[]): boolean {
    try {
      if (origins.length === 0) this.storage().removeItem(KEY);
      else this.storage().setItem(KEY, JSON.stringify(origins.slice(-MOST_ORIGINS)));
      return true;
    } catch {
      return false; // blocked or full: told by the caller
    }
  }

  #stored(): readonly string[] {
    try {
      const list: unknown = JSON.parse(this.storage().getItem(KEY) ?? '[]');
      return Array.isArray(list) ? list.filter(isOrigin).slice(-MOST_ORIGINS) : [];
    } catch {
      return []; // blocked, or somebody else's text
    }
  }
}

const isOrigin = (one: unknown): one is string => typeof one === 'string' && originOf(one) === one;
