import {
  BlobWriter,
  TextReader,
  Uint8ArrayReader,
  ZipWriter,
  type ZipWriterAddDataOptions,
} from '@zip.js/zip.js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { EngineError } from '../domain/errors';
import { MAX_ENTRIES } from './archive-entries';
import { openArchives } from './open-archives';
import type { Progress } from './paced-progress';
import { unpackArchive } from './unpack-archive';

type Contents = Record<string, string | Uint8Array>;

async function zip(
  contents: Contents,
  options: ZipWriterAddDataOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false });
  for (const [path, data] of Object.entries(contents)) {
    const reader = typeof data === 'string' ? new TextReader(data) : new Uint8ArrayReader(data);
    await writer.add(path, path.endsWith('/') ? undefined : reader, options);
  }
  return new Uint8Array(await (await writer.close()).arrayBuffer());
}

/** Every place where `from` stands in the bytes now says `to`, of the same length: names as no honest program writes them. */
function renamed(archive: Uint8Array<ArrayBuffer>, from: string, to: string): Uint8Array<ArrayBuffer> {
  const latin = (bytes: Uint8Array) => String.fromCharCode(...bytes);
  expect(from).toHaveLength(to.length);
  expect(latin(archive)).toContain(from);
  return Uint8Array.from(latin(archive).replaceAll(from, to), (letter) => letter.charCodeAt(0));
}

/** Where the central directory's record of the first entry starts. */
function firstRecord(archive: Uint8Array<ArrayBuffer>): number {
  return archive.findIndex(
    (_, at) =>
      archive[at] === 0x50 && archive[at + 1] === 0x4b && archive[at + 2] === 1 && archive[at + 3] === 2,
  );
}

const unpack = (
  bytes: Uint8Array<ArrayBuffer>,
  signal = new AbortController().signal,
  onProgress: (progress: Progress) => void = () => {},
) => unpackArchive({ path: 'm.zip', blob: new Blob([bytes]) }, { signal, onProgress });

async function failureOf(bytes: Uint8Array<ArrayBuffer>) {
  const thrown = await unpack(bytes).catch((reason: unknown) => reason);
  if (!(thrown instanceof EngineError)) throw new Error(`no EngineError, but ${String(thrown)}`);
  return thrown.report();
}

const MODEL = { 'web/model.json': '{"format":"graph-model"}'.repeat(50), 'web/w1.bin': 'weights' };

describe('an archive', () => {
  it('is unpacked file by file, in its order', async () => {
    const files = await unpack(await zip(MODEL));
    const texts = await Promise.all(files.map(async ({ path, blob }) => [path, await blob.text()]));
    expect(Object.fromEntries(texts)).toEqual(MODEL);
  });

  it('is unpacked when it is stored without packing', async () => {
    expect(await unpack(await zip(MODEL, { level: 0 }))).toHaveLength(2);
  });

  it('leaves directories and the leavings of file managers out', async () => {
    const litter = { 'a/': '', '__MACOSX/._model.json': 'x', 'a/.DS_Store': 'x', './a//model.json': '{}' };
    expect((await unpack(await zip(litter))).map(({ path }) => path)).toEqual(['a/model.json']);
  });

  it('leaves archives inside it closed', async () => {
    const inner = await zip(MODEL);
    const [file] = await unpack(await zip({ 'inner.zip': inner }));
    expect(file?.path).toBe('inner.zip');
    expect(file?.blob.size).toBe(inner.length);
  });

  it('tells how many bytes came of how many', async () => {
    const told: Progress[] = [];
    await unpack(await zip(MODEL), undefined, (progress) => told.push(progress));
    const total = MODEL['web/model.json'].length + MODEL['web/w1.bin'].length;
    expect(told.at(-1)).toEqual({ phase: 'unpack', what: 'm.zip', loadedBytes: total, totalBytes: total });
  });

  it('becomes a folder of its name among the other files', async () => {
    const blob = new Blob([await zip(MODEL)]);
    const other = { path: 'x/other.bin', blob: new Blob(['1']) };
    const files = await openArchives([other, { path: 'faces.ZIP', blob }], {
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    expect(files.map(({ path }) => path)).toEqual([
      'x/other.bin',
      'faces/web/model.json',
      'faces/web/w1.bin',
    ]);
  });

  it('is given up when its reader is cancelled', async () => {
    const giveUp = new AbortController();
    giveUp.abort(new EngineError('cancelled', 'given up'));
    await expect(unpack(await zip(MODEL), giveUp.signal)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('an archive with a dangerous name', () => {
  it.each([
    ['../../up.bin', 'points outside the archive'],
    ['aa/../../up.', 'points outside the archive'],
    ['/etc/passwd0', 'absolute path'],
    ['C:/Windows/x', 'absolute path'],
    ['..\\..\\up.bin', 'backslash'],
    ['a\0b.bin.json', 'control character'],
  ])('is refused for %j', async (name, why) => {
    const report = await failureOf(renamed(await zip({ 'placeholder!': 'x' }), 'placeholder!', name));
    expect(report.code).toBe('zip-path-unsafe');
    expect(report.message).toContain(`“${name}”`);
    expect(report.message).toContain(why);
  });

  it('is refused for a name that no file system takes', async () => {
    expect((await failureOf(await zip({ ['n'.repeat(256)]: 'x' }))).code).toBe('zip-path-unsafe');
    const deep = await failureOf(await zip({ [`${'deep/'.repeat(300)}x`]: 'x' }));
    expect(deep.code).toBe('zip-path-unsafe');
    expect(deep.message.length).toBeLessThan(400);
  });

  it('is refused for a link', async () => {
    const link = await zip({ 'model.json': '/etc/passwd' }, { unixMode: 0o120777 });
    expect(await failureOf(link)).toMatchObject({
      code: 'zip-path-unsafe',
      message: expect.stringContaining('is a link'),
    });
  });

  it('is refused for two files of one name', async () => {
    const archive = renamed(await zip({ 'a.bin': '1', 'b.bin': '2' }), 'b.bin', 'a.bin');
    expect(await failureOf(archive)).toMatchObject({
      code: 'zip-malformed',
      message: expect.stringContaining('twice'),
    });
  });
});

describe('an archive that hides its contents', () => {
  it.each<[string, ZipWriterAddDataOptions]>([
    ['AES', { password: 'secret', encryptionStrength: 3 }],
    ['ZipCrypto', { password: 'secret', zipCrypto: true }],
  ])('is refused, encrypted by %s', async (_, options) => {
    expect(await failureOf(await zip(MODEL, options))).toMatchObject({
      code: 'zip-encrypted',
      message: expect.stringContaining('m.zip is encrypted'),
    });
  });
});

describe('an archive that is too large', () => {
  let bomb: Uint8Array<ArrayBuffer>;

  beforeAll(async () => {
    bomb = await zip({ 'zeros.bin': new Uint8Array(64e6) }, { dataDescriptor: false });
  });

  /** The claims of the first entry, unpacked and packed, overwritten in both headers. */
  function claiming(archive: Uint8Array<ArrayBuffer>, bytes: number): Uint8Array<ArrayBuffer> {
    const copy = archive.slice();
    const view = new DataView(copy.buffer);
    view.setUint32(firstRecord(copy) + 24, bytes, true);
    view.setUint32(22, bytes, true);
    return copy;
  }

  it('is refused for growing as only a bomb does, before anything is unpacked', async () => {
    expect(bomb.length).toBeLessThan(100_000);
    const report = await failureOf(bomb);
    expect(report.code).toBe('zip-too-large');
    expect(report.message).toContain('“zeros.bin” claims to grow');
  });

  it('is stopped at the first byte beyond a claim that lies', async () => {
    let unpacked = 0;
    const thrown = await unpack(claiming(bomb, 999_999), undefined, ({ loadedBytes }) => {
      unpacked = loadedBytes;
    }).catch((reason: unknown) => reason);
    expect(thrown).toMatchObject({ code: 'zip-too-large', message: expect.stringContaining('999999 bytes') });
    expect(unpacked).toBeLessThan(2e6);
  });

  it('is damaged, not too large, when a file has less than it claims', async () => {
    const whole = await zip({ 'w.bin': 'weights' }, { dataDescriptor: false });
    expect((await failureOf(claiming(whole, 8))).code).toBe('zip-malformed');
  });

  it('is refused for what all its files claim together', async () => {
    const plain = await zip({ 'w.bin': new Uint8Array(3e6) }, { level: 0, dataDescriptor: false });
    const huge = claiming(plain, 2.1e9);
    expect(await failureOf(huge)).toMatchObject({
      code: 'zip-too-large',
      message: expect.stringContaining('more than 2000 MB'),
    });
  });

  it('is refused for more files than a model has', async () => {
    const one = await zip({ '0000': '' }, { level: 0 });
    const start = firstRecord(one);
    const end = one.findIndex((_, at) => at > start && one[at] === 0x50 && one[at + 2] === 5);
    const records = Array.from({ length: MAX_ENTRIES + 1 }, (_, number) =>
      renamed(one.slice(start, end), '0000', `${number}`.padStart(4, '0')),
    );
    const tail = new DataView(one.slice(end).buffer);
    tail.setUint16(8, records.length, true);
    tail.setUint16(10, records.length, true);
    tail.setUint32(12, records.length * (end - start), true);
    const many = new Blob([one.slice(0, start), ...records, tail]);
    expect(await failureOf(new Uint8Array(await many.arrayBuffer()))).toMatchObject({
      code: 'zip-too-large',
      message: expect.stringContaining('more than 4096 files'),
    });
  });
});

describe('an archive that is damaged', () => {
  it('is refused when it is none', async () => {
    expect((await failureOf(new TextEncoder().encode('no zip at all, only a text'))).code).toBe(
      'zip-malformed',
    );
    expect((await failureOf(new Uint8Array())).code).toBe('zip-malformed');
  });

  it('is refused when it is cut', async () => {
    const whole = await zip(MODEL);
    expect((await failureOf(whole.slice(0, whole.length - 30))).code).toBe('zip-malformed');
    expect((await failureOf(whole.slice(20))).code).toBe('zip-malformed');
  });

  it('is refused when a byte of a file has changed', async () => {
    const archive = renamed(await zip({ 'w.bin': 'weights' }, { level: 0 }), 'weights', 'weightz');
    expect((await failureOf(archive)).code).toBe('zip-malformed');
  });

  it('is refused when it packs by a method that is not known', async () => {
    const archive = await zip({ 'w.bin': 'weights' });
    const view = new DataView(archive.buffer);
    view.setUint16(firstRecord(archive) + 10, 93, true);
    view.setUint16(8, 93, true);
    expect(await failureOf(archive)).toMatchObject({
      code: 'zip-malformed',
      message: expect.stringContaining('Deflate'),
    });
  });

  it('gives files or a coded error whatever bytes change, and never more than it claims', async () => {
    const whole = await zip(MODEL);
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), fc.nat(40), async (changes, cut) => {
        const bytes = whole.slice(0, whole.length - (cut > 20 ? cut - 20 : 0));
        for (const [at, value] of changes) bytes[at] = value;
        const outcome = await unpack(bytes).catch((reason: unknown) => reason);
        if (Array.isArray(outcome)) {
          const size = outcome.reduce((sum: number, { blob }) => sum + blob.size, 0);
          expect(size).toBeLessThan(1000 * whole.length);
        } else expect(outcome).toBeInstanceOf(EngineError);
      }),
      { seed: 4, numRuns: 400 },
    );
  });
});
