/** Paths of files that were given, and how a description names the files beside it. It must not touch the files. */

/** A file among those that were given. */
export interface SourceFile {
  /** With its folders, `/` between them. */
  readonly path: string;
  readonly blob: Blob;
}

/** Without empty and dot parts; browsers give `./a`, `/a` and `a` for the same file. */
export function normalPath(path: string): string {
  return path
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

/** Empty for a file beside no folder. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const within = (folder: string, path: string): string => (folder === '' ? path : `${folder}/${path}`);

export const isBeneath = (folder: string, path: string): boolean =>
  folder === '' || path.startsWith(`${folder}/`);

/** Whether a path of a manifest stays in the description's folder: no address, no root, no way up. */
export const staysInside = (path: string): boolean =>
  !/^([a-z][\w+.-]*:|[/\\])/i.test(path) && !path.split(/[/\\]/).includes('..');

/** What operating systems leave among files: never part of a model. */
export const isLitter = (path: string): boolean =>
  path.split('/').some((part) => part === '__MACOSX' || part.startsWith('._') || part === '.DS_Store');
