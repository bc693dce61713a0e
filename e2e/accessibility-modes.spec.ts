/** Large type, little room, forced colours, less motion, keys turned off, unsteady hands: everything is still there. */
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe.ts';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const ONE = scenarioOf([['emotion', 'emotion', 'x']]);

/** The page and its panels never scroll sideways; tables, the board and the timeline may. */
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test('at 200 % of 1440 × 900 and 1280 × 800, and 320 px wide, nothing is cut off, also with wider text', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(ONE);
  await playground.run(5);
  await playground.stopButton.click();
  for (const spaced of [false, true]) {
    if (spaced)
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(
          '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }',
        );
        document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
      });
    for (const [width, height] of [
      [720, 450],
      [640, 400],
      [320, 640],
    ] as const) {
      await page.setViewportSize({ width, height });
      await expect.poll(() => overflow(page), { message: `${width} px, spaced: ${spaced}` }).toBe(0);
      for (const name of ['Share', 'About and licences']) {
        await page.getByRole('button', { name, exact: true }).click();
        const box = await page.getByRole('dialog').boundingBox();
        expect(
          (box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= width,
          `${name}, ${width} px`,
        ).toBe(true);
        await page.keyboard.press('Escape');
      }
    }
  }
});

test('every control is 24 px high and wide', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.run();
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, select, input, summary, [role="slider"]')]
      .filter((one) => one.checkVisibility() && one.closest('.skip-links') === null)
      // The label of a box is part of its target.
      .map((one) => (one.matches('[type="checkbox"]') ? (one.closest('label') ?? one) : one))
      .map((one) => ({
        name: one.getAttribute('aria-label') ?? one.textContent,
        box: one.getBoundingClientRect(),
      }))
      .filter(({ box }) => box.width < 23.5 || box.height < 23.5)
      .map(({ name, box }) => `${name}: ${box.width} × ${box.height}`),
  );
  expect(small).toEqual([]);
});

for (const colorScheme of ['dark', 'light'] as const) {
  test(`in forced colours on a ${colorScheme} ground pictures are drawn in the system’s colours, and what has the focus shows it`, async ({
    page,
  }) => {
    await page.emulateMedia({ forcedColors: 'active', colorScheme });
    const playground = new PlaygroundPage(page);
    await playground.open();
    await playground.load(ONE);
    await playground.run();
    await page.getByRole('button', { name: 'Settings of Emotion' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(() => {
      const look = getComputedStyle(document.activeElement ?? document.body);
      const ink = document.createElement('span');
      ink.style.color = 'CanvasText';
      document.body.append(ink);
      const stop = document.querySelector('.run-button');
      return {
        outline: `${look.outlineStyle} ${look.outlineWidth}`,
        ground: getComputedStyle(document.body.parentElement ?? document.body).backgroundColor,
        ink: getComputedStyle(ink).color,
        shape: document.querySelector('.tenant-mark')?.textContent,
        stop: stop === null ? '' : getComputedStyle(stop).forcedColorAdjust,
      };
    });
    expect(seen.outline).toBe('solid 3px');
    expect(seen.ground).not.toBe(seen.ink);
    expect(seen.shape).toBe('●');
    expect(seen.stop).toBe('none');
    expect(await violations(page)).toEqual([]);
  });
}

test('with less motion nothing is animated', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.drawer();
  expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
});

test('single keys are turned off in the list of keys, stay off after a reload, and never act in a control', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await page.getByRole('combobox', { name: /^Picture on the stage/ }).focus();
  await page.keyboard.press('b');
  await expect(page.getByRole('complementary', { name: 'Mishaps' })).toHaveCount(0);
  const keys = page.getByRole('button', { name: 'Keys' });
  const choice = page.getByRole('checkbox', { name: /^Single keys act/ });
  await keys.click();
  await choice.uncheck();
  await page.reload();
  await expect(playground.runButton).toBeVisible();
  await page.keyboard.press('b');
  await keys.click();
  await expect(choice).not.toBeChecked();
  await expect(page.getByRole('complementary', { name: 'Mishaps' })).toHaveCount(0);
  await page.keyboard.press('Escape'); // acts all the same
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('the text of a hint stays while the pointer is on it, and Escape closes it alone', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await page.getByRole('button', { name: /^Your machine/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Your machine' });
  await dialog.getByText('Cores', { exact: true }).hover();
  const tip = page.locator('.hint-tip');
  await expect(tip).toBeVisible();
  const box = await tip.boundingBox();
  await page.mouse.move((box?.x ?? 0) + 20, (box?.y ?? 0) + 12, { steps: 3 });
  await expect(tip).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(tip).toBeHidden();
  await expect(dialog).toBeVisible();
});

test.describe('by finger', () => {
  test.use({ hasTouch: true });

  test('a tap on a word shows what it means, and one elsewhere hides it', async ({ page }) => {
    const playground = new PlaygroundPage(page);
    await playground.open();
    await page.getByRole('button', { name: /^Your machine/ }).tap();
    const dialog = page.getByRole('dialog', { name: 'Your machine' });
    await dialog.getByText('Cores', { exact: true }).tap();
    const tip = page.locator('.hint-tip');
    await expect(tip).toBeVisible();
    await dialog.getByRole('heading', { name: 'Your machine' }).tap();
    await expect(tip).toBeHidden();
    await expect(dialog).toBeVisible();
  });
});
