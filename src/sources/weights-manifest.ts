/**
 * The manifest of a description: groups of weights, each in a row of shards. Counts and sizes are bounded before any
 * shard is looked at. It must not know files.
 */

import { staysInside } from './file-paths';
import { isRecord, type JsonRecord } from './json-value';
import { MAX_DECODED_BYTES, MAX_SHARDS, MAX_WEIGHT_BYTES, MAX_WEIGHTS } from './limits';
import { quoted, refusal } from './refusal';
import { readWeight, type Weight } from './weight-spec';

export interface WeightGroup {
  /** As the manifest names them, relative to the description; in the order in which their bytes follow. */
  readonly paths: readonly string[];
  readonly weights: readonly Weight[];
  /** What the weights take together. */
  readonly bytes: number;
}

/** `group1-shard2of5.bin`, as the converter names shards. */
const SHARD_NAME = /^(.*)shard(\d{1,4})of(\d{1,4})((?:\.\w+)?)$/;

export function shardNumber(path: string): { series: string; number: number; of: number } | null {
  const match = SHARD_NAME.exec(path);
  if (match === null) return null;
  const [, start = '', number, of, end = ''] = match;
  return { series: `${start}shard*of${of}${end}`, number: Number(number), of: Number(of) };
}

/** @throws EngineError for what is wrong, naming the weight or the shard. */
export function readManifest(at: string, manifest: readonly unknown[]): readonly WeightGroup[] {
  const lists = manifest.map((group) => listsOf(at, group));
  assertCounts(at, lists);
  const groups = lists.map(({ paths, weights }) => {
    const read = weights.map((weight) => readWeight(at, weight));
    return {
      paths: readPaths(at, paths),
      weights: read,
      bytes: read.reduce((sum, { bytes }) => sum + bytes, 0),
    };
  });
  assertTotal(at, groups);
  assertNamesOnce(at, groups);
  for (const { paths } of groups) assertOrder(at, paths);
  return groups;
}

function listsOf(at: string, group: unknown): { paths: readonly unknown[]; weights: readonly unknown[] } {
  const { paths, weights }: JsonRecord = isRecord(group) ? group : {};
  if (Array.isArray(paths) && Array.isArray(weights)) return { paths, weights };
  throw refusal('model-malformed', at, 'its manifest has a group without `paths` or without `weights`');
}

function assertCounts(
  at: string,
  lists: readonly { paths: readonly unknown[]; weights: readonly unknown[] }[],
): void {
  const shards = lists.reduce((sum, { paths }) => sum + paths.length, 0);
  const weights = lists.reduce((sum, group) => sum + group.weights.length, 0);
  if (shards > MAX_SHARDS)
    throw refusal(
      'model-too-large',
      at,
      `names ${shards} shards, ${MAX_SHARDS} are read: convert it with larger shards`,
    );
  if (weights > MAX_WEIGHTS)
    throw refusal('model-too-large', at, `describes ${weights} weights, ${MAX_WEIGHTS} are read`);
}

function readPaths(at: string, paths: readonly unknown[]): readonly string[] {
  return paths.map((path) => {
    if (typeof path !== 'string' || path === '')
      throw refusal('model-malformed', at, 'its manifest names a shard that is no text');
    if (path.length > 1000 || !staysInside(path)) {
      throw refusal(
        'model-malformed',
        at,
        `names the shard ${quoted(path)}, which is not in the model’s folder: it is refused`,
      );
    }
    return path;
  });
}

function assertTotal(at: string, groups: readonly WeightGroup[]): void {
  const weights = groups.flatMap((group) => group.weights);
  const stored = weights.reduce((sum, { bytes }) => sum + bytes, 0);
  const decoded = weights.reduce((sum, { count }) => sum + 4 * count, 0);
  if (stored <= MAX_WEIGHT_BYTES && decoded <= MAX_DECODED_BYTES) return;
  const [largest] = weights.toSorted((a, b) => b.count - a.count);
  throw refusal(
    'model-too-large',
    at,
    `claims ${gigabytes(stored)} of weights, ${gigabytes(decoded)} once loaded (${quoted(largest?.name ?? '')} alone ${gigabytes(4 * (largest?.count ?? 0))}); ${gigabytes(MAX_WEIGHT_BYTES)} and ${gigabytes(MAX_DECODED_BYTES)} are the most`,
  );
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;

function assertNamesOnce(at: string, groups: readonly WeightGroup[]): void {
  const weights = new Set<string>();
  const paths = new Set<string>();
  for (const group of groups) {
    for (const { name } of group.weights) {
      if (weights.has(name))
        throw refusal('model-malformed', at, `describes the weight ${quoted(name)} twice`);
      weights.add(name);
    }
    for (const path of group.paths) {
      if (paths.has(path)) throw refusal('model-malformed', at, `names the shard ${quoted(path)} twice`);
      paths.add(path);
    }
  }
}

/** The converter numbers a group's shards in the order of their bytes: another order would scramble the weights. */
function assertOrder(at: string, paths: readonly string[]): void {
  const numbered = paths.map(shardNumber);
  const [first] = numbered;
  if (first === null || first === undefined) return;
  const numbers = numbered.flatMap((shard) => (shard?.series === first.series ? [shard.number] : []));
  if (numbers.length !== paths.length) return;
  const falls = numbers.findIndex((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0));
  if (falls > 0) {
    throw refusal(
      'shard-order',
      at,
      `names shard ${numbers[falls]} after shard ${numbers[falls - 1]}: put \`paths\` in ascending order`,
    );
  }
  const absent = Array.from({ length: Math.min(first.of, MAX_SHARDS) }, (_, index) => index + 1).find(
    (number) => !numbers.includes(number),
  );
  if (absent !== undefined)
    throw refusal('shard-missing', at, `its manifest leaves out shard ${absent} of ${first.of}`);
}
