/** Tenants are added, moved, paused and removed, executors change backend and threads, all while everything runs. */
import { expect, test } from '@playwright/test';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const pair = scenarioOf([
  ['a', 'facemesh', 'x'],
  ['b', 'emotion', 'y'],
]);

test('a model is added on an executor of its own and runs', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(pair);
  await playground.run();
  await page.getByRole('button', { name: /Add\s*a model/ }).click();
  await page.getByRole('button', { name: 'Add Selfie segmentation' }).click();
  await expect(playground.cards).toHaveCount(3);
  await playground.completed(2);
  const { scenario } = await playground.snapshot();
  expect(scenario.executors).toHaveLength(3);
});

test('a tenant moves to a shared executor and back to one of its own without losing a request', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(pair);
  await playground.run();
  let settings = await playground.settings('Emotion');
  await settings.getByLabel('Executor').selectOption('x');
  await expect(playground.executor('x').getByRole('article')).toHaveCount(2);
  await expect(playground.executor('y')).toHaveCount(0);
  await playground.completed(5);
  await page.keyboard.press('Escape');
  settings = await playground.settings('Emotion');
  await settings.getByLabel('Executor').selectOption('new executor');
  await expect(playground.executor('executor-1').getByRole('article')).toHaveCount(1);
  await playground.completed(5);
  for (const tenant of (await playground.snapshot()).tenants) {
    expect(tenant.failed).toBe(0);
    expect(tenant.inFlight + tenant.queued).toBe(1);
  }
});

test('a paused tenant stands still, the others run on, and it resumes', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(pair);
  await playground.run();
  await page.getByRole('button', { name: 'Pause Emotion' }).click();
  await expect(playground.card('Emotion')).toContainText('paused');
  const paused = async () =>
    (await playground.snapshot()).tenants.find((tenant) => tenant.config.id === 'b')?.completions;
  await page.waitForFunction(
    () =>
      globalThis.playground.snapshot()?.tenants.find((tenant) => tenant.config.id === 'b')?.inFlight === 0,
  );
  const before = await paused();
  await playground.completed(10);
  expect(await paused()).toBe(before);
  await page.getByRole('button', { name: 'Resume Emotion' }).click();
  await expect(playground.card('Emotion')).not.toContainText('paused');
  await playground.completed(3);
});

test('a removed tenant can be brought back', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(pair);
  await playground.run();
  const settings = await playground.settings('Emotion');
  await settings.getByRole('button', { name: 'Remove' }).click();
  await expect(playground.cards).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(playground.cards).toHaveCount(2);
  await playground.completed(3);
});

test('the backend of an executor changes while the other one runs on', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(pair);
  await playground.run();
  await page.getByLabel('Backend of y').selectOption('cpu');
  await page.waitForFunction(
    () => globalThis.playground.snapshot()?.executors.find((one) => one.config.id === 'y')?.backend === 'cpu',
  );
  await playground.completed(2);
});

test('threads are a setting, and the executor tells how many took effect', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(scenarioOf([['a', 'facemesh', 'x']]));
  await playground.run();
  await page.getByRole('button', { name: 'Details of x' }).click();
  const details = page.getByRole('dialog', { name: 'Executor x' });
  await details.getByRole('spinbutton', { name: 'Threads' }).fill('2');
  await details.getByRole('spinbutton', { name: 'Threads' }).press('Enter');
  await playground.completed(3);
  await expect
    .poll(() =>
      page.evaluate(() => globalThis.playground.endWindow().then((file) => file.executors[0]?.threads)),
    )
    .toBe(2);
  expect(playground.errors).toEqual([]);
});

test('a rate of 0, −1 or 10⁹ is refused beside its field and the tenant keeps its rate', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(scenarioOf([['a', 'facemesh', 'x']]));
  await playground.run();
  const settings = await playground.settings('FaceMesh');
  await settings.getByLabel('Workload').selectOption('periodic');
  const rate = settings.getByLabel('Rate, per second');
  for (const wrong of ['0', '-1', '1000000000']) {
    await rate.fill(wrong);
    await rate.press('Enter');
    await expect(settings.getByRole('alert')).toContainText('from 0.1 to 1000');
  }
  expect((await playground.snapshot()).tenants[0]?.config.workload).toMatchObject({ ratePerSecond: 30 });
});
