/** What breaks is said in words, where it broke, and the other tenants run on. */
import { expect, test } from '@playwright/test';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

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
  await playground.load(pair);
  await playground.run();
  await expect(playground.card('Emotion')).toContainText('SHA-256');
  await expect(playground.card('FaceMesh')).toContainText(/\d\/s/);
});

test('without a network the tenant says so', async ({ page, context }) => {
  const playground = new PlaygroundPage(page);
  await context.route('**/emotion/*', (route) => route.abort('internetdisconnected'));
  await playground.open();
  await playground.load(pair);
  await playground.run();
  await expect(playground.card('Emotion')).toContainText('could not be fetched');
});

test('an executor whose worker throws fails with its tenants; the rest runs on and a retry starts it anew', async ({
  page,
}) => {
  const playground = await PlaygroundPage.running(page, pair);
  const worker = page.workers().find((one) => one.url().includes('executor.worker'));
  expect(worker).toBeDefined();
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('thrown by the test');
    });
  });
  const failed = page.getByRole('article').filter({ hasText: 'thrown by the test' });
  await expect(failed).toHaveCount(1);
  await playground.completed(10);
  await failed.getByRole('button', { name: 'Retry' }).click();
  await expect(failed).toHaveCount(0);
  await playground.completed(3);
});

test('an executor whose worker hangs is ended by the watchdog, and the rest runs on', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, pair);
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
