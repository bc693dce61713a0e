import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CatalogModel } from '../domain/model';
import type { ExecutorEvents } from '../protocol/executor-contract';
import { imageModel } from '../testing/decoding';
import { readModelFiles } from './read-model-files';

const FILES: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {
  'model.json': new Uint8Array([1, 2, 3]),
  'weights.bin': new Uint8Array([4, 5]),
};
const model: CatalogModel = {
  ...imageModel('Tiny'),
  files: Object.entries(FILES).map(([path, bytes]) => ({
    path,
    packagePath: path,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  })),
};
const folder = { kind: 'folder', baseUrl: 'http://here/' } as const;

function read(kept: readonly Blob[] | undefined, refuseNetwork = false) {
  const fetched = vi.fn(async (url: URL) => new Response(FILES[url.pathname.slice(1)] ?? null));
  vi.stubGlobal('fetch', fetched);
  const verified: ExecutorEvents['verified'][] = [];
  const bytes = kept === undefined ? folder : { ...folder, kept };
  const files = readModelFiles(
    { model, bytes, refuseNetwork },
    {
      signal: new AbortController().signal,
      onProgress: () => {},
      onVerified: (event) => verified.push(event),
    },
  );
  return { files, fetched, verified };
}

/** What a first load gives to be kept. */
async function kept(): Promise<readonly Blob[]> {
  const first = read(undefined);
  await first.files;
  return first.verified[0]?.blobs ?? [];
}

describe('the files of a catalog model', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('are fetched the first time, and told to be kept once they hold what they should', async () => {
    const { files, fetched, verified } = read(undefined);
    expect(new Map(Object.entries(FILES))).toEqual(await files);
    expect(fetched).toHaveBeenCalledTimes(2);
    expect(verified).toMatchObject([{ modelId: model.id }]);
  });

  it('come from memory the next time, without a network', async () => {
    const { files, fetched, verified } = read(await kept(), true);
    expect(new Map(Object.entries(FILES))).toEqual(await files);
    expect(fetched).not.toHaveBeenCalled();
    expect(verified).toEqual([]);
  });

  it('are fetched where memory does not give them any more', async () => {
    const { files, fetched, verified } = read([new Blob(['x'])]);
    expect(new Map(Object.entries(FILES))).toEqual(await files);
    expect(fetched).toHaveBeenCalledTimes(2);
    expect(verified).toHaveLength(1);
  });

  it('are not told to be kept when they are others than the catalog says', async () => {
    const other = { ...model, files: model.files.map((file) => ({ ...file, sha256: '0'.repeat(64) })) };
    vi.stubGlobal('fetch', async (url: URL) => new Response(FILES[url.pathname.slice(1)] ?? null));
    const verified: unknown[] = [];
    const reading = readModelFiles(
      { model: other, bytes: folder, refuseNetwork: false },
      {
        signal: new AbortController().signal,
        onProgress: () => {},
        onVerified: (event) => verified.push(event),
      },
    );
    await expect(reading).rejects.toMatchObject({ code: 'model-hash-mismatch' });
    expect(verified).toEqual([]);
  });
});
