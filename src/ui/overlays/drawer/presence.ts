/** Whether a model's files can be had now, by what is known of the server and of this browser's storage. Pure. */
import type { CatalogModel } from '../../../domain/model';

/**
 * `missing`: the server does not have them. `not-kept`: the server does not answer, and this browser keeps none.
 * `unknown`: that is being asked.
 */
export type Presence = 'here' | 'missing' | 'not-kept' | 'unknown';

export interface KnownFiles {
  /** Whether the server does not answer now. */
  readonly silent: boolean;
  /** What the server has of the models that are fetched on request; null: not known yet. */
  readonly assembled: readonly string[] | null;
  /** What this browser keeps whole; null: not known yet. */
  readonly stored: ReadonlySet<string> | null;
}

export function presenceOf(
  { id, assembly }: Pick<CatalogModel, 'id' | 'assembly'>,
  { silent, assembled, stored }: KnownFiles,
): Presence {
  if (silent) {
    if (stored === null) return 'unknown';
    return stored.has(id) ? 'here' : 'not-kept';
  }
  if (assembly === 'default') return 'here';
  if (assembled === null) return 'unknown';
  return assembled.includes(id) ? 'here' : 'missing';
}
