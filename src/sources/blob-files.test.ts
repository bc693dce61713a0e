import { describe, expect, it } from 'vitest';
import type { CustomModel } from '../domain/custom-model';
import { DROPPED, floats, graphDocument, testFiles } from '../testing/custom-files';
import { readBlobFiles } from './blob-files';
import { readCustomModels } from './custom-models';

async function taken(): Promise<{ model: CustomModel; blobs: readonly Blob[] }> {
  const [read] = await readCustomModels(testFiles(graphDocument()), DROPPED);
  if (read === undefined) throw new Error('no model');
  return read;
}

const unreadable = (size: number): Blob =>
  Object.assign(new Blob([new Uint8Array(size)]), {
    arrayBuffer: () => Promise.reject(new DOMException('gone', 'NotReadableError')),
  });

describe('the bytes of a model that was brought', () => {
  it('are read by the names of its files, and told file by file', async () => {
    const { model, blobs } = await taken();
    const fractions: number[] = [];
    const files = await readBlobFiles(model, blobs, { onProgress: (fraction) => fractions.push(fraction) });
    expect([...files.keys()]).toEqual(['model.json', 'group1-shard1of1.bin']);
    expect(files.get('group1-shard1of1.bin')).toEqual(floats());
    expect(fractions).toHaveLength(2);
    expect(fractions.at(-1)).toBe(1);
  });

  it.each<[string, Blob, string, string]>([
    [
      'another length',
      new Blob([new Uint8Array(61)]),
      'model-hash-mismatch',
      '(61 bytes, not 60): drop it again',
    ],
    [
      'other content',
      new Blob([new Uint8Array(60)]),
      'model-hash-mismatch',
      'the file changed since it was dropped',
    ],
    ['gone', unreadable(60), 'model-load-failed', 'the file changed since it was dropped: drop it again'],
  ])('are refused when a file is %s', async (_what, shard, code, message) => {
    const { model, blobs } = await taken();
    const [description] = blobs;
    await expect(readBlobFiles(model, [description as Blob, shard])).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it('are refused when files are missing', async () => {
    const { model, blobs } = await taken();
    await expect(readBlobFiles(model, blobs.slice(0, 1))).rejects.toMatchObject({
      code: 'model-load-failed',
      message: expect.stringContaining('1 of its 2 files'),
    });
  });

  it('are given up when nobody waits for them', async () => {
    const { model, blobs } = await taken();
    const giveUp = new AbortController();
    const reading = readBlobFiles(model, blobs, { signal: giveUp.signal, onProgress: () => giveUp.abort() });
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });
});
