/**
 * What this browser keeps in a layout of a newer version: told in words, wherever it is met. The browser refuses to open it
 * (`VersionError`), so that nothing in it can be changed. It knows no database.
 */
import { EngineError } from './errors';

/**
 * @param what is kept there, as a sentence begins: "The history of runs".
 * @param meanwhile what holds until then, as a sentence.
 * @returns null when it was refused for another reason.
 */
export function newerStorage(thrown: unknown, what: string, meanwhile: string): EngineError | null {
  if (!(thrown instanceof Error) || thrown.name !== 'VersionError') return null;
  return new EngineError(
    'storage-newer',
    `${what} in this browser was written by a newer version of the playground than this page is, and is left as it is. ${meanwhile} Reload the page to get the newest version.`,
    { cause: thrown },
  );
}
