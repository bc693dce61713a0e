/**
 * Which addresses are the app's own. An origin may hold other apps in folders below this one (the root of a user's pages):
 * they are left alone, so the worker answers only what begins like a file of the build. It must not know what is in them.
 */

export interface OwnFiles {
  /** The page itself, whatever its query, and everything in the build's files and folders. */
  readonly has: (url: URL) => boolean;
  /** A script, style sheet, font or WebAssembly file whose name carries the hash of its contents. */
  readonly isAsset: (url: URL) => boolean;
  /** A file of one model; the catalog and the list of models are none. */
  readonly isModelFile: (url: URL) => boolean;
  /** Which models the server has: it can gain some without a new build. */
  readonly isModelList: (url: URL) => boolean;
}

/**
 * @param scope absolute URL of the app's folder, ending in a slash
 * @param files addresses of the build's files, relative to it
 */
export function ownFiles(scope: string, files: readonly string[]): OwnFiles {
  const top = new Set(['', ...files.map((file) => file.split('/')[0])]);
  /** Path below the folder, as segments; null for what lies elsewhere. */
  const segments = ({ origin, pathname }: URL): readonly string[] | null => {
    const address = origin + pathname;
    return address.startsWith(scope) ? address.slice(scope.length).split('/') : null;
  };
  return {
    has: (url) => top.has(segments(url)?.[0]),
    isAsset: (url) => segments(url)?.[0] === 'assets',
    isModelFile: (url) => {
      const [folder, ...path] = segments(url) ?? [];
      return folder === 'models' && path.length > 1;
    },
    isModelList: (url) => segments(url)?.join('/') === 'models/assembled.json',
  };
}
