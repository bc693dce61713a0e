/** Pipelines of real models: what one finds is what the next one looks at, across executors, and the way is measured. */
import { expect, test } from '@playwright/test';
import type { SeenScenario } from './automation.d.ts';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

type Change = Partial<SeenScenario['tenants'][number]>;

const after = (tenantId: string): Change => ({
  workload: { kind: 'triggered', queueBound: 4 },
  dependsOn: { tenantId },
});

/** BlazeFace → {FaceMesh → Iris, Emotion}: each stage but the last hands on to the other executor. */
const faces = scenarioOf([
  ['faces', 'blazeface', 'a', { workload: { kind: 'closed', inFlight: 1 } }],
  ['mesh', 'facemesh', 'b', after('faces')],
  ['iris', 'iris', 'a', after('mesh')],
  ['emotion', 'emotion', 'b', after('faces')],
]);

test('a face detector’s finds become landmarks, irises and an expression on two executors, measured end to end', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(faces);
  await playground.run(20);
  // Her iris is drawn from what FaceMesh handed on: nobody else tells the page where to cut for it.
  await page.waitForFunction(() => globalThis.playground.drawnResults() === 4);
  await expect.poll(() => playground.resultKind('iris')).toBe('eyes');
  await expect.poll(() => playground.resultKind('emotion')).toBe('classes');

  await playground.completed(20);
  const { tenants } = await playground.snapshot();
  const wayOf = (id: string) => tenants.find((one) => one.config.id === id)?.pipeline;
  for (const id of ['faces', 'mesh', 'iris', 'emotion']) {
    const way = wayOf(id);
    expect(way?.endToEndMs.mean).toBeGreaterThan(0);
    // A picture is older than the request that looks at it, up to what the clocks of page and worker tell apart.
    expect(way?.freshnessMs.n).toBeGreaterThan(0);
  }
  expect(wayOf('mesh')?.endToEndMs.mean).toBeGreaterThan(wayOf('faces')?.endToEndMs.mean ?? Infinity);
  expect(wayOf('iris')?.endToEndMs.mean).toBeGreaterThan(wayOf('mesh')?.endToEndMs.mean ?? Infinity);

  const records = await playground.records();
  const byId = new Map(records.map((record) => [record.requestId, record]));
  const triggered = records.filter(({ tenantId, parentId }) => tenantId === 'iris' && byId.has(parentId));
  expect(triggered.length).toBeGreaterThan(5);
  for (const record of triggered) {
    const parent = byId.get(record.parentId);
    expect(parent?.tenantId).toBe('mesh');
    expect(record.arrivedAt).toBe(parent?.completedAt);
    expect(record.capturedAt).toBe(parent?.capturedAt);
  }
  expect(playground.errors).toEqual([]);
});

test('a triggered model that is measured alone looks for itself, and compares what an inference takes', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(
    scenarioOf([
      ['faces', 'blazeface', 'a'],
      ['mesh', 'facemesh', 'b', after('faces')],
    ]),
  );
  await page.evaluate(() => globalThis.playground.prepare({ alone: true, warmupMs: 1000, aloneMs: 2000 }));
  await playground.completed(5);
  const mesh = (await playground.snapshot()).tenants.find(({ config }) => config.id === 'mesh');
  expect(mesh?.alone?.n).toBeGreaterThan(0);
  expect(mesh?.slowdown).toBeGreaterThan(0);
  expect(mesh?.slowdownBasis).toContain('service time');
  expect(playground.errors).toEqual([]);
});

test('a hand tracker triggers where it sees a hand and only there; that it sees none is no failure', async ({
  page,
}) => {
  test.setTimeout(200_000); // the scene shows a hand for a part of its loop only
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(
    scenarioOf([
      ['tracker', 'handtrack', 'a'],
      ['hand', 'handlandmark-lite', 'b', after('tracker')],
    ]),
  );
  await playground.runButton.click();
  const seen = new Set<string | null>();
  const noting = async () => {
    seen.add(await playground.resultKind('tracker'));
    return seen.has('nothing') && (await playground.resultKind('hand'));
  };
  await expect.poll(noting, { timeout: 150_000 }).toBe('hand-landmarks');
  const records = await playground.records();
  const completed = (id: string) =>
    records.filter(({ tenantId, outcome }) => tenantId === id && outcome === 'completed').length;
  expect(completed('hand')).toBeLessThan(completed('tracker'));
  const hand = (await playground.snapshot()).tenants.find(({ config }) => config.id === 'hand');
  expect(hand).toMatchObject({ failed: 0, dropped: 0, status: { kind: 'running' } });
  expect(playground.errors).toEqual([]);
});

test('a model that cannot look at what another finds is refused in words, and what runs runs on', async ({
  page,
}) => {
  const playground = await PlaygroundPage.running(page, scenarioOf([['faces', 'blazeface', 'a']]));
  const unfit = scenarioOf([
    ['faces', 'blazeface', 'a'],
    ['hand', 'handlandmark-lite', 'a', after('faces')],
  ]);
  const refusal = await page.evaluate(
    (document) => globalThis.playground.loadScenario(document).then(String, (error: Error) => error.message),
    unfit,
  );
  expect(refusal).toMatch(/looks at a hand, and BlazeFace finds a face/);
  await playground.completed(10);
  expect((await playground.snapshot()).scenario.tenants).toHaveLength(1);
});
