/**
 * Reads all of a model's files once, shard after shard: takes their hashes and looks at their numbers. At most one
 * shard is in memory.
 */
import { sha256 } from '../base/sha256';
import type { CustomModel } from '../domain/custom-model';
import type { Description } from './description';
import { nameOf } from './file-paths';
import type { FoundDescription } from './find-descriptions';
import { checkFinite } from './finite-weights';
import { MODEL_JSON } from './model-json';
import { readBlob } from './read-blob';
import type { ShardedGroup } from './shards';

/** @param loadedBytes of all files of the model so far */
export type OnCheck = (what: string, loadedBytes: number, totalBytes: number) => void;

export interface VerifiedFiles {
  readonly id: string;
  readonly files: CustomModel['files'];
  readonly blobs: readonly Blob[];
}

/** @throws EngineError `weights-not-finite` | `model-load-failed`. */
export async function verifyModel(
  { file, bytes }: FoundDescription,
  { format }: Description,
  groups: readonly ShardedGroup[],
  onProgress: OnCheck,
  assertWanted: () => void,
): Promise<VerifiedFiles> {
  const total = groups.reduce((sum, group) => sum + group.bytes, bytes.length);
  const files = [{ path: MODEL_JSON, bytes: bytes.length, sha256: await sha256(bytes) }];
  const names = new Set<string>([MODEL_JSON]);
  let loaded = bytes.length;
  for (const group of groups) {
    const numbers = checkFinite(file.path, group.weights, format === 'graph');
    for (const shard of group.shards) {
      onProgress(nameOf(shard.path), loaded, total);
      assertWanted();
      const content = await readBlob(shard);
      numbers.take(content);
      const path = ownName(nameOf(shard.path), files.length, names);
      files.push({ path, bytes: content.length, sha256: await sha256(content) });
      loaded += content.length;
    }
  }
  assertWanted();
  onProgress(nameOf(file.path), loaded, total);
  return { id: await idOf(files), files, blobs: blobsOf(file.blob, groups) };
}

const blobsOf = (description: Blob, groups: readonly ShardedGroup[]): readonly Blob[] => [
  description,
  ...groups.flatMap(({ shards }) => shards.map(({ blob }) => blob)),
];

/** Shards of several folders can share a name: the later ones are numbered. */
function ownName(name: string, index: number, taken: Set<string>): string {
  const plain =
    name
      .replace(/[^\w.-]/g, '_')
      .replace(/^\.+/, '')
      .slice(-120) || 'shard';
  const own = taken.has(plain) ? `${index}-${plain}` : plain;
  taken.add(own);
  return own;
}

/** Over the hashes of all files in their order. */
async function idOf(files: CustomModel['files']): Promise<string> {
  const hashes = files.map(({ sha256: hash }) => hash).join('\n');
  return `custom-${(await sha256(new TextEncoder().encode(hashes))).slice(0, 12)}`;
}
