/** Adds up the bytes of a model's files as they come, each file and all together. It must not know how they come. */
import type { Model } from '../domain/model';
import type { FileProgress } from '../domain/snapshot';

/** @param fraction of all bytes of the model so far, 0..1 @param files each, in the catalog's order */
export type OnDownload = (fraction: number, files: readonly FileProgress[]) => void;

/** @returns to be called for every chunk; it tells `onProgress` each time. */
export function countDownload(
  { files }: Model,
  onProgress: OnDownload | undefined,
): (file: Model['files'][number], bytes: number) => void {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const loaded = new Map(files.map(({ path }) => [path, 0]));
  let received = 0;
  return ({ path }, bytes) => {
    received += bytes;
    loaded.set(path, (loaded.get(path) ?? 0) + bytes);
    onProgress?.(
      received / total,
      files.map((file) => ({
        path: file.path,
        loadedBytes: loaded.get(file.path) ?? 0,
        totalBytes: file.bytes,
      })),
    );
  };
}
