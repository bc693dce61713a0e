/** What is kept for offline is what the catalog describes, counted by its own length; what fails leaves the rest. */
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../base/sha256';
import type { CatalogModel } from '../../domain/model';
import { modelCacheName } from '../../offline/cache-names';
import { FakeCaches } from '../../testing/fake-caches';
import { KeepJob } from './keep-job';
import { OfflineModels } from './offline-models';
import { storedIds } from './stored-ids';

const SCOPE = 'https://demo.example/play/';
const urlOf = (path: string) => `${SCOPE}models/${path}`;
const NOTHING_REFUSED = () => ({ storage: false, network: false });

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A model of two files, as the catalog describes them. */
async function model(id: string): Promise<CatalogModel> {
  const files = await Promise.all(
    ['model.json', 'weights.bin'].map(async (path) => {
      const bytes = bytesOf(`${id} ${path}`);
      return { path, packagePath: path, bytes: bytes.length, sha256: await sha256(bytes) };
    }),
  );
  return { id, name: id, files } as unknown as CatalogModel; // what is read
}

/** A host that has these files, and counts how it was asked. */
class Host {
  readonly asked: string[] = [];
  readonly #answers = new Map<string, Response>();
  readonly files = new Map<string, string>();

  constructor(models: readonly CatalogModel[]) {
    for (const { id, files } of models)
      for (const { path } of files) this.files.set(urlOf(`${id}/${path}`), `${id} ${path}`);
  }

  fetch = async (url: string, { cache, signal }: RequestInit): Promise<Response> => {
    signal?.throwIfAborted();
    this.asked.push(`${cache} ${url.slice(SCOPE.length)}`);
    const given = this.#answers.get(`${cache} ${url}`);
    if (given !== undefined) return given;
    const text = this.files.get(url);
    return text === undefined ? new Response('none', { status: 404 }) : new Response(text);
  };

  answerOnce(cache: RequestCache, url: string, text: string): void {
    this.#answers.set(`${cache} ${url}`, new Response(text));
  }
}

async function kept(...ids: readonly string[]) {
  const models = await Promise.all(ids.map(model));
  const host = new Host(models);
  const caches = new FakeCaches();
  const files = new OfflineModels({ caches, scope: SCOPE, fetch: host.fetch });
  return { models, host, caches, files, job: new KeepJob(files, NOTHING_REFUSED) };
}
const signal = new AbortController().signal;

describe('one model', () => {
  it('is stored under the addresses that it is fetched by, in the cache that the worker reads', async () => {
    const { models, caches, files } = await kept('a');
    for (const one of models) await files.keep(one, { signal });
    expect(caches.urls(modelCacheName(SCOPE))).toEqual([urlOf('a/model.json'), urlOf('a/weights.bin')]);
    expect(await files.list(models)).toEqual(
      new Map([['a', { files: 2, bytes: 'a model.jsona weights.bin'.length }]]),
    );
    expect(await storedIds(caches, SCOPE, models)).toEqual(new Set(['a']));
  });

  it('is taken from the browser’s own cache, and not fetched again once it is there', async () => {
    const { models, host, files } = await kept('a');
    for (const one of [...models, ...models]) await files.keep(one, { signal });
    expect(host.asked).toEqual(['force-cache models/a/model.json', 'force-cache models/a/weights.bin']);
  });

  it('whose old file lies in the browser’s cache is fetched anew from the host', async () => {
    const { models, host, files } = await kept('a');
    host.answerOnce('force-cache', urlOf('a/weights.bin'), 'a weights.old');
    for (const one of models) await files.keep(one, { signal });
    expect(host.asked.at(-1)).toBe('reload models/a/weights.bin');
    expect((await files.list(models)).get('a')?.files).toBe(2);
  });

  it('that the host has otherwise than the catalog is refused, not stored', async () => {
    const { models, host, caches, files } = await kept('a');
    host.files.set(urlOf('a/weights.bin'), 'a weights.bad');
    const [first] = models;
    if (first === undefined) throw new Error('one model is made');
    await expect(files.keep(first, { signal })).rejects.toMatchObject({ code: 'model-hash-mismatch' });
    expect(caches.urls(modelCacheName(SCOPE))).toEqual([urlOf('a/model.json')]);
    expect(await storedIds(caches, SCOPE, models), 'half a model is none').toEqual(new Set());
    expect((await files.list(models)).get('a')?.files).toBe(1);
  });
});

describe('several, by a button', () => {
  it('are stored one after the other, with bytes that grow to the sum', async () => {
    const { models, job } = await kept('a', 'b');
    const seen: number[] = [];
    job.state.subscribe(({ progress }) => progress !== null && seen.push(progress.doneBytes));
    await job.keep(models);
    expect(seen).toEqual(seen.toSorted((x, y) => x - y));
    expect(seen.at(-1)).toBe(models.flatMap(({ files }) => files).reduce((sum, { bytes }) => sum + bytes, 0));
    expect(job.state.getState()).toMatchObject({ progress: null, problem: null, told: '2 models are kept.' });
  });

  it('stop when the room is used up; what was kept stays, and the message says what to try', async () => {
    const { models, caches, job, files } = await kept('a', 'b');
    caches.room = 3;
    await job.keep(models);
    expect(job.state.getState().problem).toMatch(/no more room.*Forget.*What was kept before stays/s);
    expect((await files.list(models)).get('a')?.files).toBe(2);
    await job.keep(models.slice(0, 1));
    expect(job.state.getState().problem, 'what is there is no problem').toBeNull();
  });

  it('can be cancelled between two files', async () => {
    const { models, job, files } = await kept('a', 'b');
    const end = job.state.subscribe(({ progress }) => {
      if ((progress?.doneBytes ?? 0) > 0) job.cancel();
    });
    await job.keep(models);
    end();
    expect(job.state.getState().told).toContain('Stopped');
    expect((await files.list(models)).size).toBe(1);
  });

  it('a host that is silent, or storage that is refused on purpose, is told', async () => {
    const { models, host, files } = await kept('a');
    host.fetch = async () => {
      throw new TypeError('Failed to fetch');
    };
    const silent = new KeepJob(
      new OfflineModels({ caches: new FakeCaches(), scope: SCOPE, fetch: host.fetch }),
      NOTHING_REFUSED,
    );
    await silent.keep(models);
    expect(silent.state.getState().problem).toContain('does not answer');
    const refused = new KeepJob(files, () => ({ storage: true, network: false }));
    await refused.keep(models);
    expect(refused.state.getState().problem).toContain('Injected');
    expect((await files.list(models)).size).toBe(0);
  });

  it('what is forgotten is gone, of that model alone', async () => {
    const { models, job, files } = await kept('a', 'b');
    await job.keep(models);
    const [first] = models;
    if (first === undefined) throw new Error('two models are made');
    await job.forget(first);
    expect([...(await files.list(models)).keys()]).toEqual(['b']);
  });
});
