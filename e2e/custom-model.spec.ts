/** Any TensorFlow.js model: brought as files, a folder, an archive or an address, and run beside the zoo. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type BrowserContext, expect, type Page, type Route, test } from '@playwright/test';
import { violations } from './axe.ts';
import {
  brokenModels,
  CLASS_LABELS,
  type GivenFile,
  graphModel,
  labelsFile,
  layersModel,
  otherGraphModel,
  unknownOperation,
  zipped,
} from './fixtures/tiny-models.ts';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const one = scenarioOf([['a', 'facemesh', 'x']]);
const HOST = 'models.example';
const ORIGIN = `https://${HOST}`;
const CORS = { 'access-control-allow-origin': '*' };
/** Lets another site read, not this one. Without any such header the test's own interception would add one. */
const CLOSED = { 'access-control-allow-origin': 'https://elsewhere.example' };

/** Names the model of an open sheet and puts it on the board. */
async function addAs(playground: PlaygroundPage, name: string): Promise<void> {
  await playground.sheet.getByLabel('Name', { exact: true }).fill(name);
  await playground.sheet.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(playground.sheet).toHaveCount(0);
  await expect(playground.card(name)).toContainText(/\d\/s/);
}

/** A host that has these files and says so to other sites. @returns how often each was asked for */
async function host(context: BrowserContext, files: readonly GivenFile[]): Promise<Map<string, number>> {
  const asked = new Map<string, number>();
  await context.route(`${ORIGIN}/**`, (route) => {
    const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
    asked.set(name, (asked.get(name) ?? 0) + 1);
    const file = files.find((given) => given.name === name);
    return file === undefined
      ? route.fulfill({ status: 404, headers: CORS, body: 'none' })
      : route.fulfill({ headers: CORS, contentType: file.mimeType, body: file.buffer });
  });
  return asked;
}

/** Drops files on the page, as from a file manager. */
async function drop(page: Page, files: readonly GivenFile[]): Promise<void> {
  const given = files.map(({ name, mimeType, buffer }) => ({
    name,
    mimeType,
    base64: buffer.toString('base64'),
  }));
  const transfer = await page.evaluateHandle((all) => {
    const dropped = new DataTransfer();
    for (const { name, mimeType, base64 } of all) {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      dropped.items.add(new File([bytes], name, { type: mimeType }));
    }
    return dropped;
  }, given);
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent('body', type, { dataTransfer: transfer });
  }
}

test('files that are picked become a model that runs beside the zoo, its classes by their labels', async ({
  page,
}) => {
  const playground = await PlaygroundPage.running(page, one);
  const sheet = await playground.bring(graphModel());
  await expect(sheet).toContainText('files of this device');
  await expect(sheet).toContainText('graph');
  await sheet.getByLabel('Shown as').selectOption('classes');
  await sheet.getByLabel('File of labels').setInputFiles(labelsFile(['too', 'few']));
  await expect(sheet.getByRole('alert')).toContainText('2 labels');
  await sheet.getByLabel('File of labels').setInputFiles(labelsFile());
  await expect(sheet).toContainText(`Labels ${CLASS_LABELS.join(', ')}`);
  await addAs(playground, 'Colours');
  await playground.completed(5);
  const { scenario } = await playground.snapshot();
  const id = scenario.tenants.at(-1)?.id ?? '';
  expect(await playground.resultKind(id)).toBe('classes');
  const file = await page.evaluate(() => globalThis.playground.endWindow());
  expect(JSON.stringify(file.tenants.at(-1)?.lastResult)).toMatch(/reddish|greenish|bluish/);
  expect(playground.errors).toEqual([]);
});

test('a folder with shards in any order is one model, and a layers model takes typed numbers', async ({
  page,
}, testInfo) => {
  const folder = testInfo.outputPath('my-models');
  const sorted: readonly (readonly [string, readonly GivenFile[]])[] = [
    ['colours', graphModel(3)],
    ['dense', layersModel(2)],
  ];
  for (const [name, files] of sorted) {
    for (const { name: file, buffer } of files) {
      const path = join(folder, name, file);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, buffer);
    }
  }
  const playground = await PlaygroundPage.running(page, one);
  const drawer = await playground.drawer();
  await drawer.getByLabel('Folder of a model').setInputFiles(folder);
  const together = playground.sheet.getByRole('group', { name: 'Models that came in together' });
  await expect(together.getByRole('button')).toHaveCount(2);
  await together.getByRole('button').nth(1).click();
  const { sheet } = playground;
  await expect(sheet).toContainText('layers');
  await sheet.getByLabel('Given').selectOption('values');
  const numbers = sheet.getByLabel('Numbers, as JSON');
  await numbers.fill('[1, 2, "three"]');
  await numbers.blur();
  await expect(sheet.getByRole('alert').first()).toBeVisible();
  await numbers.fill('[[1, 2, 3, 4, 5, 6, 7, 8]]');
  await numbers.blur();
  await expect(sheet.getByRole('alert')).toHaveCount(0);
  await sheet.getByLabel('Name', { exact: true }).fill('Dense');
  await sheet.getByRole('button', { name: 'Add', exact: true }).click();
  await together.getByRole('button').nth(0).click();
  await addSecond(playground);
  await expect(playground.card('Dense')).toContainText(/\d\/s/);
  await expect(playground.card('Many colours')).toContainText(/\d\/s/);
  expect(playground.errors).toEqual([]);
});

/** Of several that came in together: the sheet stays open until it is closed. */
async function addSecond(playground: PlaygroundPage): Promise<void> {
  const { sheet, page } = playground;
  await expect(sheet).toContainText('graph');
  await sheet.getByLabel('Name', { exact: true }).fill('Many colours');
  await sheet.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(playground.cards).toHaveCount(3);
  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
}

test('an archive that is dropped anywhere is opened, and its model runs', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, one);
  await drop(page, [await zipped(graphModel(2))]);
  await expect(playground.sheet).toBeVisible();
  await addAs(playground, 'From a zip');
  await playground.completed(5);
  expect(playground.errors).toEqual([]);
});

test('a model from an address is fetched once its site was allowed, and a link to it asks anew', async ({
  page,
  context,
}) => {
  const asked = await host(context, graphModel(2));
  const playground = await PlaygroundPage.running(page, one);
  const drawer = await playground.drawer();
  await drawer.getByLabel('Address of a model').fill(`${ORIGIN}/tiny/model.json`);
  await expect(drawer).toContainText(`Asks you before anything is fetched from ${ORIGIN}`);
  await drawer.getByRole('button', { name: 'Fetch', exact: true }).click();
  await expect(playground.question(HOST)).toContainText('IP address');
  expect([...asked]).toEqual([]);
  await playground.question(HOST).getByRole('button', { name: 'Allow this once' }).click();
  await expect(playground.sheet).toContainText(ORIGIN);
  await addAs(playground, 'Remote');
  await expect.poll(() => page.url()).toContain('#z=');
  asked.clear();

  const other = new PlaygroundPage(await context.newPage());
  await other.page.goto(page.url());
  await page.close();
  await expect(other.cards).toHaveCount(2);
  const question = other.notice(`Remote from ${ORIGIN}`);
  await expect(question).toBeVisible();
  expect([...asked]).toEqual([]);
  await question.getByRole('button', { name: 'Fetch' }).click();
  await expect(other.question(HOST)).toBeFocused();
  expect([...asked]).toEqual([]);
  await other.question(HOST).getByRole('button', { name: 'Allow this once' }).click();
  await expect.poll(() => asked.size).toBe(3);
  await other.page.keyboard.press('Escape');
  await other.run();
  await expect(other.card('Remote')).toContainText(/\d\/s/);
});

test('nothing is fetched from a site before it was allowed, by keyboard alone; always is remembered until it is forgotten', async ({
  page,
  context,
}) => {
  const asked = await host(context, graphModel(2));
  const playground = new PlaygroundPage(page);
  await playground.open();
  const address = page.getByLabel('Address of a model');
  const question = playground.question(HOST);
  const fetchIt = async () => {
    await address.fill(`${ORIGIN}/tiny/model.json`);
    await address.press('Enter');
  };
  await playground.drawer();
  await fetchIt();
  await expect(question).toBeFocused();
  expect(await violations(page)).toEqual([]);
  for (const name of ['Allow this once', 'Always allow this site', 'No']) {
    await page.keyboard.press('Tab');
    await expect(question.getByRole('button', { name })).toBeFocused();
  }
  await page.keyboard.press('Enter');
  await expect(question).toHaveCount(0);
  await expect(address).toBeFocused();
  await fetchIt();
  await expect(question).toBeFocused();
  await page.keyboard.press('Escape'); // closing the drawer is no, too
  await expect(page.getByRole('dialog', { name: 'Add a model' })).toHaveCount(0);
  expect([...asked]).toEqual([]);

  await playground.drawer();
  await fetchIt();
  await expect(question).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(playground.sheet).toContainText(ORIGIN);
  expect(asked.get('model.json')).toBe(1);

  await page.reload();
  await page.waitForFunction(() => globalThis.playground !== undefined);
  const drawer = await playground.drawer();
  await address.fill(`${ORIGIN}/tiny/model.json`);
  await expect(drawer).toContainText(`Fetches from ${ORIGIN}, which you allowed`);
  await address.press('Enter');
  await expect(playground.sheet).toContainText(ORIGIN);
  expect(asked.get('model.json')).toBe(2);
  await page.keyboard.press('Escape');
  await playground.drawer();
  await page.getByRole('button', { name: `Forget ${ORIGIN}` }).click();
  await expect(drawer.getByRole('status').filter({ hasText: 'is forgotten' })).toBeVisible();
  await fetchIt();
  await expect(question).toBeVisible();
  expect(asked.get('model.json')).toBe(2);
  expect(playground.errors).toEqual([]);
});

test('an address of this very site needs no permission', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  const drawer = await playground.drawer();
  const own = new URL('models/facemesh/model.json', page.url()).href;
  await drawer.getByLabel('Address of a model').fill(own);
  await drawer.getByRole('button', { name: 'Fetch', exact: true }).click();
  await expect(playground.sheet).toContainText(new URL(own).origin);
});

test('an address that gives no model says why, each in its own words', async ({ page, context }) => {
  const [json] = graphModel();
  const answers: Record<string, (route: Route) => Promise<void>> = {
    missing: (route) => route.fulfill({ status: 404, headers: CORS, body: 'none' }),
    broken: (route) => route.fulfill({ status: 500, headers: CORS, body: 'oops' }),
    page: (route) =>
      route.fulfill({ headers: CORS, contentType: 'text/html', body: '<!doctype html><p>Hello' }),
    closed: (route) => route.fulfill({ headers: CLOSED, contentType: json.mimeType, body: json.buffer }),
    unplugged: (route) => route.abort('internetdisconnected'),
  };
  await context.route(`${ORIGIN}/**`, (route) => {
    const answer = answers[new URL(route.request().url()).pathname.split('/')[1] ?? ''];
    return answer === undefined ? route.abort() : answer(route);
  });
  const playground = await PlaygroundPage.running(page, one);
  const drawer = await playground.drawer();
  const words: readonly (readonly [string, RegExp])[] = [
    ['missing', /does not exist \(status 404\)/],
    ['broken', /failed to give .*status 500/],
    ['page', /web page/],
    ['closed', /CORS/],
    ['unplugged', /could not be fetched/],
  ];
  for (const [index, [kind, told]] of words.entries()) {
    await drawer.getByLabel('Address of a model').fill(`${ORIGIN}/${kind}/model.json`);
    await drawer.getByRole('button', { name: 'Fetch', exact: true }).click();
    if (index === 0)
      await playground.question(HOST).getByRole('button', { name: 'Always allow this site' }).click();
    await expect(drawer.getByRole('alert').filter({ hasText: told })).toBeVisible();
  }
  await playground.completed(10);
});

test('broken files are told in a sentence with the file, and the rest runs on', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, one);
  const drawer = await playground.drawer();
  for (const { what, files, words } of brokenModels()) {
    await drawer.getByLabel('Files of a model').setInputFiles([...files]);
    await expect(drawer.getByRole('alert').filter({ hasText: words }), what).toBeVisible();
  }
  await playground.completed(10);
  const [tenant] = (await playground.snapshot()).tenants;
  expect(tenant?.failed).toBe(0);
  expect(playground.errors).toEqual([]);
});

test('an operation that TensorFlow.js lacks is named on the card, and the rest runs on', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, one);
  const sheet = await playground.bring(unknownOperation());
  await sheet.getByLabel('Name', { exact: true }).fill('Odd');
  await sheet.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(playground.card('Odd')).toContainText('Frobnicate');
  await playground.card('Odd').getByRole('button', { name: 'Remove: Odd' }).click();
  await expect(playground.cards).toHaveCount(1);
  await playground.completed(10);
});

test('a model that is kept is there after a reload, and once storage is cleared that is told', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(one);
  const sheet = await playground.bring(graphModel());
  await sheet.getByLabel('Name', { exact: true }).fill('Keeper');
  await sheet.getByRole('button', { name: 'Keep in this browser' }).click();
  await expect(sheet).toContainText('Kept in this browser as “Keeper”');
  await page.reload();
  await expect(playground.runButton).toBeVisible();
  const drawer = await playground.drawer();
  const kept = drawer.getByRole('list', { name: 'Models kept in this browser' });
  await expect(kept).toContainText('Keeper');
  await kept.getByRole('button', { name: 'Add Keeper' }).click();
  await expect(playground.sheet).toContainText('kept in this browser as “Keeper”');
  await playground.sheet.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(playground.card('Keeper')).toBeVisible();
  await playground.run();

  await playground.drawer();
  await expect(kept).toContainText('Keeper');
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.clearDataForOrigin', {
    origin: new URL(page.url()).origin,
    storageTypes: 'indexeddb',
  });
  await kept.getByRole('button', { name: 'Add Keeper' }).click();
  await expect(drawer.getByRole('alert').filter({ hasText: 'cleared' })).toBeVisible();
  await playground.completed(10);
});

test('storage that is full or refused on purpose is told, and nothing that was chosen is lost', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(one);
  const panel = await playground.mishaps();
  await panel.getByLabel('Refuse storage').check();
  const sheet = await playground.bring(otherGraphModel());
  await sheet.getByLabel('Name', { exact: true }).fill('Half');
  const keep = sheet.getByRole('button', { name: 'Keep in this browser' });
  await keep.click();
  await expect(sheet.getByRole('alert')).toContainText('injected');
  await expect(sheet.getByLabel('Name', { exact: true })).toHaveValue('Half');
  await page.keyboard.press('Escape');
  await panel.getByLabel('Refuse storage').uncheck();

  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', {
    origin: new URL(page.url()).origin,
    quotaSize: 100,
  });
  const drawer = await playground.drawer();
  await drawer.getByRole('button', { name: 'Settings of Half' }).click();
  await keep.click();
  await expect(sheet.getByRole('alert')).toContainText(/remove a kept model or free space/);
});
