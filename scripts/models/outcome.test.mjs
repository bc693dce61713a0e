import { describe, expect, it } from 'vitest';
import { outcomeOf, plausibleSize } from './outcome.mjs';

/** @typedef {import('./catalog.mjs').ModelFile} ModelFile */

/** @param {Partial<ModelFile> & { path: string }} given */
const file = (given) => ({ packagePath: `models/x/${given.path}`, bytes: 8, sha256: '', ...given });

/**
 * @param {ModelFile[]} files
 * @returns {import('./catalog.mjs').Model}
 */
const model = (files) => ({
  id: 'x',
  name: 'X',
  package: 'p',
  licence: { spdx: 'MIT' },
  assembly: 'default',
  files,
});

const MANIFEST = {
  weightsManifest: [{ paths: ['w1', 'w2'], weights: [{ name: 'f', shape: [2], dtype: 'float32' }] }],
};
const halved = model([
  file({ path: 'model.json', transform: 'float16-manifest' }),
  file({ path: 'w1', transform: 'float16-weights' }),
  file({ path: 'w2', transform: 'float16-weights' }),
]);

/** @param {Record<string, Buffer>} contents by path in the model */
const inPackage = (contents) =>
  new Map(Object.entries(contents).map(([path, bytes]) => [`models/x/${path}`, bytes]));

const float = (/** @type {number} */ value) => Buffer.from(new Float32Array([value]).buffer);

describe('what of a package becomes a model', () => {
  it('is the file itself when nothing is to be done', () => {
    const plain = model([file({ path: 'model.json' }), file({ path: 'w1' })]);
    const outcome = outcomeOf(plain, plain.files, inPackage({ 'model.json': Buffer.from('{}') }));
    expect([...outcome]).toEqual([['model.json', Buffer.from('{}')]]);
  });

  it('has half the weights, in every shard, and a manifest that says so', () => {
    const contents = inPackage({
      'model.json': Buffer.from(JSON.stringify(MANIFEST, null, 2)),
      w1: float(1),
      w2: float(2),
    });
    const outcome = outcomeOf(halved, halved.files, contents);
    expect(outcome.get('w1')?.toString('hex')).toBe('003c');
    expect(outcome.get('w2')?.toString('hex')).toBe('0040');
    expect(JSON.parse(String(outcome.get('model.json'))).weightsManifest[0].weights[0].quantization).toEqual({
      dtype: 'float16',
    });
  });

  it('stays incomplete when a shard is not in the package, so that placing it names the shard', () => {
    const contents = inPackage({ 'model.json': Buffer.from(JSON.stringify(MANIFEST)), w1: float(1) });
    expect(outcomeOf(halved, halved.files, contents).has('w2')).toBe(false);
  });

  it('refuses a manifest that names a shard beyond the catalog', () => {
    const manifest = { weightsManifest: [{ paths: ['w1', 'w9'], weights: [] }] };
    const contents = inPackage({
      'model.json': Buffer.from(JSON.stringify(manifest)),
      w1: float(1),
      w2: float(2),
    });
    expect(() => outcomeOf(halved, halved.files, contents)).toThrow('does not list w9');
  });

  it('takes a file of the size in the catalog, or up to twice that where floats are halved', () => {
    expect(plausibleSize(file({ path: 'a' }), 8)).toBe(true);
    expect(plausibleSize(file({ path: 'a' }), 9)).toBe(false);
    expect(plausibleSize(file({ path: 'a', transform: 'float16-weights' }), 16)).toBe(true);
    expect(plausibleSize(file({ path: 'a', transform: 'float16-weights' }), 17)).toBe(false);
    expect(plausibleSize(file({ path: 'a', transform: 'float16-manifest' }), 33)).toBe(false);
  });
});
