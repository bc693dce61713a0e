/** Every view is clean under axe-core in both themes, fits its window, and is usable by keyboard alone. */
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe.ts';
import { graphModel } from './fixtures/tiny-models.ts';
import { PlaygroundPage } from './playground-page.ts';

const VIEWS: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['the dashboard', async () => {}],
  ['the scenario picker', (page) => page.getByRole('button', { name: /^Scenario/ }).click()],
  ['your machine', (page) => page.getByRole('button', { name: /^Your machine/ }).click()],
  ['about and licences', (page) => page.getByRole('button', { name: 'About and licences' }).click()],
  ['the keys', (page) => page.getByRole('button', { name: 'Keys' }).click()],
  ['add a model', (page) => page.getByRole('button', { name: /Add\s*a model/ }).click()],
  ['a tenant’s settings', (page) => page.getByRole('button', { name: 'Settings of FaceMesh' }).click()],
  ['an executor’s details', (page) => page.getByRole('button', { name: 'Details of executor-1' }).click()],
];

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('every view is clean under axe-core while four models run', async ({ page }) => {
      const playground = new PlaygroundPage(page);
      await playground.open();
      expect.soft(await violations(page), 'before the first run').toEqual([]);
      await playground.run();
      for (const [name, show] of VIEWS) {
        await show(page);
        expect.soft(await violations(page), name).toEqual([]);
        await page.keyboard.press('Escape');
      }
    });

    test('the tables behind the charts and a request’s card are clean under axe-core', async ({ page }) => {
      const playground = new PlaygroundPage(page);
      await playground.open('#preset=one-alone');
      await playground.run(5);
      await page.getByRole('group', { name: 'Requests in service by executor' }).focus();
      await page.keyboard.press('ArrowLeft');
      await expect(page.getByRole('status').filter({ hasText: 'queueing' })).toBeVisible();
      expect.soft(await violations(page), 'a request’s card').toEqual([]);
      for (const button of await page.getByRole('button', { name: /^Table of/ }).all()) await button.click();
      expect.soft(await violations(page), 'the tables').toEqual([]);
    });

    test('what was broken on purpose and a model of one’s own are clean under axe-core', async ({ page }) => {
      const playground = new PlaygroundPage(page);
      await playground.open();
      await playground.keepFailures();
      await playground.run();
      const panel = await playground.mishaps();
      await panel.getByRole('button', { name: 'Kill worker' }).click();
      await panel.getByLabel('Tenant').selectOption({ label: 'MoveNet Lightning' });
      await panel.getByRole('button', { name: 'Corrupt next output' }).click();
      await panel.getByText('Limits per phase').click();
      await expect(playground.cards.filter({ hasText: 'injected' })).not.toHaveCount(0);
      await expect(panel.getByText('not yet').first()).toBeVisible();
      expect.soft(await violations(page), 'the panel of mishaps and failed cards').toEqual([]);
      await panel.getByRole('button', { name: 'Close mishaps' }).click();
      await playground.bring(graphModel());
      expect.soft(await violations(page), 'the sheet of a model').toEqual([]);
    });

    test('a live camera with its settings, and one that is off, are clean under axe-core', async ({
      page,
      context,
    }) => {
      await context.grantPermissions(['camera']);
      const playground = new PlaygroundPage(page);
      await playground.open('#preset=one-alone');
      await playground.run();
      await page
        .getByLabel('Picture on the stage, and for the models that look at it')
        .selectOption('camera');
      await page.getByRole('button', { name: 'Settings of the camera' }).click();
      const settings = page.getByRole('dialog', { name: 'Settings of the camera' });
      await expect(settings).toContainText(/\d+ × \d+/);
      expect.soft(await violations(page), 'the camera and its settings').toEqual([]);
      await settings.getByRole('button', { name: 'Stop' }).click();
      await expect(page.getByRole('status').filter({ hasText: 'The camera is off' })).toBeVisible();
      expect.soft(await violations(page), 'a camera that is off').toEqual([]);
    });

    test('a refused link and a failed tenant are clean under axe-core', async ({ page, context }) => {
      await context.route('**/facemesh/facemesh.bin', (route) =>
        route.fulfill({ status: 404, body: 'none' }),
      );
      const playground = new PlaygroundPage(page);
      await playground.open('#preset=nothing');
      await playground.run();
      await expect(playground.card('FaceMesh')).toContainText('npm run models');
      expect(await violations(page)).toEqual([]);
    });
  });
}

test('everything is on one page at 1440 × 900, without scrolling', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.run();
  const overflow = await page.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.documentElement;
    return { down: scrollHeight - innerHeight, across: scrollWidth - innerWidth };
  });
  expect(overflow).toEqual({ down: 0, across: 0 });
});

for (const [width, height] of [
  [1024, 768],
  [390, 844],
  [360, 740],
] as const) {
  test(`nothing is cut off sideways at ${width} × ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const playground = new PlaygroundPage(page);
    await playground.open();
    await playground.run();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    expect(await violations(page)).toEqual([]);
  });
}

test('keyboard alone runs, adds a model, moves it and stops', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open('#preset=one-alone');
  await page.keyboard.press('Space');
  await expect(playground.stopButton).toBeVisible();
  await playground.completed(2);
  await page.keyboard.press('a');
  const dialog = page.getByRole('dialog', { name: 'Add a model' });
  await expect(dialog).toBeVisible();
  await dialog.getByRole('button', { name: 'Add Emotion' }).focus();
  await page.keyboard.press('Enter');
  await expect(playground.cards).toHaveCount(2);
  await page.getByRole('button', { name: 'Settings of Emotion' }).focus();
  await page.keyboard.press('Enter');
  const settings = page.getByRole('dialog', { name: 'Settings of Emotion' });
  await expect(settings.getByLabel('Executor')).toBeFocused();
  await page.keyboard.press('e'); // selects executor-1, the first that begins so
  await page.keyboard.press('Escape');
  await expect(playground.executor('executor-1').getByRole('article')).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Settings of Emotion' })).toBeFocused();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()); // an element has the focus
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()); // an element has the focus
  await page.keyboard.press('Space');
  await expect(playground.runButton).toBeVisible();
});
