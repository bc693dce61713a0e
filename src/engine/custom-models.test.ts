import { describe, expect, it } from 'vitest';
import { referenceOf } from '../domain/custom-model';
import { customModel, scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { identity, openPlayground as open, plainExport } from '../testing/open-playground';

const mine = customModel();
const blobs = [new Blob(['{}']), new Blob(['w'])];
const withMine = scenario([
  ['a', 'x'],
  ['m', 'x', { modelId: mine.id, workload: { kind: 'closed', inFlight: 3 } }],
]);
const referring = (source = mine.source) => ({ ...withMine, models: [{ ...referenceOf(mine), source }] });

describe('a tenant of a model that is not here yet', () => {
  for (const [source, words] of [
    [
      { kind: 'url', url: 'https://models.example/deep/model.json' },
      'Mine is not here yet: it comes from https://models.example. Fetch it, or remove it.',
    ],
    [
      { kind: 'browser', key: 'my-net' },
      'Mine is not here yet: it was kept in a browser as "my-net". Take it from there, or bring its files.',
    ],
    [
      { kind: 'files' },
      'Mine is not here yet: it was made of files that only their owner has. Drop its folder again.',
    ],
  ] as const) {
    it(`says how to get it: ${source.kind}`, async () => {
      const { run, tenant, incidents } = await open(referring(source));
      await run(100);
      expect(tenant('m').status).toEqual({
        kind: 'failed',
        error: { code: 'model-unknown', message: words },
        restart: null,
      });
      expect(tenant('a').status.kind).toBe('running');
      expect(incidents()).toEqual([]);
    });
  }

  it('says that nothing is known of it when no reference came with it', async () => {
    const { run, tenant } = await open(withMine);
    await run(100);
    expect(tenant('m').status).toMatchObject({
      error: {
        message: `No model is called "${mine.id}", and nothing tells where it came from. Bring its files, or remove it.`,
      },
    });
  });

  it('starts when it is offered, from the blobs, and the others run on', async () => {
    const { run, playground, clock, tenant, workers, latest } = await open(referring());
    await run(100);
    void playground.offerModel({ model: mine, blobs });
    await advance(clock, 200);
    expect(tenant('m').status.kind).toBe('running');
    expect(workers.get('x')?.loads.at(-1)).toMatchObject({ model: mine, bytes: { kind: 'blobs', blobs } });
    expect(workers.get('x')?.loads[0]).toMatchObject({
      bytes: { kind: 'folder', baseUrl: 'test://models/tiny/' },
    });
    expect(workers.get('x')?.begun).toEqual(['a', 'm']);
    expect(tenant('a').failed).toBe(0);
    expect(latest().scenario.models).toEqual([referenceOf(mine)]);
  });

  it('waits for the run when that is stopped', async () => {
    const { run, playground, clock, tenant } = await open(referring());
    await run(100);
    playground.stop();
    void playground.offerModel({ model: mine, blobs });
    await advance(clock, 200);
    expect(tenant('m').status.kind).toBe('waiting');
    void playground.run();
    await advance(clock, 200);
    expect(tenant('m').status.kind).toBe('running');
  });
});

describe('the published scenario', () => {
  it('keeps a reference as it came while its model is not here', async () => {
    const source = { kind: 'url', url: 'https://models.example/model.json' } as const;
    const { outcome, latest } = await open(referring(source));
    await outcome(Promise.resolve(), 50);
    expect(latest().scenario.models).toEqual([{ ...referenceOf(mine), source }]);
  });

  it('names custom models in the order of their first use, each once, and only those in use', async () => {
    const other = customModel({ id: 'custom-aaaaaaaaaaaa', name: 'Other' });
    const { playground, outcome, latest, run } = await open(
      scenario([
        ['o', 'x', { modelId: other.id }],
        ['m', 'x', { modelId: mine.id }],
        ['m2', 'x', { modelId: mine.id }],
      ]),
    );
    await playground.offerModel({ model: mine, blobs });
    await playground.offerModel({ model: other, blobs });
    await run(200);
    expect(latest().scenario.models?.map(({ id }) => id)).toEqual([other.id, mine.id]);
    await outcome(playground.removeTenant({ tenantId: 'o' }), 100);
    expect(latest().scenario.models?.map(({ id }) => id)).toEqual([mine.id]);
  });

  it('has no models when none is in use', async () => {
    const { playground, outcome, latest } = await open(scenario([['a', 'x']]));
    await outcome(playground.offerModel({ model: mine, blobs }), 50);
    expect('models' in latest().scenario).toBe(false);
  });
});

describe('other settings of a model', () => {
  const opened = async () => {
    const all = await open(withMine, { loadMs: () => 30 });
    await all.playground.offerModel({ model: mine, blobs });
    await all.run(250);
    return all;
  };

  it('are loaded by its tenants while the others run on, and lose no request', async () => {
    const { playground, clock, tenant, workers, snapshots, rows } = await opened();
    const changed = customModel({
      inputs: [{ name: 'x', shape: [2, 4], feed: { kind: 'random', range: [0, 1] } }],
    });
    void playground.offerModel({ model: changed, blobs });
    await advance(clock, 300);
    expect(tenant('m').status.kind).toBe('running');
    expect(workers.get('x')?.begun).toEqual(['a', 'm', 'm']);
    expect(workers.get('x')?.loads.at(-1)?.model).toEqual(changed);
    expect(rows.filter((row) => row.outcome !== 'completed')).toEqual([]);
    for (const snapshot of snapshots) for (const each of snapshot.tenants) expect(identity(each)).toBe(0);
  });

  for (const [what, change, loads] of [
    ['another view', { view: { kind: 'classes', output: null, softmax: true } }, 2],
    ['labels', { labels: ['cat', 'dog'] }, 2],
    ['another name', { name: 'Ours' }, 1],
  ] as const) {
    it(`load it ${loads === 2 ? 'anew' : 'not anew'} for ${what}`, async () => {
      const { playground, clock, tenant, workers, latest } = await opened();
      void playground.offerModel({ model: customModel(change), blobs });
      await advance(clock, 300);
      expect(workers.get('x')?.begun.filter((id) => id === 'm')).toHaveLength(loads);
      expect(tenant('m').status.kind).toBe('running');
      expect(latest().scenario.models).toEqual([referenceOf(customModel(change))]);
    });
  }

  it('take its baseline away when what it is fed changes, and give it back with it', async () => {
    const { playground, clock, tenant } = await opened();
    void playground.measureAlone({ warmupMs: 100, durationMs: 500 });
    await advance(clock, 3000);
    expect(tenant('m').alone?.n).toBeGreaterThan(10);
    const inputs = mine.inputs.map((input) => ({ ...input, shape: [2, 4] }));
    void playground.offerModel({ model: customModel({ inputs }), blobs });
    await advance(clock, 300);
    expect(tenant('m').alone).toBeNull();
    void playground.offerModel({ model: mine, blobs });
    await advance(clock, 300);
    expect(tenant('m').alone?.n).toBeGreaterThan(10);
  });

  it('also try a tenant anew that failed with the old ones', async () => {
    let fits = false;
    const { run, playground, clock, tenant } = await open(withMine, {
      fault: (call, id) => {
        if (call === 'load' && id === 'm' && !fits)
          throw new Error(
            'Requested texture size [9x9] greater than WebGL maximum on this browser / GPU [8x8].',
          );
      },
    });
    await playground.offerModel({ model: mine, blobs });
    await run(100);
    expect(tenant('m').status).toMatchObject({ error: { code: 'backend-unsuited' } });
    fits = true;
    void playground.offerModel({ model: customModel({ labels: ['x'] }), blobs });
    await advance(clock, 200);
    expect(tenant('m').status.kind).toBe('running');
  });

  it('are refused without all of its files', async () => {
    const { playground, outcome } = await opened();
    expect(await outcome(playground.offerModel({ model: mine, blobs: [] }))).toMatchObject({
      code: 'model-missing',
      message: 'Mine was offered with 0 of its 2 files. Bring all of them.',
    });
  });
});

describe('a run file with a custom model', () => {
  it('knows it by a hash over its files and what it is fed', async () => {
    const { playground, run, clock } = await open(withMine);
    await playground.offerModel({ model: mine, blobs });
    await run(200);
    const hashOf = async () => {
      const pending = playground.exportRun(plainExport);
      for (let i = 0; i < 20; i += 1) await advance(clock, 1); // hashing takes a turn of the loop
      const { provenance } = await pending;
      return provenance.modelHashes;
    };
    const first = await hashOf();
    expect(Object.keys(first).sort()).toEqual([mine.id, 'tiny']);
    expect(first[mine.id]).toMatch(/^[0-9a-f]{64}$/);
    expect(await hashOf()).toEqual(first);
    const inputs = mine.inputs.map((input) => ({ ...input, shape: [9, 4] }));
    void playground.offerModel({ model: customModel({ inputs }), blobs });
    await advance(clock, 200);
    const second = await hashOf();
    expect(second[mine.id]).not.toBe(first[mine.id]);
    expect(second.tiny).toBe(first.tiny);
  });

  for (const [what, result, told] of [
    [
      'a picture by its size and scale',
      {
        kind: 'picture',
        region: { x: 0, y: 0, width: 1, height: 1 },
        width: 2,
        height: 1,
        pixels: new Uint8ClampedArray(8),
        scale: { low: 0, high: 3 },
      },
      {
        kind: 'picture',
        region: { x: 0, y: 0, width: 1, height: 1 },
        width: 2,
        height: 1,
        scale: { low: 0, high: 3 },
      },
    ],
    [
      'numbers as they are',
      { kind: 'numbers', outputs: [{ name: 'y', shape: [1], low: 0, high: 1, mean: 0.5, top: [] }] },
      { kind: 'numbers', outputs: [{ name: 'y', shape: [1], low: 0, high: 1, mean: 0.5, top: [] }] },
    ],
  ] as const) {
    it(`tells ${what}`, async () => {
      const { playground, run, outcome } = await open(scenario([['a', 'x']]), { result });
      await run(100);
      const file = await outcome(playground.exportRun(plainExport), 5);
      if (file instanceof Error) throw file;
      expect(file.tenants[0]?.lastResult).toEqual({ frameNumber: 1, ...told });
    });
  }
});
