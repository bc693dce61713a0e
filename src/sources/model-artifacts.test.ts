import { describe, expect, it } from 'vitest';
import type { CatalogModel } from '../domain/model';
import { model } from '../testing/builders';
import { toArtifacts } from './model-artifacts';

type Weight = Record<string, unknown>;
const floatWeight: Weight = { name: 'f', shape: [2], dtype: 'float32' };

/** `model.json` with one group of weights in these shards. */
const document = (weights: readonly Weight[], paths: readonly string[], more: object = {}): object => ({
  format: 'graph-model',
  modelTopology: { node: [] },
  weightsManifest: [{ paths, weights }],
  ...more,
});

const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => Uint8Array.from(values);

function artifactsOf(
  json: unknown,
  shards: Record<string, Uint8Array<ArrayBuffer>>,
  of: Partial<CatalogModel> = {},
) {
  const text = typeof json === 'string' ? json : JSON.stringify(json);
  const files = new Map([['model.json', new TextEncoder().encode(text)], ...Object.entries(shards)]);
  return toArtifacts({ ...model('m'), ...of }, files);
}

const weightsOf = ({ weightData }: { weightData: ArrayBuffer }) => Array.from(new Uint8Array(weightData));

describe('artifacts of a model', () => {
  it('join the shards in the order of the manifest, whatever order they came in', () => {
    const artifacts = artifactsOf(document([floatWeight], ['w1', 'w2', 'w3']), {
      w3: bytes(7, 8),
      w1: bytes(1, 2, 3),
      w2: bytes(4, 5, 6),
    });
    expect(weightsOf(artifacts)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('join the shards of several groups', () => {
    const json = {
      ...document([], ['w']),
      weightsManifest: [
        { paths: ['w1'], weights: [floatWeight] },
        { paths: ['w2'], weights: [{ name: 'b', shape: [3], dtype: 'bool' }] },
      ],
    };
    const artifacts = artifactsOf(json, { w1: new Uint8Array(8), w2: bytes(1, 0, 1) });
    expect(artifacts.weightSpecs.map(({ name }) => name)).toEqual(['f', 'b']);
    expect(weightsOf(artifacts)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1]);
  });

  it('keep the buffer of a single shard', () => {
    const shard = new Uint8Array(8);
    expect(artifactsOf(document([floatWeight], ['w']), { w: shard }).weightData).toBe(shard.buffer);
  });

  it('count weights of half floats and of scaled integers by what they take on the disk', () => {
    const weights = [
      { name: 'h', shape: [3], dtype: 'float32', quantization: { dtype: 'float16' } },
      { name: 'q', shape: [2, 2], dtype: 'float32', quantization: { dtype: 'uint8', scale: 0.1, min: -1 } },
      { name: 'i', shape: [], dtype: 'int32' },
    ];
    expect(weightsOf(artifactsOf(document(weights, ['w']), { w: new Uint8Array(14) }))).toHaveLength(14);
    expect(() => artifactsOf(document(weights, ['w']), { w: new Uint8Array(20) })).toThrow(
      'describes 14 bytes of weights, the shards have 20',
    );
  });

  it('take the format of the catalog when the document has none', () => {
    const json = document([floatWeight], ['w'], { format: undefined });
    const shards = { w: new Uint8Array(8) };
    expect(artifactsOf(json, shards).format).toBe('graph-model');
    expect(artifactsOf(json, shards, { format: 'layers' }).format).toBe('layers-model');
  });
});

describe('a model that is not what the catalog says', () => {
  const shards = { w: new Uint8Array(8) };

  it.each<[string, unknown, string]>([
    ['is not JSON', '<html>', 'm: model.json is not JSON.'],
    [
      'has another format',
      document([floatWeight], ['w'], { format: 'layers-model' }),
      'is a layers-model, the catalog says graph',
    ],
    ['has no weights', { modelTopology: {} }, 'is not a TensorFlow.js model: weightsManifest'],
    ['names a shard beyond the catalog', document([floatWeight], ['w', 'x']), 'names the shard x, which'],
    ['names a shard twice', document([floatWeight], ['w', 'w']), 'names the shard w twice'],
    [
      'has a weight of a type that cannot be loaded',
      document([{ name: 's', shape: [1], dtype: 'string' }], ['w']),
      'weights.0.dtype',
    ],
    [
      'has integers as half floats',
      document([{ name: 'i', shape: [4], dtype: 'int32', quantization: { dtype: 'float16' } }], ['w']),
      'only float32 weights can be stored as float16',
    ],
    [
      'has scaled integers without a scale',
      document([{ ...floatWeight, shape: [8], quantization: { dtype: 'uint8', min: 0 } }], ['w']),
      'quantization.scale',
    ],
  ])('is refused when it %s', (_why, json, message) => {
    expect(() => artifactsOf(json, shards)).toThrow(message);
    expect(() => artifactsOf(json, shards)).toThrow(expect.objectContaining({ code: 'model-malformed' }));
  });

  it('is refused when it leaves out a shard of the catalog', () => {
    const json = document([floatWeight], ['w']);
    expect(() => artifactsOf(json, { ...shards, w2: bytes(1) })).toThrow('does not name w2');
  });
});
