/**
 * Which given file is which shard, and which are none, told before a byte is read. It must not know what the weights are for.
 */
import { folderOf, nameOf, type SourceFile } from './file-paths';
import type { GivenFiles } from './given-files';
import { quoted, refusal } from './refusal';
import { assertLengths } from './shard-lengths';
import { shardNumber, type WeightGroup } from './weights-manifest';

export interface ShardedGroup extends WeightGroup {
  /** One for each of `paths`. */
  readonly shards: readonly SourceFile[];
}

/**
 * @param at path of the description @param others files that other descriptions name
 * @throws EngineError `shard-missing` | `shard-surplus` | `shard-truncated` | `shard-order` | `weights-beyond-shard`.
 */
export function resolveShards(
  at: string,
  groups: readonly WeightGroup[],
  files: GivenFiles,
  others: ReadonlySet<SourceFile>,
): readonly ShardedGroup[] {
  const found = findAll(at, groups, files);
  const surplus = surplusOf(
    at,
    groups,
    files,
    new Set([...found.values()].flatMap((file) => file ?? []).concat(...others)),
  );
  const missing = [...found].find(([, file]) => file === null);
  if (missing !== undefined) throw missingShard(at, missing[0], surplus, sizeOf(missing[0], groups, found));
  const [left] = surplus;
  if (left !== undefined) {
    throw refusal(
      'shard-surplus',
      at,
      `does not name ${quoted(left.path)}, which lies beside its shards under such a name: is it of another version of the model? Take it away, or bring the description that belongs to it`,
    );
  }
  return groups.map((group) => {
    // each path was found, or it would have been refused above
    const shards = group.paths.flatMap((path) => found.get(path) ?? []);
    assertLengths(at, group, shards);
    return { ...group, shards };
  });
}

function findAll(
  at: string,
  groups: readonly WeightGroup[],
  files: GivenFiles,
): ReadonlyMap<string, SourceFile | null> {
  const used = new Set<SourceFile>();
  const found = new Map<string, SourceFile | null>();
  for (const path of groups.flatMap(({ paths }) => paths)) {
    const file = files.find(folderOf(at), path);
    const own = file !== null && !used.has(file) ? file : null;
    if (own !== null) used.add(own);
    found.set(path, own);
  }
  return found;
}

/** Files that are called like this model's shards, and lie where they lie, but that nobody names. */
function surplusOf(
  at: string,
  groups: readonly WeightGroup[],
  files: GivenFiles,
  named: ReadonlySet<SourceFile>,
): readonly SourceFile[] {
  const starts = new Set(
    groups.flatMap(({ paths }) => paths).flatMap((path) => startOfSeries(nameOf(path)) ?? []),
  );
  const folders = new Set([folderOf(at), ...[...named].map(({ path }) => folderOf(path))]);
  return [...folders]
    .flatMap((folder) => files.beside(folder))
    .filter((file) => !named.has(file) && starts.has(startOfSeries(nameOf(file.path)) ?? ''));
}

/** `group1-shard*of*.bin`: a shard of the same series, whatever its number and however many there are. */
function startOfSeries(name: string): string | null {
  return shardNumber(name)?.series.replace(/of\d+/, 'of*') ?? null;
}

/** Bytes that a missing shard must have, when all other shards of its group are here. */
function sizeOf(
  path: string,
  groups: readonly WeightGroup[],
  found: ReadonlyMap<string, SourceFile | null>,
): number | null {
  const group = groups.find(({ paths }) => paths.includes(path));
  const rest = group?.paths.filter((other) => other !== path).map((other) => found.get(other)?.blob.size);
  if (group === undefined || rest === undefined || rest.includes(undefined)) return null;
  return group.bytes - rest.reduce<number>((sum, size) => sum + (size ?? 0), 0);
}

function missingShard(at: string, path: string, surplus: readonly SourceFile[], bytes: number | null) {
  const renamed = surplus.find(({ blob }) => blob.size === bytes) ?? null;
  return refusal(
    'shard-missing',
    at,
    renamed === null
      ? `names the shard ${quoted(path)}, which is not among the files: bring the whole folder${bytes === null ? '' : ` (it must have ${bytes} bytes)`}`
      : `names the shard ${quoted(path)}, which is not among the files; ${quoted(renamed.path)} has just its ${renamed.blob.size} bytes and looks renamed: give it its name back`,
  );
}
