/** What this browser keeps: listed, erased at one press, nothing of other apps touched; and storage that is refused or full. */
import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { violations } from './axe.ts';
import { graphModel } from './fixtures/tiny-models.ts';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const one = scenarioOf([['a', 'facemesh', 'x']]);

const dialogOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Privacy and storage' });
const rowOf = (page: Page, what: string): Locator =>
  dialogOf(page)
    .getByRole('listitem')
    .filter({ has: page.locator('strong', { hasText: what }) });

async function openPrivacy(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'About and licences' }).click();
  await page.getByRole('button', { name: 'Privacy and storage' }).click();
  await expect(dialogOf(page).getByText(/^Read at/)).toBeVisible();
  return dialogOf(page);
}

/** Something in each place: a theme, a baseline, a kept model, a kept run, and what another app of the address has. */
async function fill(playground: PlaygroundPage): Promise<void> {
  const { page } = playground;
  await playground.load(one);
  await playground.run(5);
  await page.evaluate(() => globalThis.playground.prepare({ alone: true, warmupMs: 50, aloneMs: 400 }));
  await page.getByRole('button', { name: /^Theme:/ }).click();
  const sheet = await playground.bring(graphModel());
  await sheet.getByRole('button', { name: 'Keep in this browser' }).click();
  await expect(sheet.getByText(/Kept in this browser as/)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: /Keep in Runs/ }).click();
  await expect(playground.notice('is kept in this browser')).toBeVisible();
  await page.evaluate(async () => {
    localStorage.setItem('playground-origins', '["https://models.example"]');
    localStorage.setItem('another-app', 'theirs');
    await (await caches.open('another app')).put('/theirs', new Response('theirs'));
    await new Promise((resolve) => {
      const opening = indexedDB.open('another-app', 1);
      opening.onupgradeneeded = () => void opening.result.createObjectStore('things');
      opening.onsuccess = () => {
        opening.result.close();
        resolve(null);
      };
    });
  });
}

/** All that stands at this address, as the browser tells it. */
const everything = (page: Page) =>
  page.evaluate(async () => ({
    texts: Object.keys(localStorage).sort(),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name).sort(),
    caches: (await caches.keys()).sort(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));

async function eraseEverything(page: Page): Promise<void> {
  await dialogOf(page).getByRole('button', { name: 'Erase everything…' }).click();
  await expect(dialogOf(page).getByRole('button', { name: 'Keep it' })).toBeFocused();
  await dialogOf(page).getByRole('button', { name: 'Erase everything for good' }).click();
}

const THEIRS = {
  texts: ['another-app'],
  session: [],
  databases: ['another-app'],
  caches: ['another app'],
  workers: 0,
};

test('everything that is kept is listed with its amount and erased at one press, with another tab open', async ({
  page,
  context,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await fill(playground);
  const other = new PlaygroundPage(await context.newPage());
  await other.open();
  await other.page.getByRole('button', { name: /Add\s*a model/ }).click();
  await expect(other.page.getByRole('list', { name: 'Models kept in this browser' })).toBeVisible();
  await other.page.keyboard.press('Escape');
  await page.bringToFront();

  await openPrivacy(page);
  await expect(rowOf(page, 'Kept runs and experiments')).toContainText(/1 entry, .*B/);
  await expect(rowOf(page, 'Kept models')).toContainText(/1 model, .*B/);
  await expect(rowOf(page, 'Solo baselines')).toContainText(/1 entry, .*B/);
  await expect(rowOf(page, 'Theme')).toContainText('1 setting, ');
  await expect(rowOf(page, 'Allowed sites')).toContainText('1 site, ');
  await expect(rowOf(page, 'Camera')).not.toContainText('Erase');

  await eraseEverything(page);
  await expect(dialogOf(page).getByRole('status')).toContainText(
    'nothing of this app is left in this browser',
  );
  expect(await everything(page)).toEqual(THEIRS);
  await expect(dialogOf(page).getByRole('status')).toBeFocused();
  await expect(other.notice('Another tab erased')).toBeVisible();

  // Both tabs run on, and what is kept from now on is kept.
  await page.keyboard.press('Escape');
  await playground.completed(10);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: /Keep in Runs/ }).click();
  await expect(playground.notice('is kept in this browser').last()).toBeVisible();
  await openPrivacy(page);
  await expect(rowOf(page, 'Kept runs and experiments')).toContainText('1 entry');
  expect(playground.errors).toEqual([]);
  expect(other.errors).toEqual([]);
});

test('one thing is erased by keyboard alone; what cannot be had back asks first', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await fill(playground);
  await openPrivacy(page);
  await rowOf(page, 'Theme').getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(dialogOf(page).getByRole('status')).toContainText('Theme: erased.');
  await expect(rowOf(page, 'Theme')).toContainText('nothing');
  await rowOf(page, 'Kept models').getByRole('button').focus();
  await page.keyboard.press('Enter');
  await expect(rowOf(page, 'Kept models').getByRole('button', { name: 'Keep', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(rowOf(page, 'Kept models')).toContainText('1 model');
  await rowOf(page, 'Kept models').getByRole('button').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(rowOf(page, 'Kept models')).toContainText('nothing');
  await page.keyboard.press('Escape');
  await expect(dialogOf(page)).toHaveCount(0);
});

/** Storage as a browser refuses it: at the touch of localStorage and sessionStorage, at the opening of a database. */
async function block(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('Access is denied for this document.', 'SecurityError');
    };
    for (const name of ['localStorage', 'sessionStorage', 'caches'])
      Object.defineProperty(globalThis, name, { get: refuse });
    IDBFactory.prototype.open = refuse;
    IDBFactory.prototype.databases = async () => refuse();
    IDBFactory.prototype.deleteDatabase = refuse;
  });
}

test('an app whose storage is blocked runs, and says what is not kept', async ({ page, context }) => {
  await block(context);
  const playground = new PlaygroundPage(page);
  await playground.open('', { baselines: true });
  await playground.load(one);
  await playground.run(5);
  await page.getByRole('button', { name: /^Theme:/ }).click();
  await expect(playground.notice('holds until this page closes')).toBeVisible();
  await page.getByRole('button', { name: 'What is kept' }).first().click();
  await expect(dialogOf(page)).toContainText('This browser keeps nothing, or does not let the page look');
  await expect(rowOf(page, 'Theme')).toContainText('Access is denied');
  await eraseEverything(page);
  await expect(dialogOf(page).getByRole('status')).toContainText('Not everything could be erased');
  await page.keyboard.press('Escape');
  await playground.completed(20);
  expect(playground.errors).toEqual([]);
});

test('storage that is cleared while the app runs costs nothing that is there', async ({ page, context }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await fill(playground);
  const session = await context.newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  await playground.completed(20);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: /Keep in Runs/ }).click();
  await openPrivacy(page);
  await expect(rowOf(page, 'Kept runs and experiments')).toContainText('1 entry');
  await expect(rowOf(page, 'Kept models')).toContainText('nothing');
  expect(playground.errors).toEqual([]);
});

test('storage that is full keeps nothing, says how much would be needed, and stops nobody', async ({
  page,
  context,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  const session = await context.newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await playground.load(one);
  await playground.run(5);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page.getByRole('button', { name: /Keep in Runs/ }).click();
  await expect(playground.notice('could not be kept')).toContainText(/needs .* MB/);
  const sheet = await playground.bring(graphModel());
  await sheet.getByRole('button', { name: 'Keep in this browser' }).click();
  await expect(sheet.getByRole('alert')).toContainText('are free');
  await page.keyboard.press('Escape');
  await playground.completed(20);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  expect(playground.errors).toEqual([]);
});

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('the list and its questions are clean under axe-core, wide and narrow', async ({ page }) => {
      const playground = new PlaygroundPage(page);
      await playground.open();
      await page.evaluate(() => localStorage.setItem('playground-origins', '["https://models.example"]'));
      const dialog = await openPrivacy(page);
      expect.soft(await violations(page), 'the list').toEqual([]);
      await dialog.getByRole('button', { name: 'Erase everything…' }).click();
      expect.soft(await violations(page), 'the question').toEqual([]);
      await dialog.getByRole('button', { name: 'Erase everything for good' }).click();
      await expect(dialog.getByRole('status')).toContainText('is left in this browser');
      expect.soft(await violations(page), 'what it came to').toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect.soft(await violations(page), 'narrow').toEqual([]);
      const fits = await dialog.evaluate((element) => element.scrollWidth <= element.clientWidth);
      expect(fits, 'nothing is wider than the window').toBe(true);
    });
  });
}

test('the list opens when the app itself cannot', async ({ page }) => {
  await page.route('**/models/catalog.json', (route) => route.fulfill({ status: 500 }));
  await page.goto('./');
  await expect(page.getByRole('alert')).toContainText('could not be opened');
  await page.getByRole('alert').getByRole('button', { name: 'Privacy and storage' }).click();
  await expect(dialogOf(page)).toBeVisible();
  await expect(rowOf(page, 'Camera')).toBeVisible();
});
