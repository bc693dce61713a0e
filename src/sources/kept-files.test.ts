import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { CatalogModel } from '../domain/model';
import { imageModel } from '../testing/decoding';
import { blobsOf, readKeptFiles } from './kept-files';

const contents = new Map([
  ['model.json', new Uint8Array([1, 2, 3])],
  ['weights.bin', new Uint8Array([4, 5])],
]);
const model: CatalogModel = {
  ...imageModel('Tiny'),
  files: [...contents].map(([path, bytes]) => ({
    path,
    packagePath: path,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  })),
};

describe('files that are kept', () => {
  it('come back as they were, and tell their progress', async () => {
    const fractions: number[] = [];
    const read = await readKeptFiles(model, blobsOf(model, contents), {
      onProgress: (fraction) => fractions.push(fraction),
    });
    expect(read).toEqual(contents);
    expect(fractions).toEqual([0.6, 1]);
  });

  it('are none when one is missing, has another length or content, or cannot be read', async () => {
    const [json, weights] = blobsOf(model, contents);
    if (json === undefined || weights === undefined) throw new Error('the model has two files');
    const gone = Object.assign(new Blob([new Uint8Array(2)]), {
      arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')),
    });
    expect(await readKeptFiles(model, [json])).toBeNull();
    expect(await readKeptFiles(model, [json, new Blob([new Uint8Array([4, 6])])])).toBeNull();
    expect(await readKeptFiles(model, [json, new Blob(['123'])])).toBeNull();
    expect(await readKeptFiles(model, [json, gone])).toBeNull();
  });

  it('are given up when nobody waits any more', async () => {
    const given = { signal: AbortSignal.abort() };
    await expect(readKeptFiles(model, blobsOf(model, contents), given)).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
