/** Whether shards are as long as their weights need, told before a byte is read. It must not look for files. */
import type { SourceFile } from './file-paths';
import { quoted, refusal } from './refusal';
import { shardNumber, type WeightGroup } from './weights-manifest';

/**
 * What the weights of a group take is what its shards have, and the shards stand in the order of their numbers.
 * @throws EngineError `shard-truncated` | `shard-surplus` | `shard-order` | `weights-beyond-shard`.
 */
export function assertLengths(at: string, group: WeightGroup, shards: readonly SourceFile[]): void {
  const sizes = shards.map(({ blob }) => blob.size);
  const have = sizes.reduce((sum, size) => sum + size, 0);
  if (have < group.bytes) throw tooShort(at, group, shards, have);
  if (have > group.bytes) throw tooLong(at, group, shards, have);
  const early = earlyEnd(group, shards);
  if (early === -1 || sizes.filter((size) => size < Math.max(...sizes)).length !== 1) return;
  throw refusal(
    'shard-order',
    at,
    `its shard ${quoted(group.paths[early] ?? '')} is shorter than the shards after it, as only the last one can be: the shards look renamed`,
  );
}

function tooShort(at: string, group: WeightGroup, shards: readonly SourceFile[], have: number) {
  const larger = group.weights.find(({ bytes }) => bytes > have);
  const early = earlyEnd(group, shards);
  if (shards.length === 0 || (larger !== undefined && have > 0 && early === -1)) {
    return refusal(
      'weights-beyond-shard',
      at,
      larger === undefined || have === 0
        ? `describes ${group.bytes} bytes of weights in a group without shards`
        : `weight ${quoted(larger.name)} of shape [${larger.shape.join(', ')}] takes ${larger.bytes} bytes, all shards of its group have ${have}: the description does not belong to them, or they were cut off`,
    );
  }
  const cut = shards.at(early);
  return refusal(
    'shard-truncated',
    at,
    `its shard ${quoted(cut?.path ?? '')} ends ${group.bytes - have} bytes early (${cut?.blob.size} bytes; the group needs ${group.bytes}, its shards have ${have}): copy or download it again`,
  );
}

/**
 * The converter cuts a group into equal shards and a shorter last one: a shorter one before it was cut off, or stands
 * elsewhere. @returns its place; −1: there is none, or the shards are not the converter's.
 */
function earlyEnd({ paths }: WeightGroup, shards: readonly SourceFile[]): number {
  if (!paths.every((path) => shardNumber(path) !== null)) return -1;
  const sizes = shards.map(({ blob }) => blob.size);
  const largest = Math.max(0, ...sizes);
  return sizes.findIndex((size, index) => size < largest && index < sizes.length - 1);
}

function tooLong(at: string, group: WeightGroup, shards: readonly SourceFile[], have: number) {
  const last = shards.at(-1);
  return refusal(
    'shard-surplus',
    at,
    `its shards have ${have - group.bytes} bytes more than the weights take (${have} instead of ${group.bytes}), up to the end of ${quoted(last?.path ?? '')}: the description and the shards do not belong together`,
  );
}
