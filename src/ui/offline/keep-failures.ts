/** Why a model could not be kept for offline, and what to try. Words only. */
import { EngineError } from '../../domain/errors';
import type { CatalogModel } from '../../domain/model';

const STAYS = 'What was kept before stays.';

export const unreachable = ({ name }: CatalogModel, cause: unknown): EngineError =>
  new EngineError(
    'network-unreachable',
    `${name} could not be fetched: the server of this page does not answer. Try again with a network. ${STAYS}`,
    { cause },
  );

export const refused = ({ name, id }: CatalogModel, path: string, status: number): EngineError =>
  new EngineError(
    'model-missing',
    `${name} could not be fetched: the server answers ${status} for models/${id}/${path}. ${STAYS}`,
  );

export const unlike = ({ name }: CatalogModel, path: string): EngineError =>
  new EngineError(
    'model-hash-mismatch',
    `${path} of ${name} is not the file that the catalog describes. Reload the page; if it stays so, the host serves another version of it. ${STAYS}`,
  );

/** @param model null: the storage itself could not be opened */
export function storageFailure(model: CatalogModel | null, cause: unknown): EngineError {
  const what = model === null ? 'The storage of this browser' : model.name;
  if (cause instanceof DOMException && cause.name === 'QuotaExceededError')
    return new EngineError(
      'storage-full',
      `${what} could not be kept: this browser gives the site no more room. Forget other models or delete kept runs, then try again. ${STAYS}`,
      { cause },
    );
  const why = cause instanceof Error ? cause.message : String(cause);
  return new EngineError(
    'storage-blocked',
    `${what} could not be used: the browser refuses it (${why}). Allow site data for this site, or use an ordinary window.`,
    { cause },
  );
}

/** What people refuse on purpose, in the panel of mishaps. */
export const injected = (what: 'storage' | 'network'): EngineError =>
  new EngineError(
    what === 'storage' ? 'storage-blocked' : 'network-unreachable',
    `Injected: the ${what} refuses on purpose. Let it answer again in the panel of mishaps. ${STAYS}`,
  );
