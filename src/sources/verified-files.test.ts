import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../domain/errors';
import type { CatalogModel } from '../domain/model';
import type { FileProgress } from '../domain/snapshot';
import { model } from '../testing/builders';
import { type FetchOptions, fetchVerifiedFiles } from './verified-files';

const BASE = 'http://localhost/models/m/';
const CONTENTS: Record<string, string> = { 'model.json': '{"a":1}', w1: 'first shard', w2: 'second' };

/** A model of those contents. */
function modelOf(
  contents: Record<string, string>,
  assembly: CatalogModel['assembly'] = 'default',
): CatalogModel {
  const files = Object.entries(contents).map(([path, text]) => ({
    path,
    packagePath: path,
    bytes: text.length,
    sha256: createHash('sha256').update(text).digest('hex'),
  }));
  return { ...model('m'), assembly, files };
}

type Answer = string | (() => Response);

/** A server that answers by the last part of the path; without an entry: 404. */
function server(answers: Record<string, Answer>): typeof fetch {
  return async (input) => {
    const path = String(input).slice(BASE.length);
    const answer = answers[path];
    if (answer === undefined) return new Response('not here', { status: 404 });
    return typeof answer === 'string' ? new Response(answer) : answer();
  };
}

async function failureOf(wanted: CatalogModel, fetcher: typeof fetch, options: FetchOptions = {}) {
  const connected = { fetch: fetcher, isOnline: () => true, ...options };
  const thrown = await fetchVerifiedFiles(wanted, BASE, connected).catch((reason: unknown) => reason);
  if (!(thrown instanceof EngineError)) throw new Error(`no EngineError, but ${String(thrown)}`);
  return thrown.report();
}

/** A body that comes in these pieces and then, when `open`, never ends. */
function inPieces(pieces: readonly string[], open = false): Response {
  const encoder = new TextEncoder();
  return new Response(
    new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(encoder.encode(piece));
        if (!open) controller.close();
      },
    }),
  );
}

describe('fetching a model', () => {
  it('returns every file of the catalog, however many shards it has', async () => {
    const files = await fetchVerifiedFiles(modelOf(CONTENTS), BASE, { fetch: server(CONTENTS) });
    const texts = [...files].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]);
    expect(Object.fromEntries(texts)).toEqual(CONTENTS);
  });

  it('tells the bytes of each file and the share of all, chunk by chunk', async () => {
    const told: { fraction: number; files: readonly FileProgress[] }[] = [];
    await fetchVerifiedFiles(modelOf({ 'model.json': '1234', w1: '123456' }), BASE, {
      fetch: server({ 'model.json': '1234', w1: () => inPieces(['123', '456']) }),
      onProgress: (fraction, files) => told.push({ fraction, files }),
    });
    expect(told).toHaveLength(3);
    for (const { fraction, files } of told) {
      expect(fraction).toBe(files.reduce((sum, { loadedBytes }) => sum + loadedBytes, 0) / 10);
    }
    expect(told.at(-1)).toEqual({
      fraction: 1,
      files: [
        { path: 'model.json', loadedBytes: 4, totalBytes: 4 },
        { path: 'w1', loadedBytes: 6, totalBytes: 6 },
      ],
    });
    const halfway = told.find(({ files }) => files[1]?.loadedBytes === 3);
    expect(halfway?.files[1]).toEqual({ path: 'w1', loadedBytes: 3, totalBytes: 6 });
  });

  it('does not change what it told before', async () => {
    const told: (readonly FileProgress[])[] = [];
    await fetchVerifiedFiles(modelOf({ 'model.json': '1234' }), BASE, {
      fetch: server({ 'model.json': () => inPieces(['12', '34']) }),
      onProgress: (_fraction, files) => told.push(files),
    });
    expect(told.map(([file]) => file?.loadedBytes)).toEqual([2, 4]);
  });
});

describe('a model that is not there', () => {
  it('says what to run when it is only fetched on request', async () => {
    const report = await failureOf(modelOf(CONTENTS, 'on-request'), server({}));
    expect(report.code).toBe('model-not-assembled');
    expect(report.message).toContain('`npm run models -- m`');
    expect(report.message).toContain('then reload');
  });

  it('is not taken for a page that the host sends instead of an error', async () => {
    const page = () =>
      new Response('<!doctype html>', { headers: { 'content-type': 'text/html; charset=utf-8' } });
    const host = server({ 'model.json': page, w1: page, w2: page });
    expect((await failureOf(modelOf(CONTENTS, 'on-request'), host)).code).toBe('model-not-assembled');
    expect((await failureOf(modelOf(CONTENTS), host)).code).toBe('model-missing');
  });

  it('is missing when it belongs to the default set', async () => {
    const report = await failureOf(
      modelOf(CONTENTS),
      server({ 'model.json': CONTENTS['model.json'] ?? '', w1: CONTENTS.w1 ?? '' }),
    );
    expect(report).toMatchObject({
      code: 'model-missing',
      message: expect.stringContaining('w2 is not on the server: run `npm run models`'),
    });
  });
});

describe('a file that cannot be trusted', () => {
  it('is refused when its bytes differ', async () => {
    const report = await failureOf(modelOf(CONTENTS), server({ ...CONTENTS, w2: 'sECOND' }));
    expect(report).toMatchObject({ code: 'model-hash-mismatch', message: expect.stringContaining('w2') });
  });

  it('is refused when it is longer than the catalog says, before all of it is read', async () => {
    const endless = () => inPieces(['second', ' and more'], true);
    const report = await failureOf(modelOf(CONTENTS), server({ ...CONTENTS, w2: endless }));
    expect(report.message).toContain('more than 6 bytes instead of 6 bytes');
  });

  it('is refused when it is shorter, and the remedy names the model on request', async () => {
    const report = await failureOf(modelOf(CONTENTS, 'on-request'), server({ ...CONTENTS, w2: 'sec' }));
    expect(report.message).toContain('3 bytes instead of 6 bytes');
    expect(report.message).toContain('`npm run models -- m`');
  });
});

/** A cache in front of the server, which answers with what it holds unless it is to be passed by. */
function stale(cached: Record<string, Answer>, fresh: typeof fetch) {
  const asked: (string | undefined)[] = [];
  const through = server(cached);
  const fetcher: typeof fetch = async (input, init) => {
    if (String(input).endsWith('w2')) asked.push(init?.cache);
    return init?.cache === 'reload' ? fresh(input, init) : through(input, init);
  };
  return { fetcher, asked };
}

describe('a file that a cache still has of a former version', () => {
  it('is asked for once more, past every cache, before anybody is told', async () => {
    for (const former of ['sECOND', 'sec', 'second and more']) {
      const { fetcher, asked } = stale({ ...CONTENTS, w2: former }, server(CONTENTS));
      const files = await fetchVerifiedFiles(modelOf(CONTENTS), BASE, { fetch: fetcher });
      expect(new TextDecoder().decode(files.get('w2'))).toBe('second');
      expect(asked).toEqual(['default', 'reload']);
    }
  });

  it('does not count twice: all files together are all bytes', async () => {
    const told: number[] = [];
    const { fetcher } = stale({ ...CONTENTS, w2: 'sECOND' }, server(CONTENTS));
    await fetchVerifiedFiles(modelOf(CONTENTS), BASE, {
      fetch: fetcher,
      onProgress: (fraction) => told.push(fraction),
    });
    expect(told.at(-1)).toBe(1);
    expect(Math.max(...told)).toBe(1);
  });

  it('is refused when the server has no other, asked once', async () => {
    const { fetcher, asked } = stale({ ...CONTENTS, w2: 'sECOND' }, server({ ...CONTENTS, w2: 'sECOND' }));
    expect((await failureOf(modelOf(CONTENTS), fetcher)).code).toBe('model-hash-mismatch');
    expect(asked).toEqual(['default', 'reload']);
  });

  it('says that it is of another version when the server cannot be asked', async () => {
    const { fetcher } = stale({ ...CONTENTS, w2: 'sECOND' }, () =>
      Promise.reject(new TypeError('fetch failed')),
    );
    const report = await failureOf(modelOf(CONTENTS), fetcher, { isOnline: () => false });
    expect(report).toMatchObject({
      code: 'network-unreachable',
      message: expect.stringContaining('w2 of another version'),
    });
  });

  it('a file that is not there is not asked for again', async () => {
    const { fetcher, asked } = stale(
      { 'model.json': CONTENTS['model.json'] ?? '', w1: 'first shard' },
      server(CONTENTS),
    );
    expect((await failureOf(modelOf(CONTENTS), fetcher)).code).toBe('model-missing');
    expect(asked).toEqual(['default']);
  });
});

describe('a server in trouble', () => {
  it('is told with its status', async () => {
    const broken = () => new Response('', { status: 503 });
    const report = await failureOf(modelOf(CONTENTS), server({ ...CONTENTS, w1: broken }));
    expect(report).toMatchObject({
      code: 'network-unreachable',
      message: expect.stringContaining('503 for w1'),
    });
  });

  it('is told when it does not answer', async () => {
    const report = await failureOf(modelOf(CONTENTS), () => Promise.reject(new TypeError('fetch failed')));
    expect(report).toMatchObject({
      code: 'network-unreachable',
      message: expect.stringContaining('http://localhost'),
    });
  });
});

describe('no network', () => {
  it('is told of a model that was not used while there was one, with what to do', async () => {
    const nobody = () => Promise.reject(new TypeError('fetch failed'));
    const report = await failureOf(modelOf(CONTENTS), nobody, { isOnline: () => false });
    expect(report.code).toBe('network-unreachable');
    expect(report.message).toMatch(
      /there is no network, and this model was not used here while there was one/,
    );
    expect(report.message).toMatch(/choose a model that was used before, or connect/);
  });
});

describe('a network that is refused on purpose', () => {
  it('is not asked at all, and the error says that it was injected', async () => {
    const asked: unknown[] = [];
    const report = await failureOf(
      modelOf(CONTENTS),
      async (input) => {
        asked.push(input);
        return new Response('');
      },
      { refuseNetwork: true },
    );
    expect(report.code).toBe('network-unreachable');
    expect(report.message).toMatch(/\(injected: the network is refused on purpose\)$/);
    expect(asked).toEqual([]);
  });
});

describe('giving a download up', () => {
  /** Like the network: a read of a body that was given up fails. */
  function stuck(signal: AbortSignal | null | undefined): Response {
    return new Response(
      new ReadableStream<Uint8Array>({
        start(controller) {
          signal?.addEventListener('abort', () => controller.error(signal.reason));
        },
      }),
    );
  }

  it('rejects as cancelled and stops every file', async () => {
    const giveUp = new AbortController();
    const signals: AbortSignal[] = [];
    const fetching = failureOf(
      modelOf(CONTENTS),
      async (_input, init) => {
        if (init?.signal) signals.push(init.signal);
        return stuck(init?.signal);
      },
      { signal: giveUp.signal },
    );
    giveUp.abort();
    expect(await fetching).toEqual({ code: 'cancelled', message: 'Loading m was cancelled.' });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true]);
  });

  it('rejects as cancelled even when every byte came first', async () => {
    const giveUp = new AbortController();
    const report = await failureOf(modelOf(CONTENTS), server(CONTENTS), {
      signal: giveUp.signal,
      onProgress: () => giveUp.abort(),
    });
    expect(report.code).toBe('cancelled');
  });

  it('happens to the other files when one fails', async () => {
    const signals: AbortSignal[] = [];
    const report = await failureOf(modelOf(CONTENTS), async (input, init) => {
      if (String(input).endsWith('model.json')) return new Response('', { status: 404 });
      if (init?.signal) signals.push(init.signal);
      return stuck(init?.signal);
    });
    expect(report.code).toBe('model-missing');
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  });
});
