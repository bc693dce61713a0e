/** How a tenant runs on WebGPU, as people see and change it. The device is made of software: slow, with the same modes. */
import { expect, test } from '@playwright/test';
import { violations } from './axe.ts';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const NAME = 'Emotion';
const one = (backend: string, mode?: string) =>
  scenarioOf(
    [['emotion', 'emotion', 'executor-1', { input: 'random', ...(mode === undefined ? {} : { mode }) }]],
    { backend },
  );

test('a model on WebGPU is recorded by itself, runs eagerly while somebody wants that, and tells its kernels', async ({
  page,
}) => {
  test.setTimeout(300_000);
  const playground = await PlaygroundPage.running(page, one('webgpu'));
  const card = playground.card(NAME);
  await expect(card.getByText('mode recorded', { exact: true })).toBeVisible({ timeout: 120_000 });

  const settings = await playground.settings(NAME);
  await settings.getByLabel('Mode', { exact: true }).selectOption('Eager');
  await expect(card.getByText('mode eager', { exact: true })).toBeVisible();
  await expect(settings.getByText('Now eager.')).toBeVisible();
  expect.soft(await violations(page), 'the settings of a tenant on WebGPU').toEqual([]);
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+z');
  await expect(card.getByText('mode recorded', { exact: true })).toBeVisible();
  const before = (await playground.snapshot()).tenants[0]?.completions ?? 0;
  await playground.completed(before + 2);

  await (await playground.settings(NAME)).getByRole('button', { name: 'Kernels' }).click();
  const kernels = page.getByRole('dialog', { name: `Kernels of ${NAME}` });
  await expect(kernels.getByRole('row', { name: /^All/ })).toBeVisible({ timeout: 60_000 });
  await expect(kernels.getByRole('row', { name: /Conv2D/ }).first()).toBeVisible();
  expect.soft(await violations(page), 'the table of kernels').toEqual([]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: `Settings of ${NAME}`, exact: true })).toBeFocused();
  expect(playground.errors).toEqual([]);
});

test('the device of an executor is set while it runs', async ({ page }) => {
  test.setTimeout(300_000);
  const playground = await PlaygroundPage.running(page, one('webgpu'));
  await page.getByRole('button', { name: 'Details of executor-1' }).click();
  const details = page.getByRole('dialog', { name: 'Executor executor-1' });
  await details.getByLabel('Submits in flight').selectOption('3');
  await details.getByLabel('Time the GPU').check();
  await details.getByLabel('Memory budget', { exact: true }).check();
  await details.getByLabel('Budget, MB').fill('512');
  await details.getByLabel('Budget, MB').press('Enter');
  const config = async () => (await playground.snapshot()).scenario.executors[0];
  await expect.poll(config).toMatchObject({ submitsInFlight: 3, gpuTiming: true, memoryBudgetMB: 512 });
  await expect(details.getByText(/of 512\sMB/)).toBeVisible();
  expect.soft(await violations(page), 'the details of an executor on WebGPU').toEqual([]);
  // The hint under the pointer lies over the box until the pointer leaves it.
  await page.mouse.move(0, 0);
  await details.getByLabel('Memory budget', { exact: true }).uncheck();
  await expect.poll(config).not.toHaveProperty('memoryBudgetMB');
  expect(playground.errors).toEqual([]);
});

test('a mode that the backend has none of is said, and nothing offers to change it', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(one('wasm', 'segmented'));
  await playground.run();
  await expect(playground.card(NAME).getByText('no WebGPU')).toBeVisible();
  const settings = await playground.settings(NAME);
  await expect(settings.getByText(/Only WebGPU heeds the mode/)).toBeVisible();
  await expect(settings.getByLabel('Mode', { exact: true })).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
});
