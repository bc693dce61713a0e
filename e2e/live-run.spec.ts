/** The main job: four real models at once on the moving scene, drawn and measured live. */
import { expect, test } from '@playwright/test';
import type { SeenRecord } from './automation.d.ts';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const identity = (
  one: Record<'arrivals' | 'completions' | 'failed' | 'dropped' | 'rejected' | 'queued' | 'inFlight', number>,
) => one.arrivals - (one.completions + one.failed + one.dropped + one.rejected + one.queued + one.inFlight);

const overlap = (a: SeenRecord, b: SeenRecord) => a.startedAt < b.completedAt && b.startedAt < a.completedAt;

test('one click runs four models, draws what they see and moves the figures', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await expect(playground.cards).toHaveCount(4);
  await playground.run();
  await page.waitForFunction(() => globalThis.playground.drawnResults() === 4);
  for (const name of ['BlazeFace', 'FaceMesh', 'MoveNet Lightning', 'Selfie segmentation']) {
    await expect(playground.card(name)).toContainText(/\d\/s/);
  }
  const { executors, tenants } = await playground.snapshot();
  expect(executors.map((executor) => executor.backend)).toEqual(['wasm', 'wasm', 'wasm', 'wasm']);
  for (const tenant of tenants) expect(identity(tenant)).toBe(0);
  await playground.stopButton.click();
  await expect(playground.runButton).toBeVisible();
  await page.waitForFunction(() =>
    globalThis.playground.snapshot()?.tenants.every((tenant) => tenant.inFlight + tenant.queued === 0),
  );
  expect(playground.errors).toEqual([]);
});

test('the models see the astronaut: a face, its points, a body, a person, a smile', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(
    scenarioOf([
      ['blazeface', 'blazeface', 'a'],
      ['facemesh', 'facemesh', 'a'],
      ['movenet', 'movenet-lightning', 'b'],
      ['selfie', 'selfie', 'b'],
      ['emotion', 'emotion', 'a'],
    ]),
  );
  await playground.run();
  // The scene is one shot of her after the other with short cuts: each model has its answer at some instant.
  const kinds = {
    blazeface: 'faces',
    facemesh: 'landmarks',
    movenet: 'pose',
    selfie: 'mask',
    emotion: 'classes',
  };
  const seen = new Set<string>();
  await expect
    .poll(
      async () => {
        const file = await page.evaluate(() => globalThis.playground.endWindow());
        for (const { id, lastResult } of file.tenants) {
          if (lastResult?.kind === kinds[id as keyof typeof kinds]) seen.add(id); // ids are those above
        }
        return seen.size;
      },
      { timeout: 60_000 },
    )
    .toBe(5);
});

test('tenants on two executors overlap in time, tenants on one executor never do', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(
    scenarioOf([
      ['a', 'facemesh', 'x'],
      ['b', 'emotion', 'x'],
      ['c', 'facemesh', 'y'],
    ]),
  );
  await playground.run(30);
  const records = await playground.records();
  const of = (id: string) =>
    records.filter((record) => record.tenantId === id && record.outcome === 'completed');
  expect(of('a').length).toBeGreaterThan(10);
  expect(of('a').some((a) => of('b').some((b) => overlap(a, b)))).toBe(false);
  expect(of('a').some((a) => of('c').some((c) => overlap(a, c)))).toBe(true);
});

test('a periodic tenant beside a greedy one misses frames, and every arrival is accounted for', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open('#preset=noisy-neighbour');
  await playground.run(30);
  await expect(playground.card('FaceMesh')).toContainText('in time');
  const facemesh = (await playground.snapshot()).tenants.find((tenant) => tenant.config.id === 'facemesh');
  expect(facemesh?.late).toBeGreaterThan(0);
  expect(facemesh?.deadlineHitFraction).toBeLessThan(1);
  if (facemesh) expect(identity(facemesh)).toBe(0);
});

test('when the queue is full an arrival is dropped and counted', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(
    scenarioOf([
      [
        'fast',
        'movenet-lightning',
        'x',
        { workload: { kind: 'periodic', ratePerSecond: 400, jitterFraction: 0, queueBound: 2 } },
      ],
    ]),
  );
  await playground.run(5);
  await expect(playground.card('MoveNet Lightning')).toContainText('dropped');
  const [tenant] = (await playground.snapshot()).tenants;
  expect(tenant?.dropped).toBeGreaterThan(10);
  expect(tenant?.queued).toBeLessThanOrEqual(2);
});

test('measuring alone gives every tenant a slowdown, and the run goes on', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(
    scenarioOf([
      ['a', 'facemesh', 'x'],
      ['b', 'emotion', 'x'],
    ]),
  );
  await playground.run();
  expect((await playground.snapshot()).tenants.map((tenant) => tenant.slowdown)).toEqual([null, null]);
  await page.getByRole('button', { name: 'Measure alone' }).click();
  await expect(page.getByText(/Measuring FaceMesh alone, 1 of 2/)).toBeVisible();
  await page.waitForFunction(
    () => {
      const snapshot = globalThis.playground.snapshot();
      return snapshot?.measuring === null && snapshot.tenants.every((tenant) => tenant.alone !== null);
    },
    null,
    { timeout: 60_000 },
  );
  await playground.completed(20);
  const contention = page.getByRole('region', { name: 'Contention' });
  await expect(contention).toContainText(/\d\.\d\d×/);
  for (const { slowdown } of (await playground.snapshot()).tenants) expect(slowdown).toBeGreaterThan(1);
});

test('a measurement can be cancelled', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open('#preset=one-alone');
  await playground.run();
  await page.getByRole('button', { name: 'Measure alone' }).click();
  await page.getByRole('button', { name: 'Cancel' }).first().click();
  await expect(page.getByText(/Measuring .* alone/)).toHaveCount(0);
  const before = (await playground.snapshot()).tenants[0]?.completions ?? 0;
  await playground.completed(before + 3);
});
