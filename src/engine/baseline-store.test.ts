import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EngineError } from '../domain/errors';
import { baseline, plainMachine, scenario } from '../testing/builders';
import { advance, settle } from '../testing/fake-executor';
import { openPlayground as open } from '../testing/open-playground';
import { createBaselineDatabase } from './baseline-database';
import { type BaselineSamples, type BaselineShelf, type KeptBaseline, outdated } from './baseline-shelf';

const pair = scenario([
  ['a', 'x'],
  ['b', 'y', { input: 'random' }],
]);
const plan = { warmupMs: 50, durationMs: 300 };
const DAY_MS = 24 * 3_600_000;

/** In memory, with a browser that can refuse. */
class MemoryShelf implements BaselineShelf {
  readonly kept = new Map<string, KeptBaseline>();
  readonly samples = new Map<string, BaselineSamples>();
  refusal: EngineError | null = null;
  asked = 0;

  async list() {
    this.#ask();
    return [...this.kept.values()];
  }
  async samplesOf(key: string) {
    this.#ask();
    return this.samples.get(key) ?? null;
  }
  async put(kept: KeptBaseline, samples: BaselineSamples) {
    this.#ask();
    this.kept.set(kept.key, kept);
    this.samples.set(kept.key, samples);
  }
  async remove(keys: readonly string[]) {
    this.#ask();
    for (const key of keys) this.kept.delete(key);
  }

  #ask() {
    this.asked += 1;
    if (this.refusal !== null) throw this.refusal;
  }
}

type Opened = Awaited<ReturnType<typeof open>>;
async function measured({ run, playground, clock }: Opened) {
  await run(100);
  void playground.measureAlone(plan);
  await advance(clock, 1200);
}

describe('baselines that are kept in the browser', () => {
  beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()));
  afterEach(() => vi.unstubAllGlobals());

  it('stand at the next visit with their samples, and say so', async () => {
    await measured(await open(pair, { keptBaselines: createBaselineDatabase() }));
    const shelf = createBaselineDatabase();
    const first = (await shelf.list()).find(({ key }) => key.includes('scene'));
    const samples = await shelf.samplesOf(first?.key ?? '');
    expect(samples?.latenciesMs.length).toBe(first?.baseline.n);
    expect(samples?.latenciesMs[0]).toBeCloseTo(10, 6);
    const again = await open(pair, { keptBaselines: createBaselineDatabase() });
    await vi.waitFor(settle);
    await again.run(600);
    expect(again.tenant('a').alone).toEqual(first?.baseline);
    expect(again.tenant('a').aloneOrigin).toEqual({ takenAt: first?.takenAt, kept: true, stale: null });
    expect(again.tenant('b').slowdown).toBeCloseTo(1, 1);
  });

  it('are unknown on another machine', async () => {
    await measured(await open(pair, { keptBaselines: createBaselineDatabase() }));
    const machine = { ...plainMachine, cores: 8 };
    const again = await open(pair, { keptBaselines: createBaselineDatabase(), machine });
    await again.run(600);
    expect(again.tenant('a').alone).toBeNull();
    expect(again.tenant('a').aloneOrigin).toBeNull();
  });

  it('that do not read as baselines are passed over', async () => {
    const shelf = createBaselineDatabase();
    const none = {
      latenciesMs: new Float64Array(),
      servicesMs: new Float64Array(),
      completedAtMs: new Float64Array(),
    };
    await shelf.put({ key: 'odd', takenAt: 1, baseline: { n: 'many' } as never }, none); // by hand
    await shelf.put({ key: 'good', takenAt: 1, baseline: baseline({ throughputPerSecond: 5 }) }, none);
    expect((await shelf.list()).map(({ key }) => key)).toEqual(['good']);
  });

  it('are kept anew by the same engine after somebody erased or cleared them, also under its hands', async () => {
    const shelf = createBaselineDatabase();
    const one = (key: string) => ({ key, takenAt: 1, baseline: baseline({ throughputPerSecond: 5 }) });
    const none = {
      latenciesMs: new Float64Array(),
      servicesMs: new Float64Array(),
      completedAtMs: new Float64Array(),
    };
    await shelf.put(one('before'), none);
    await new Promise<void>((resolve, reject) => {
      const request = indexedDB.deleteDatabase('playground-baselines');
      request.onsuccess = () => resolve();
      request.onblocked = () => reject(new Error('the engine holds its database'));
    });
    await shelf.put(one('after'), none);
    expect((await shelf.list()).map(({ key }) => key)).toEqual(['after']);
    const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementationOnce(() => {
      throw new DOMException('the connection is closing', 'InvalidStateError');
    });
    await shelf.put(one('under way'), none);
    transaction.mockRestore();
    expect((await shelf.list()).map(({ key }) => key)).toEqual(['after', 'under way']);
  });

  it('are refused in words where the browser has no storage', async () => {
    vi.stubGlobal('indexedDB', undefined);
    await expect(createBaselineDatabase().list()).rejects.toMatchObject({
      code: 'storage-blocked',
      message: expect.stringContaining('until the page closes'),
    });
  });
});

describe('a browser that keeps nothing', () => {
  it('stops nothing: baselines last as long as the page, and why is told', async () => {
    const shelf = new MemoryShelf();
    shelf.refusal = new EngineError('storage-full', 'It is full.');
    const opened = await open(pair, { keptBaselines: shelf });
    await measured(opened);
    expect(opened.tenant('a').slowdown).not.toBeNull();
    expect(opened.latest().baselines?.storageFailure).toEqual({
      code: 'storage-full',
      message: 'It is full.',
    });
    expect(shelf.asked).toBe(1); // it is not asked again and again
  });

  it('is asked again by a baseline that comes a minute later: what was full may have room', async () => {
    const shelf = new MemoryShelf();
    shelf.refusal = new EngineError('storage-full', 'It is full.');
    const opened = await open(pair, { keptBaselines: shelf });
    await measured(opened);
    shelf.refusal = null;
    await advance(opened.clock, 61_000);
    void opened.playground.measureAlone(plan);
    await advance(opened.clock, 1200);
    expect(shelf.kept.size).toBe(2);
    expect(opened.latest().baselines?.storageFailure).toBeNull();
  });

  it('on purpose is not asked, and is asked again afterwards', async () => {
    const shelf = new MemoryShelf();
    const opened = await open(pair, { keptBaselines: shelf });
    opened.playground.setBaselines({ automatic: false, storageRefused: true });
    await measured(opened);
    expect(shelf.kept.size).toBe(0);
    expect(opened.latest().baselines?.storageFailure?.message).toContain('injected');
    opened.playground.setBaselines({ automatic: false });
    void opened.playground.measureAlone(plan);
    await advance(opened.clock, 1200);
    expect(shelf.kept.size).toBe(2);
  });

  it('and one that never answers holds nobody up', async () => {
    const shelf = new MemoryShelf();
    shelf.list = () => new Promise(() => {});
    const opened = await open(pair, { keptBaselines: shelf });
    opened.playground.setBaselines({ automatic: true });
    await opened.run(8000);
    expect(opened.tenant('b').alone).not.toBeNull();
  });
});

describe('what is too old', () => {
  const kept = (key: string, takenAt: number): KeptBaseline => ({
    key,
    takenAt,
    baseline: baseline({ throughputPerSecond: 1 }),
  });

  it('is what is older than 90 days, or from days ahead', () => {
    const now = 1000 * DAY_MS;
    const all = [
      kept('old', now - 91 * DAY_MS),
      kept('fine', now - 90 * DAY_MS),
      kept('future', now + DAY_MS + 1),
    ];
    expect(outdated(all, now)).toEqual(['old', 'future']);
  });

  it('is what is beyond the 500 newest', () => {
    const all = Array.from({ length: 502 }, (_, index) => kept(`${index}`, index));
    expect(outdated(all, 1000)).toEqual(['0', '1']);
  });

  it('is removed from storage at the next visit and recalled by nobody', async () => {
    const shelf = new MemoryShelf();
    const opened = await open(pair, { keptBaselines: shelf });
    await measured(opened);
    for (const [key, one] of shelf.kept) shelf.kept.set(key, { ...one, takenAt: -91 * DAY_MS });
    const again = await open(pair, { keptBaselines: shelf });
    await again.run(500);
    expect(again.tenant('a').alone).toBeNull();
    expect(shelf.kept.size).toBe(0);
  });
});
