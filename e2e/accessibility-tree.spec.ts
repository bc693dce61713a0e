/** What a reader of the screen hears in the main tasks: the tree of roles and names, and the sentences of the live regions. */
import { expect, type Page, test } from '@playwright/test';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const said = (page: Page) => page.locator('.app > .live-regions');
const blur = (page: Page) => page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()); // an element has it

const PAIR = scenarioOf([
  ['mesh', 'facemesh', 'x'],
  ['emotion', 'emotion', 'y'],
]);

test('the page has one first heading, named regions, and a way past the bar that the first Tab finds', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  for (const name of ['Stage', 'Placement', 'Throughput', 'Latency', 'Contention', 'Machine', 'Timeline'])
    await expect(page.getByRole('main').getByRole('region', { name, exact: true })).toHaveCount(1);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Skip to the models' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('combobox', { name: /^Picture on the stage/ })).toBeFocused();
});

test('by keyboard alone a model is added, run, moved, its slowdown read, and stopped, and each step is heard', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(scenarioOf([['mesh', 'facemesh', 'x']]));
  await blur(page);
  await page.keyboard.press('a');
  const drawer = page.getByRole('dialog', { name: 'Add a model' });
  await expect(drawer.getByRole('status')).toHaveText(/^\d+ of \d+ models/);
  await drawer.getByRole('button', { name: 'Add Emotion' }).focus();
  await page.keyboard.press('Enter');
  await expect(said(page)).toContainText('Emotion added on executor-1.');

  await blur(page);
  await page.keyboard.press('Space');
  await expect(said(page)).toContainText('Starting 2 models.');
  await expect(said(page)).toContainText(/Running: \d of 2 models\./);
  await playground.completed(5);
  await expect(playground.executor('executor-1')).toMatchAriaSnapshot(`
    - region "Executor executor-1":
      - button "Details of executor-1"
      - combobox "Backend of executor-1"
      - article "Emotion":
        - button "Move Emotion"
        - heading "Emotion" [level=3]
        - button "Settings of Emotion"
        - text: /throughput [\\d.]+ inferences per second/
  `);

  await page.getByRole('button', { name: 'Settings of Emotion' }).focus();
  await page.keyboard.press('Enter');
  await expect(
    page.getByRole('dialog', { name: 'Settings of Emotion' }).getByLabel('Executor'),
  ).toBeFocused();
  await page.keyboard.press('x');
  await page.keyboard.press('Escape');
  await expect(playground.notice('Emotion moved to x.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Settings of Emotion' })).toBeFocused();

  await page.getByRole('button', { name: 'Measure alone' }).focus();
  await page.keyboard.press('Enter');
  await expect(said(page)).toContainText('Each model is measured alone in turn; the others wait.');
  await expect(said(page)).toContainText('Measured alone: 2 of 2 models.', { timeout: 60_000 });
  await playground.completed(20);
  await expect(page.getByRole('table', { name: 'Slowdown by model' })).toMatchAriaSnapshot(`
    - table "Slowdown by model":
      - rowgroup
      - rowgroup:
        - row /FaceMesh/:
          - rowheader "FaceMesh"
          - cell
          - cell /\\d+\\.\\d+ times as slow as alone, by (throughput|latency)/
  `);
  await blur(page);
  await page.keyboard.press('r');
  await expect(
    playground.notice(/Emotion: [\d.]+ inferences per second, .* slowdown [\d.]+ times\./),
  ).toBeVisible();
  await page.keyboard.press('Space');
  await expect(said(page)).toContainText('Stopped.');
  expect(playground.errors).toEqual([]);
});

test('the focus is never lost: it returns from panels and menus, and stays beside what was removed', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(PAIR);
  for (const name of ['Mishaps', 'Predict', 'Experiments']) {
    const door = page.getByRole('button', { name, exact: true });
    await door.focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('complementary', { name })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(door).toBeFocused();
  }
  const settings = await playground.settings('Emotion');
  await settings.getByRole('button', { name: 'Remove' }).focus();
  await page.keyboard.press('Enter');
  await expect(playground.notice('Removed Emotion.')).toBeVisible();
  await expect(page.locator('body')).not.toBeFocused();
  const dismiss = page.getByRole('button', { name: 'Dismiss' });
  await dismiss.focus();
  await page.keyboard.press('Enter');
  await expect(dismiss).toHaveCount(0);
  await expect(page.locator('body')).not.toBeFocused();
});

test('what is said while a dialog is open is said inside it: nothing behind it can be heard', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(PAIR);
  await playground.run();
  await page.getByRole('button', { name: 'About and licences' }).click();
  const inside = page.getByRole('dialog').locator('.live-regions [aria-live="polite"]');
  await expect(inside).toHaveText('');
  await page.evaluate(() => globalThis.playground.stop());
  await expect(inside).toHaveText('Stopped.');
});
