/**
 * The files that were given, by path and by name: finds the shards that a description names, wherever beneath it they
 * lie. It must not read them.
 */
import { folderOf, isBeneath, isLitter, nameOf, normalPath, type SourceFile, within } from './file-paths';

export class GivenFiles {
  /** Without litter, paths in normal form; of two of one path the first. */
  readonly all: readonly SourceFile[];
  readonly #byPath: ReadonlyMap<string, SourceFile>;
  /** Nearest first. */
  readonly #byName: ReadonlyMap<string, readonly SourceFile[]>;

  constructor(files: readonly SourceFile[]) {
    const byPath = new Map<string, SourceFile>();
    for (const { path, blob } of files) {
      const normal = normalPath(path);
      if (!isLitter(normal) && !byPath.has(normal)) byPath.set(normal, { path: normal, blob });
    }
    this.#byPath = byPath;
    this.all = [...byPath.values()];
    const byName = new Map<string, SourceFile[]>();
    for (const file of this.all.toSorted((a, b) => depthOf(a) - depthOf(b))) {
      const named = byName.get(nameOf(file.path));
      if (named === undefined) byName.set(nameOf(file.path), [file]);
      else named.push(file);
    }
    this.#byName = byName;
  }

  /** The file that a description in `folder` names: exactly there, else by its bare name beneath, nearest first. */
  find(folder: string, path: string): SourceFile | null {
    const wanted = normalPath(path);
    const exact = this.#byPath.get(within(folder, wanted));
    if (exact !== undefined) return exact;
    const named = this.#byName.get(nameOf(wanted));
    return named?.find((file) => isBeneath(folder, file.path)) ?? null;
  }

  /** All files in one folder, not beneath it. */
  beside(folder: string): readonly SourceFile[] {
    return this.all.filter(({ path }) => folderOf(path) === folder);
  }
}

const depthOf = ({ path }: SourceFile): number => path.split('/').length;
