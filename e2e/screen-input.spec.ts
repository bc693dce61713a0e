/** A shared screen as an input. Sharing asks a person, so this browser answers every question with yes. */
import { expect, test } from '@playwright/test';
import { ASK_NOBODY, fakeDevices, launchOptions } from '../scripts/browser/launch-options.mjs';
import { CAMERA_FILE } from './fixtures/fake-camera.ts';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

test.use({
  launchOptions: launchOptions(process.env.PLAYGROUND_BROWSER ?? '', {
    extra: [...fakeDevices(CAMERA_FILE), ...ASK_NOBODY],
  }),
});

test('a screen that is shared is what the models see, until sharing stops', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, scenarioOf([['a', 'emotion', 'x']]));
  await page.getByLabel('Picture on the stage, and for the models that look at it').selectOption('screen');
  await page.getByRole('button', { name: 'Settings of the screen' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings of the screen' });
  await expect(settings).toContainText(/\d+ × \d+/);
  await expect.poll(async () => (await playground.snapshot()).scenario.tenants[0]?.input).toBe('screen');
  await playground.completed(3);
  await settings.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The screen is not shared' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Back to the scene' }).click();
  await playground.completed(3);
  expect(playground.errors).toEqual([]);
});
