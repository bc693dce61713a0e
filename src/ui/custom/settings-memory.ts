/**
 * What was chosen for each custom model, remembered by its id in the browser's storage. Where that is refused, or full,
 * the choice still holds until the page is left. It knows no model.
 */
import { type CustomSettings, customSettingsSchema } from '../../domain/custom-model';
import { LOCAL_KEYS } from '../../protocol/storage-names';

const KEY = LOCAL_KEYS.modelSettings;
/** Models that are remembered; whichever was changed longest ago is forgotten first. */
const MOST_MODELS = 40;
/** Characters of all of them together, a tenth of what browsers give. */
const MOST_CHARACTERS = 500_000;

export type TextStorage = Pick<Storage, 'getItem' | 'setItem'>;

export class SettingsMemory {
  /** Newest last. */
  readonly #visit = new Map<string, CustomSettings>();

  /** @param storage throws where storage is blocked. */
  constructor(private readonly storage: () => TextStorage) {}

  /** Null when nothing valid is remembered. */
  read(modelId: string): CustomSettings | null {
    const here = this.#visit.get(modelId);
    if (here !== undefined) return here;
    const parsed = customSettingsSchema.safeParse(this.#stored().find(([id]) => id === modelId)?.[1]);
    return parsed.success ? parsed.data : null;
  }

  /** @returns whether it will still be known at the next visit. */
  write(modelId: string, settings: CustomSettings): boolean {
    this.#visit.delete(modelId);
    this.#visit.set(modelId, settings);
    const others = this.#stored().filter(([id]) => id !== modelId);
    let entries = [...others, [modelId, settings] as const].slice(-MOST_MODELS);
    let text = JSON.stringify(entries);
    while (text.length > MOST_CHARACTERS && entries.length > 1) {
      entries = entries.slice(1);
      text = JSON.stringify(entries);
    }
    if (text.length > MOST_CHARACTERS) return false;
    try {
      this.storage().setItem(KEY, text);
      return true;
    } catch {
      return false; // blocked or full: told by the caller
    }
  }

  #stored(): readonly (readonly [string, unknown])[] {
    try {
      const entries: unknown = JSON.parse(this.storage().getItem(KEY) ?? '[]');
      return Array.isArray(entries) ? entries.filter(isEntry).slice(-MOST_MODELS) : [];
    } catch {
      return []; // blocked, or somebody else's text
    }
  }
}

const isEntry = (entry: unknown): entry is readonly [string, unknown] =>
  Array.isArray(entry) && entry.length === 2 && typeof entry[0] === 'string';
