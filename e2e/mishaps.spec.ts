/** What breaks is said in words, where it broke, and the other tenants run on. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import type { SeenMishap } from './automation.d.ts';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';
import { throwAndRetry } from './worker-acts.ts';

const pair = scenarioOf([
  ['a', 'facemesh', 'x'],
  ['b', 'emotion', 'y'],
]);

test('a model file that is missing fails its tenant only, and a retry brings it back', async ({
  page,
  context,
}) => {
  const playground = new PlaygroundPage(page);
  await context.route('**/emotion/emotion.bin', (route) => route.fulfill({ status: 404, body: 'none' }));
  await playground.open();
  await playground.keepFailures();
  await playground.load(pair);
  await playground.run();
  await expect(playground.card('Emotion')).toContainText('npm run models');
  const file = await page.evaluate(() => globalThis.playground.endWindow());
  expect(file.tenants.map((tenant) => tenant.error?.code ?? null)).toEqual([null, 'model-missing']);
  await context.unroute('**/emotion/emotion.bin');
  await playground.card('Emotion').getByRole('button', { name: 'Retry' }).click();
  await expect(playground.card('Emotion')).toContainText(/\d\/s/);
});

test('a model file with another content is refused by its hash', async ({ page, context }) => {
  const playground = new PlaygroundPage(page);
  await context.route('**/emotion/emotion.bin', async (route) => {
    const response = await route.fetch();
    const body = await response.body();
    body[1000] = (body[1000] ?? 0) ^ 1;
    await route.fulfill({ response, body });
  });
  await playground.open();
  await playground.keepFailures();
  await playground.load(pair);
  await playground.run();
  await expect(playground.card('Emotion')).toContainText('SHA-256');
  await expect(playground.card('FaceMesh')).toContainText(/\d\/s/);
});

test('without a network the tenant says so', async ({ page, context }) => {
  const playground = new PlaygroundPage(page);
  await context.route('**/emotion/*', (route) => route.abort('internetdisconnected'));
  await playground.open();
  await playground.keepFailures();
  await playground.load(pair);
  await playground.run();
  await expect(playground.card('Emotion')).toContainText('could not be fetched');
});

test('an executor whose worker throws fails with its tenants; the rest runs on and a retry starts it anew', async ({
  page,
}) => {
  const playground = await PlaygroundPage.running(page, pair);
  await playground.keepFailures();
  const worker = page.workers().find((one) => one.url().includes('executor.worker'));
  await throwAndRetry(page, playground, worker);
});

test('an executor whose worker hangs is ended by the watchdog, and the rest runs on', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, pair);
  await playground.keepFailures();
  const worker = page.workers().find((one) => one.url().includes('executor.worker'));
  expect(worker).toBeDefined();
  await worker?.evaluate(() => {
    setTimeout(() => {
      for (;;);
    });
  });
  const failed = page.getByRole('article').filter({ hasText: 'gave no answer' });
  await expect(failed).toHaveCount(1);
  const file = await page.evaluate(() => globalThis.playground.endWindow());
  expect(file.tenants.map((tenant) => tenant.error?.code ?? null).sort()).toEqual([
    'executor-unresponsive',
    null,
  ]);
  expect(file.tenants.find((tenant) => tenant.error !== null)?.failed).toBe(1);
  await playground.completed(10);
});

test('the run stands still while the tab is hidden, and says so', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, pair);
  const setHidden = (hidden: boolean) =>
    page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  await setHidden(true);
  await expect(page.getByText('browsers slow hidden tabs down')).toBeVisible();
  await page.waitForFunction(() =>
    globalThis.playground.snapshot()?.tenants.every((tenant) => tenant.inFlight === 0),
  );
  await setHidden(false);
  await expect(page.getByText('browsers slow hidden tabs down')).toHaveCount(0);
  const file = await page.evaluate(() => globalThis.playground.endWindow());
  expect(file.provenance.hiddenMs).toBeGreaterThan(0);
  expect(file.provenance.warnings.join()).toContain('hidden');
  await playground.completed(5);
});

/** The newest line of the list of what happened that has these words. */
const incident = (panel: Locator, words: string | RegExp) =>
  panel.getByRole('listitem').filter({ hasText: words }).first();

/** Every arrival is completed, failed, dropped, waits or is served. */
async function allAccountedFor(playground: PlaygroundPage): Promise<void> {
  for (const one of (await playground.snapshot()).tenants) {
    const known = one.completions + one.failed + one.dropped + one.rejected + one.queued + one.inFlight;
    expect(known, one.config.id).toBe(one.arrivals);
  }
}

const cause = (page: Page, mishap: SeenMishap) =>
  page.evaluate((one) => globalThis.playground.mishap(one), mishap);

test('a worker that is killed from the panel is told, restarts by itself, and the incident is in list and table', async ({
  page,
}) => {
  const playground = await PlaygroundPage.running(page, pair);
  const panel = await playground.mishaps();
  await expect(panel).toContainText('Nothing so far');
  await panel.getByLabel('Executor').selectOption('y');
  await panel.getByRole('button', { name: 'Kill worker' }).click();
  const killed = incident(panel, 'worker killed');
  await expect(killed).toContainText('injected');
  await expect(killed).toContainText('Emotion');
  await expect(killed).toContainText(/recovered in \d/);
  await expect(playground.card('Emotion')).toContainText(/\d\/s/);
  const [facemesh, emotion] = (await playground.snapshot()).tenants;
  expect(emotion?.failed).toBeGreaterThan(0);
  expect(facemesh?.failed).toBe(0);
  await allAccountedFor(playground);
  await page.getByRole('button', { name: 'Table of timeline', exact: true }).click();
  await expect(page.getByRole('table', { name: /incident/ })).toContainText('worker killed');
  expect(playground.errors).toEqual([]);
});

test('a stall below the limit only takes longer; one above it ends the worker, which comes back', async ({
  page,
}) => {
  const playground = await PlaygroundPage.running(page, pair);
  const panel = await playground.mishaps();
  await panel.getByLabel('Tenant').selectOption('b');
  await panel.getByLabel('Stall for, ms').fill('400');
  await panel.getByLabel('Stall for, ms').press('Enter');
  await panel.getByRole('button', { name: 'Stall', exact: true }).click();
  await expect(incident(panel, 'stalled')).toContainText(/recovered in \d/);
  expect((await playground.snapshot()).tenants.map((tenant) => tenant.failed)).toEqual([0, 0]);

  await panel.getByText('Limits per phase').click();
  await panel.getByLabel('Request in service, s').fill('1');
  await panel.getByLabel('Request in service, s').press('Enter');
  await panel.getByLabel('Stall for, ms').fill('20000');
  await panel.getByLabel('Stall for, ms').press('Enter');
  await panel.getByRole('button', { name: 'Stall', exact: true }).click();
  const stalled = incident(panel, 'executor-unresponsive');
  await expect(stalled).toBeVisible();
  await expect(stalled).toContainText(/recovered in \d/);
  await playground.completed(5);
  await allAccountedFor(playground);
});

test('outputs that are no numbers fail their request only, and the tenant serves again', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, pair);
  const panel = await playground.mishaps();
  await panel.getByLabel('Tenant').selectOption('b');
  await panel.getByRole('button', { name: 'Corrupt next output' }).click();
  const corrupted = incident(panel, 'output corrupted');
  await expect(corrupted).toContainText('output-invalid');
  await expect(corrupted).toContainText(/recovered in \d/);
  const emotion = (await playground.snapshot()).tenants.find((tenant) => tenant.config.id === 'b');
  expect(emotion?.failed).toBe(1);
  await allAccountedFor(playground);
});

test('a restart under a refused network loads from memory; what is not in memory waits until the network is back', async ({
  page,
}) => {
  const playground = await PlaygroundPage.running(page, pair);
  const panel = await playground.mishaps();
  const refuse = panel.getByLabel('Refuse the network');
  await refuse.click();
  await expect(refuse).toBeChecked();
  await cause(page, { kind: 'kill-worker', executorId: 'y' });
  await expect(incident(panel, 'worker killed')).toContainText(/recovered in \d/);
  const blazeface = {
    id: 'c',
    modelId: 'blazeface',
    executorId: 'y',
    workload: { kind: 'closed', inFlight: 1 },
  };
  await page.evaluate((tenant) => globalThis.playground.addTenant(tenant, null), {
    ...blazeface,
    deadline: { kind: 'none' },
    input: 'random',
    paused: false,
  });
  const card = playground.card('BlazeFace');
  await expect(card).toContainText('injected');
  await expect(card).toContainText('starts again');
  await refuse.click();
  await expect(card).toContainText(/\d\/s/);
  await playground.completed(5);
  await allAccountedFor(playground);
});

test('a WebGL context that is lost is told, and its executor starts anew', async ({ page }) => {
  const playground = await PlaygroundPage.running(
    page,
    scenarioOf([['a', 'emotion', 'x']], { backend: 'webgl' }),
  );
  const panel = await playground.mishaps();
  await panel.getByRole('button', { name: 'Lose device' }).click();
  const lost = incident(panel, 'device lost');
  await expect(lost).toContainText('injected');
  await expect(lost).toContainText(/recovered in \d/, { timeout: 60_000 });
  await allAccountedFor(playground);
});

test('a second tab that runs models is told in the first', async ({ page, context }) => {
  const first = await PlaygroundPage.running(page, scenarioOf([['a', 'facemesh', 'x']]));
  const told = page.getByText('Another tab of the playground runs models');
  await expect(told).toHaveCount(0);
  const second = await PlaygroundPage.running(await context.newPage(), scenarioOf([['b', 'emotion', 'y']]));
  await expect(told).toBeVisible();
  await expect(second.page.getByText('Another tab of the playground runs models')).toBeVisible();
  await second.page.close();
  await expect(told).toHaveCount(0);
  await first.completed(3);
});
