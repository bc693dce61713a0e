/** Solo baselines as people get them: taken by themselves when a run starts, kept for the next visit, skippable. */
import { expect, test } from '@playwright/test';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const pair = scenarioOf([
  ['a', 'facemesh', 'x'],
  ['b', 'emotion', 'y'],
]);
const MEASURED = { timeout: 60_000 };

/** Every tenant that runs has its baseline, and nobody is measured. */
const allTaken = () => {
  const snapshot = globalThis.playground.snapshot();
  const running = snapshot?.tenants.filter(({ status }) => status.kind === 'running') ?? [];
  return snapshot?.measuring === null && running.length > 0 && running.every(({ alone }) => alone !== null);
};

test('Run takes missing baselines by itself, slowdowns stand, and the next visit measures nothing again', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open('', { baselines: true });
  await playground.load(pair);
  await playground.runButton.click();
  const contention = page.getByRole('region', { name: 'Contention' });
  await expect(contention.getByRole('progressbar', { name: 'Solo baselines' })).toBeVisible();
  await expect(contention).toContainText(/Baselines: \d+ s left/);
  await page.waitForFunction(allTaken, null, MEASURED);
  await playground.completed(20);
  await expect(contention).toContainText(/\d\.\d\d×/);
  const first = (await playground.snapshot()).tenants;
  expect(first.map(({ aloneOrigin }) => aloneOrigin?.kept)).toEqual([false, false]);

  await page.reload();
  await page.waitForFunction(() => globalThis.playground !== undefined);
  await page.evaluate(() => globalThis.playground.opened());
  await playground.load(pair);
  await playground.run(20);
  const again = await playground.snapshot();
  expect(again.tenants.map(({ aloneOrigin }) => aloneOrigin?.kept)).toEqual([true, true]);
  expect(again.tenants.map(({ alone }) => alone)).toEqual(first.map(({ alone }) => alone));
  expect(again.measuring).toBeNull();
  await expect(contention).toContainText(/Baselines of .*, kept\./);
  expect(playground.errors).toEqual([]);
});

test('Skip lets everything run together, and is not asked again for that set-up', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open('', { baselines: true });
  await playground.load(pair);
  await playground.runButton.click();
  const contention = page.getByRole('region', { name: 'Contention' });
  await contention.getByRole('button', { name: 'Skip' }).click();
  await expect(contention).toContainText('Baselines were skipped for this set-up');
  await playground.completed(30);
  const { tenants, measuring } = await playground.snapshot();
  expect(measuring).toBeNull();
  expect(tenants.map(({ alone }) => alone)).toEqual([null, null]);

  await page.evaluate(() => globalThis.playground.stop());
  await contention.getByRole('checkbox', { name: /Take missing baselines/ }).uncheck();
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('playground-baselines')))
    .toBe('{"automatic":false}');
});

test('a tenant that fails while it is measured gets no baseline, and the others do', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open('', { baselines: true });
  await playground.keepFailures();
  await playground.load(pair);
  await playground.runButton.click();
  await page.waitForFunction(
    () => globalThis.playground.snapshot()?.measuring?.tenantId === 'a',
    null,
    MEASURED,
  );
  await page.evaluate(() => globalThis.playground.mishap({ kind: 'kill-worker', executorId: 'x' }));
  await page.waitForFunction(allTaken, null, MEASURED);
  const { tenants } = await playground.snapshot();
  expect(tenants.map(({ status }) => status.kind)).toEqual(['failed', 'running']);
  expect(tenants[0]?.alone).toBeNull();
  expect(tenants[1]?.alone?.n).toBeGreaterThan(0);
  await expect(playground.card('FaceMesh')).toContainText('Retry');
});
