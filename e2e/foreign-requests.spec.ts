/**
 * Nothing leaves the tab: a browser is sent through a proxy that counts, the whole app is toured, and every request must have
 * gone to the app's own host. Further tests show that the counter counts.
 */
import { type BrowserContext, chromium, expect, type Page, test } from '@playwright/test';
import { fakeDevices, launchOptions } from '../scripts/browser/launch-options.mjs';
import { type CountingProxy, countingProxy } from './fixtures/counting-proxy.ts';
import { CAMERA_FILE } from './fixtures/fake-camera.ts';
import { graphModel } from './fixtures/tiny-models.ts';
import { PlaygroundPage } from './playground-page.ts';

const ADDRESS = process.env.PLAYGROUND_ADDRESS ?? '';
const ELSEWHERE = 'models.example';

/** Works in a browser of its own, all of whose requests pass the proxy. */
async function throughProxy(
  work: (page: Page, proxy: CountingProxy, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const proxy = await countingProxy(ADDRESS);
  const options = launchOptions(process.env.PLAYGROUND_BROWSER ?? '', {
    extra: [...proxy.flags, ...fakeDevices(CAMERA_FILE)],
  });
  const browser = await chromium.launch(options);
  try {
    const viewport = { width: 1440, height: 900 };
    const context = await browser.newContext({ baseURL: ADDRESS, viewport, serviceWorkers: 'allow' });
    await work(await context.newPage(), proxy, context);
  } finally {
    await browser.close();
    proxy.close();
  }
}

const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name });

/** Opens a dialog by its button, sees it, and closes it. */
async function look(page: Page, button: string | RegExp, name: string | RegExp = button): Promise<void> {
  await page.getByRole('button', { name: button }).click();
  await expect(dialog(page, name)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog(page, name)).toBeHidden();
}

async function dialogs(page: Page): Promise<void> {
  await look(page, /^Your machine/);
  await look(page, 'Keys');
  await look(page, 'Share', /^Share/);
  await look(page, 'Runs', /^Runs/);
  await look(page, /^Scenario/, 'Scenarios');
  await look(page, /^Settings of FaceMesh/);
  for (const door of ['Policies and gates', 'Privacy and storage', 'Offline and install']) {
    await page.getByRole('button', { name: 'About and licences' }).click();
    await page.getByRole('button', { name: door }).click();
    await expect(dialog(page, door)).toBeVisible();
    await page.keyboard.press('Escape');
  }
}

/** A model of one's own by files, and one of the zoo that was not there before. */
async function models(playground: PlaygroundPage): Promise<void> {
  const sheet = await playground.bring(graphModel());
  await sheet.getByRole('button', { name: /^Add/ }).click();
  const drawer = await playground.drawer();
  await drawer.getByRole('button', { name: 'Add Emotion', exact: true }).click();
  await playground.page.keyboard.press('Escape');
  await expect(playground.cards).toHaveCount(6);
  await playground.completed(1);
}

async function inputs(page: Page, context: BrowserContext, playground: PlaygroundPage): Promise<void> {
  await context.grantPermissions(['camera', 'microphone']);
  const picture = page.getByLabel('Picture on the stage, and for the models that look at it');
  await picture.selectOption('camera');
  await expect
    .poll(async () => (await playground.snapshot()).scenario.tenants.some(({ input }) => input === 'camera'))
    .toBe(true);
  await playground.completed(2);
  await picture.selectOption('scene');
}

async function panels(page: Page, playground: PlaygroundPage): Promise<void> {
  const mishaps = await playground.mishaps();
  await mishaps.getByRole('button', { name: 'Kill worker' }).click();
  await page.getByRole('button', { name: 'Predict', exact: true }).click();
  const predict = page.getByRole('complementary', { name: /^Predict/ });
  await expect(predict).toContainText('simulated', { ignoreCase: true });
  await page.getByRole('button', { name: 'Experiments', exact: true }).click();
  await expect(page.getByRole('complementary', { name: 'Experiments' })).toBeVisible();
  await page.keyboard.press('Escape');
  for (const button of await page.getByRole('button', { name: /^Table of/ }).all()) await button.click();
}

/** Writes each format, keeps the run, and looks at it in the history. */
async function evidence(page: Page): Promise<void> {
  const items = [/^Run file/, /CSV/, /Perfetto|Trace/i, /Report/];
  for (const item of items) {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const offered = page.waitForEvent('download');
    await dialog(page, 'Export this run').getByRole('button', { name: item }).first().click();
    await offered;
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await dialog(page, 'Export this run')
    .getByRole('button', { name: /Keep in Runs/ })
    .click();
  await expect(page.getByRole('status').filter({ hasText: 'is kept in this browser' })).toBeVisible();
}

test('over a tour of the whole app not one request goes to another host', async () => {
  test.setTimeout(300_000);
  await throughProxy(async (page, proxy, context) => {
    const playground = new PlaygroundPage(page);
    await playground.open();
    await playground.run();
    await dialogs(page);
    await models(playground);
    await inputs(page, context, playground);
    await panels(page, playground);
    await playground.stopButton.click();
    await expect(playground.runButton).toBeVisible();
    await evidence(page);
    // Once more, when a service worker may answer.
    await page.reload();
    await expect(playground.runButton).toBeVisible();
    await page.goto(`${ADDRESS}?embed=1`);
    await page.goto(`${ADDRESS}handoff.html`);
    const [own, foreign] = [proxy.own(), proxy.foreign()];
    test.info().annotations.push({
      type: 'foreign requests',
      description: `${foreign.length} of ${own + foreign.length}`,
    });
    console.log(`foreign requests: ${foreign.length} of ${own + foreign.length}`);
    expect(own, 'the app itself came through the proxy').toBeGreaterThan(100);
    expect(foreign).toEqual([]);
    expect(playground.errors).toEqual([]);
  });
});

test('the counter counts: an address that a person allows is asked for, once and by its host', async () => {
  await throughProxy(async (page, proxy) => {
    const playground = new PlaygroundPage(page);
    await playground.open();
    const drawer = await playground.drawer();
    await drawer.getByLabel('Address of a model').fill(`https://${ELSEWHERE}/model.json`);
    await drawer.getByRole('button', { name: 'Fetch', exact: true }).click();
    expect(proxy.foreign()).toEqual([]);
    await page.getByRole('button', { name: 'Allow this once' }).click();
    await expect(drawer.getByRole('alert')).toBeVisible();
    expect(new Set(proxy.foreign())).toEqual(new Set([`${ELSEWHERE}:443`]));
  });
});

test('the counter counts what a page without the policy asks for, and the policy is what holds it back', async () => {
  const everyWay = (host: string) => {
    const image = new Image();
    image.src = `http://${host}/picture.png`;
    navigator.sendBeacon(`http://${host}/beacon`);
    new WebSocket(`ws://${host}/socket`).onerror = () => {};
    return fetch(`http://${host}/fetch`).then(
      () => 'came',
      () => 'refused',
    );
  };
  await throughProxy(async (page, proxy, context) => {
    await new PlaygroundPage(page).open();
    await page.evaluate(everyWay, ELSEWHERE).catch(() => {}); // a web socket that the policy refuses throws
    expect(proxy.foreign()).toEqual([]);
    const free = await context.newPage();
    await free.route('**/free.html', (route) => route.fulfill({ contentType: 'text/html', body: '<p>free' }));
    await free.goto(`${ADDRESS}free.html`);
    await free.evaluate(everyWay, ELSEWHERE);
    await expect.poll(() => proxy.foreign().length).toBeGreaterThanOrEqual(4);
  });
});
