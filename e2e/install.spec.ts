/** Installing, keeping for offline, newer versions, and isolation on hosts without headers, as a person meets them. */
import { type BrowserContext, expect, type Locator, type Page, test } from '@playwright/test';
import { violations } from './axe.ts';
import { type AppServer, serveApp } from './fixtures/app-server.ts';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

test.use({ serviceWorkers: 'allow' });

/** A host of its own: what is stored for one does not reach the next. */
async function withHost(options: { headers?: boolean }, work: (host: AppServer) => Promise<void>) {
  const host = await serveApp(options);
  try {
    await work(host);
  } finally {
    await host.close();
  }
}

/** Opens the app there; `controlled`: as one who comes back, given by the worker. */
async function opened(page: Page, { address }: AppServer, { controlled = false, hash = '' } = {}) {
  await page.addInitScript(() => localStorage.setItem('playground-baselines', '{"automatic":false}'));
  const load = async () => {
    await page.goto(`${address}${hash}`);
    await page.waitForFunction(() => globalThis.playground !== undefined);
    await page.evaluate(() => globalThis.playground.opened());
  };
  await load();
  if (controlled) {
    await stored(page);
    await page.reload();
    await page.waitForFunction(() => globalThis.playground !== undefined);
    await page.evaluate(() => globalThis.playground.opened());
  }
  return new PlaygroundPage(page);
}

/** Waits until a worker serves this folder. */
const stored = (page: Page) =>
  page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active?.state !== 'activated')
      await new Promise((resolve) => active?.addEventListener('statechange', resolve));
  });

/** What a reload takes away. */
const mark = (page: Page) => page.evaluate(() => Object.assign(globalThis, { marked: true }));
const isMarked = (page: Page) => page.evaluate(() => 'marked' in globalThis);

async function offlineDialog(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'About and licences' }).click();
  await page.getByRole('button', { name: 'Offline and install' }).click();
  const dialog = page.getByRole('dialog', { name: 'Offline and install' });
  await expect(dialog).toBeVisible();
  return dialog;
}

const askForNewer = (page: Page) =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update());

const one = scenarioOf([['a', 'facemesh', 'x']]);
const SEED = 77;

test('the manifest is whole, and Chromium would install the app', async ({ page }) => {
  await withHost({}, async (host) => {
    await opened(page, host);
    await stored(page);
    const session = await page.context().newCDPSession(page);
    const { errors, data, url } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    expect(url).toBe(`${host.address}manifest.webmanifest`);
    const { icons } = JSON.parse(data ?? '{}') as { icons: readonly { src: string; sizes: string }[] };
    for (const { src } of icons)
      expect((await page.request.get(new URL(src, url).href)).status(), src).toBe(200);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    // A context of these tests is a private window, which installs nothing: all else must be fine.
    expect(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito')).toEqual([]);
  });
});

test('after the first visit the app and the models that were used open without the host', async ({
  page,
}) => {
  await withHost({}, async (host) => {
    const playground = await opened(page, host, { hash: '#preset=one-alone' });
    await playground.run();
    await playground.stopButton.click();
    let dialog = await offlineDialog(page);
    await expect(dialog).toContainText('Ready for offline');
    await expect(dialog.getByRole('button', { name: 'Forget MoveNet Lightning' })).toBeVisible();
    await host.close();
    await page.reload();
    await expect(playground.runButton).toBeVisible();
    await expect(
      page.getByRole('region', { name: 'What goes on' }).getByText('offline', { exact: true }),
    ).toBeVisible();
    await playground.run();
    const drawer = await playground.drawer();
    await expect(drawer.getByRole('button', { name: 'Add MoveNet Lightning', exact: true })).toBeVisible();
    await expect(drawer).toContainText('Not kept for offline');
    await expect(drawer).not.toContainText('npm run models');
    await page.keyboard.press('Escape');
    dialog = await offlineDialog(page);
    await expect(dialog).toContainText('The host does not answer');
    await expect(dialog.getByRole('button', { name: /^Keep .* for offline$/ }).first()).toBeDisabled();
  });
});

test('models are kept and forgotten by buttons, with what they take', async ({ page }) => {
  await withHost({}, async (host) => {
    await opened(page, host);
    await stored(page);
    const dialog = await offlineDialog(page);
    await dialog.getByRole('button', { name: 'Keep Emotion for offline' }).click();
    await expect(dialog.getByRole('status').filter({ hasText: 'Emotion is kept.' })).toBeVisible();
    await dialog.getByRole('button', { name: 'Forget Emotion' }).click();
    await expect(dialog.getByRole('button', { name: 'Keep Emotion for offline' })).toBeVisible();
    await dialog.getByRole('button', { name: /^Keep all/ }).click();
    await expect(dialog.getByRole('status').filter({ hasText: /\d+ models are kept\./ })).toBeVisible();
    await expect(dialog).toContainText(/(\d+) of \1 models kept/);
    await expect(dialog.getByRole('button', { name: /^Keep all/ })).toHaveCount(0);
  });
});

for (const colorScheme of ['dark', 'light'] as const) {
  test(`the dialog is clean under axe-core in the ${colorScheme} theme, at both sizes`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    await withHost({}, async (host) => {
      await opened(page, host);
      await stored(page);
      const dialog = await offlineDialog(page);
      await expect(dialog).toContainText('models kept');
      expect.soft(await violations(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 844 });
      expect.soft(await violations(page)).toEqual([]);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      expect(wide, 'nothing reaches beyond the window').toBe(false);
    });
  });
}

test('a newer version is told quietly in mid-run, offered at its end, and taken by a button with the scenario kept', async ({
  page,
}) => {
  await withHost({}, async (host) => {
    const playground = await opened(page, host, { controlled: true });
    await playground.load({ ...one, seed: SEED });
    await playground.run();
    await mark(page);
    host.release(2);
    await askForNewer(page);
    await expect(page.getByRole('button', { name: 'New version' })).toBeVisible();
    await playground.completed(20);
    await expect(page.getByText('A new version is ready')).toHaveCount(0);
    expect(await isMarked(page), 'no reload in mid-run').toBe(true);
    await playground.stopButton.click();
    await expect(playground.notice('A new version is ready')).toBeVisible();
    expect(await isMarked(page), 'offered, not forced').toBe(true);
    await page.getByRole('button', { name: 'Reload now' }).click();
    await page.waitForFunction(() => !('marked' in globalThis) && globalThis.playground !== undefined);
    await page.evaluate(() => globalThis.playground.opened());
    await expect(playground.cards).toHaveCount(1);
    expect((await playground.snapshot()).scenario.seed).toBe(SEED);
    const waits = await page.evaluate(
      async () => (await navigator.serviceWorker.getRegistration())?.waiting !== null,
    );
    expect(waits, 'the new version serves').toBe(false);
  });
});

test('a version that one tab puts in force reloads no other tab', async ({ page, context }) => {
  await withHost({}, async (host) => {
    await opened(page, host, { controlled: true });
    const other: Page = await (context as BrowserContext).newPage();
    await opened(other, host);
    await mark(other);
    host.release(2);
    await askForNewer(page);
    await page.getByRole('button', { name: 'Reload now' }).click();
    await expect(
      new PlaygroundPage(other).notice('Another tab has put a new version in force'),
    ).toBeVisible();
    expect(await isMarked(other)).toBe(true);
    await new PlaygroundPage(other).run();
  });
});

test('on a host without headers the page isolates itself once, and its address stays', async ({ page }) => {
  await withHost({ headers: false }, async (host) => {
    let loads = 0;
    page.on('load', () => {
      loads += 1;
    });
    await page.goto(`${host.address}?x=1#preset=one-alone`);
    // Nothing is asked of the page before it goes: a script from outside counts as somebody's touch.
    await page.waitForEvent('load');
    await page.waitForFunction(() => crossOriginIsolated && globalThis.playground !== undefined);
    await page.evaluate(() => globalThis.playground.opened());
    expect(page.url()).toBe(`${host.address}?x=1#preset=one-alone`);
    expect(loads).toBe(2);
    await expect(page.getByText('does not isolate the page')).toHaveCount(0);
  });
});

test('on a host without headers nothing that somebody has begun is reloaded: it is offered', async ({
  page,
}) => {
  await withHost({ headers: false }, async (host) => {
    await page.goto(host.address);
    await page.getByRole('button', { name: 'Keys' }).click();
    await mark(page);
    await expect(page.getByRole('dialog')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    const playground = new PlaygroundPage(page);
    await expect(playground.notice('WASM threads')).toBeVisible();
    expect(await isMarked(page)).toBe(true);
    await page.getByRole('button', { name: 'Reload', exact: true }).click();
    await page.waitForFunction(() => crossOriginIsolated && globalThis.playground !== undefined);
  });
});

test('in a frame of a page without isolation nothing is stored and nothing reloads', async ({ page }) => {
  await withHost({ headers: false }, async (host) => {
    await page.route(`${host.address}frame.html`, (route) =>
      route.fulfill({
        contentType: 'text/html',
        body: '<iframe src="./" width="1200" height="800"></iframe>',
      }),
    );
    let loads = 0;
    page.on('request', (request) => {
      if (request.isNavigationRequest() && request.frame() !== page.mainFrame()) loads += 1;
    });
    await page.goto(`${host.address}frame.html`);
    const frame = page.frameLocator('iframe');
    await expect(frame.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
    await frame.getByRole('button', { name: 'About and licences' }).click();
    await frame.getByRole('button', { name: 'Offline and install' }).click();
    await expect(frame.getByText('stands in a frame of another page')).toBeVisible();
    expect(loads).toBe(1);
    expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(
      0,
    );
  });
});
