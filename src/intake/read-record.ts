/**
 * What TensorFlow.js keeps of a model as files again: the very files where the record remembers them, else a
 * description and one file of weights. Must not trust the record: any page of the origin may have written it.
 */
import { MAX_LABEL_LENGTH, MAX_LABELS } from '../domain/custom-model';
import { EngineError } from '../domain/errors';
import type { GivenFile } from '../protocol/intake-contract';
import { parseBoundedJson } from '../sources/bounded-json';
import { listOf, recordOf } from '../sources/json-value';
import { quoted } from '../sources/refusal';
import { picked } from './kept-record';
import type { ShelfRecord } from './model-shelf';

const WEIGHTS = 'weights.bin';

/** A kept model, unpacked. */
export interface KeptFiles {
  /** Below a folder named for the key. */
  readonly files: readonly GivenFile[];
  readonly labels: readonly string[] | null;
}

/** @throws EngineError `model-no-topology` | `model-malformed`. */
export function readRecord(key: string, record: ShelfRecord): KeptFiles {
  const artifacts = recordOf(record.modelArtifacts);
  const weights = weightsOf(artifacts.weightData);
  const original = readOriginal(record.original, weights);
  const files = original?.files ?? rebuiltFiles(key, artifacts, weights);
  const folder = key.replaceAll(/[\\/]/g, '-');
  return {
    files: files.map(({ path, blob }) => ({ path: `${folder}/${path}`, blob })),
    labels: original?.labels ?? null,
  };
}

/** TensorFlow.js keeps one buffer; artifacts may hold several. */
function weightsOf(weightData: unknown): Blob {
  const parts = Array.isArray(weightData) ? weightData : [weightData];
  return new Blob(parts.filter((part) => part instanceof ArrayBuffer));
}

/** Null unless everything fits together: another page may have written the record. */
function readOriginal(stored: unknown, weights: Blob): KeptFiles | null {
  const { description, shardBytes, labels } = recordOf(stored);
  if (!(description instanceof Uint8Array)) return null;
  const sizes = listOf(shardBytes).filter((size) => typeof size === 'number' && size >= 0);
  const paths = manifestPaths(description);
  const total = sizes.reduce<number>((sum, size) => sum + Number(size), 0);
  if (paths.length !== sizes.length || total !== weights.size) return null;
  let start = 0;
  const shards = paths.map((path, index) => {
    const end = start + Number(sizes[index]);
    const blob = weights.slice(start, end);
    start = end;
    return { path, blob };
  });
  const names = listOf(labels).filter((label) => typeof label === 'string');
  return {
    files: [{ path: 'model.json', blob: new Blob([Uint8Array.from(description)]) }, ...shards],
    labels: areLabels(names) ? names : null,
  };
}

const areLabels = (names: readonly string[]): boolean =>
  names.length > 0 && names.length <= MAX_LABELS && names.every(({ length }) => length <= MAX_LABEL_LENGTH);

function manifestPaths(description: Uint8Array): readonly string[] {
  const json = recordOf(parseBoundedJson('model.json', description));
  return listOf(json.weightsManifest)
    .flatMap((group) => listOf(recordOf(group).paths))
    .filter((path) => typeof path === 'string');
}

function rebuiltFiles(
  key: string,
  artifacts: Readonly<Record<string, unknown>>,
  weights: Blob,
): readonly GivenFile[] {
  const { modelTopology, weightSpecs } = artifacts;
  if (modelTopology instanceof ArrayBuffer || recordOf(modelTopology) !== modelTopology) {
    throw new EngineError(
      'model-no-topology',
      `The model kept as ${quoted(key)} has no topology that can be read: save it again from the page that made it.`,
    );
  }
  const weightsManifest = [{ paths: [WEIGHTS], weights: listOf(weightSpecs) }];
  let text: string;
  try {
    text = JSON.stringify({ ...picked(artifacts), weightsManifest });
  } catch (cause) {
    throw new EngineError(
      'model-malformed',
      `The model kept as ${quoted(key)} cannot be written as a model.json: save it again from the page that made it.`,
      { cause },
    );
  }
  return [
    { path: 'model.json', blob: new Blob([text]) },
    { path: WEIGHTS, blob: weights },
  ];
}
