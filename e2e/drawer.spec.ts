/** The drawer of models: search, filters, where a model goes, what is not here, and the limits, by mouse and keyboard. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { pasted } from './fixtures/clipboard.ts';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const one = scenarioOf([['a', 'facemesh', 'x']]);

/** What the server has of the models that are fetched on request, whatever this machine has. */
async function assembled(page: Page, isThere: (id: string) => boolean): Promise<void> {
  await page.route('**/models/assembled.json', async (route) => {
    const response = await page.request.get(new URL('catalog.json', route.request().url()).href);
    const { models }: { models: readonly { id: string }[] } = await response.json();
    await route.fulfill({ json: models.map(({ id }) => id).filter(isThere) });
  });
}

async function openDrawer(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: /Add\s*a model/ }).click();
  const drawer = page.getByRole('dialog', { name: 'Add a model' });
  await expect(drawer.getByRole('searchbox', { name: 'Search models' })).toBeFocused();
  return drawer;
}

const entries = (drawer: Locator) => drawer.getByRole('list', { name: 'Models' }).getByRole('heading');

test('filters narrow the list, and an entry tells where its weights come from', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await assembled(page, () => true);
  await playground.open();
  const drawer = await openDrawer(page);
  await expect(entries(drawer)).toHaveCount(22);
  await drawer.getByRole('button', { name: 'hand', exact: true }).click();
  await expect(entries(drawer)).toHaveCount(5);
  await drawer.getByLabel('Size up to').selectOption('5 MB');
  await drawer.getByLabel('MMACs up to').selectOption('500');
  await expect(entries(drawer)).toHaveText([/^Hand landmarks lite/]);
  await drawer.getByText('Details').click();
  await expect(drawer).toContainText('@vladmandic/human 3.3.6');
  await expect(drawer).toContainText('Palm detector → hand crop → Hand landmarks');
  await expect(drawer).toContainText('Hand landmarks full');
  await drawer.getByRole('searchbox').fill('no such model');
  await expect(drawer).toContainText('No model fits');
  expect(playground.errors).toEqual([]);
});

test('a model goes where it is put: on an executor that exists, or on a new one with a backend', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(one);
  let drawer = await openDrawer(page);
  await drawer.getByLabel('Put it on').selectOption('x');
  await drawer.getByRole('button', { name: 'Add Emotion', exact: true }).click();
  await expect(drawer).toHaveCount(0);
  await expect(playground.executor('x').getByRole('article')).toHaveCount(2);
  drawer = await openDrawer(page);
  await drawer.getByLabel('Backend').selectOption('cpu');
  await drawer.getByRole('button', { name: 'Add Iris', exact: true }).click();
  await expect(playground.cards).toHaveCount(3);
  const { scenario } = await playground.snapshot();
  expect(scenario.executors.map((executor) => executor.backend)).toEqual(['wasm', 'cpu']);
});

test('by keyboard: search, add, go through the results, stay for more, and come back', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(one);
  await page.keyboard.press('a');
  const drawer = page.getByRole('dialog', { name: 'Add a model' });
  const search = drawer.getByRole('searchbox');
  await expect(search).toBeFocused();
  await page.keyboard.type('iris');
  await page.keyboard.press('Enter');
  await expect(drawer).toHaveCount(0);
  await expect(playground.cards).toHaveCount(2);

  await page.getByRole('button', { name: /Add\s*a model/ }).focus();
  await page.keyboard.press('Enter');
  await expect(search).toBeFocused();
  await page.keyboard.type('emotion');
  await page.keyboard.press('ArrowDown');
  await expect(drawer.getByRole('button', { name: 'Add Emotion', exact: true })).toBeFocused();
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.press('Control+Enter');
  await expect(playground.cards).toHaveCount(4);
  await expect(drawer.getByRole('status')).toContainText('Emotion added');
  await page.keyboard.press('/');
  await expect(search).toBeFocused();
  await page.keyboard.press('Escape');
  if (await drawer.isVisible()) await page.keyboard.press('Escape'); // the first one may only clear the search
  await expect(drawer).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Add\s*a model/ })).toBeFocused();
});

test('however the drawer is closed, the focus goes back to the button that opened it', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(one);
  const opener = page.getByRole('button', { name: /Add\s*a model/ });
  const ways: readonly ((drawer: Locator) => Promise<void>)[] = [
    (drawer) => drawer.getByRole('button', { name: 'Close' }).click(),
    (drawer) => drawer.getByRole('button', { name: 'Add Emotion', exact: true }).click(),
    () => page.keyboard.press('Escape'),
    async (drawer) => {
      await drawer.getByRole('button', { name: 'Licences' }).click();
      await expect(page.getByRole('dialog', { name: 'About and licences' })).toContainText('Basic Pitch');
      await page.keyboard.press('Escape');
    },
  ];
  for (const close of ways) {
    await close(await openDrawer(page));
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(opener).toBeFocused();
  }
});

test('a digit opens the settings of the tenant at that place', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await page.keyboard.press('2');
  await expect(page.getByRole('dialog', { name: 'Settings of FaceMesh' })).toBeVisible();
});

test('a model whose files are not here tells the command that fetches them, and cannot be added', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-write']);
  await assembled(page, (id) => id !== 'movenet-thunder');
  const playground = new PlaygroundPage(page);
  await playground.open();
  const drawer = await openDrawer(page);
  await drawer.getByRole('searchbox').fill('thunder');
  await expect(drawer).toContainText('npm run models -- movenet-thunder');
  await expect(drawer.getByRole('button', { name: 'Add MoveNet Thunder' })).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(drawer.getByRole('status')).toContainText('The command for MoveNet Thunder is copied');
  expect(await pasted(context)).toBe('npm run models -- movenet-thunder');
  await page.bringToFront();
  await drawer.getByRole('searchbox').fill('blazepose full');
  await expect(drawer.getByRole('button', { name: 'Add BlazePose full', exact: true })).toBeEnabled();
});

const addEmotion = async (page: Page, drawer: Locator, times: number) => {
  await drawer.getByRole('button', { name: 'Add Emotion', exact: true }).focus();
  for (let n = 0; n < times; n += 1) await page.keyboard.press('Shift+Enter');
};

test('twenty models in a breath are all there, and the limit of tenants is told', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(one);
  const drawer = await openDrawer(page);
  await drawer.getByLabel('Put it on').selectOption('x');
  await addEmotion(page, drawer, 20);
  await expect(playground.cards).toHaveCount(21);
  await addEmotion(page, drawer, 5);
  await expect(drawer.getByRole('status')).toContainText('Emotion was not added. There are 24 tenants');
  await expect(playground.cards).toHaveCount(24);
  const { scenario } = await playground.snapshot();
  expect(new Set(scenario.tenants.map((tenant) => tenant.id)).size).toBe(24);
});

test('when there are as many executors as a scenario holds, a model goes to one that exists', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(one);
  const drawer = await openDrawer(page);
  await addEmotion(page, drawer, 20);
  await expect(drawer.getByRole('status')).toContainText('Emotion was not added. There are 16 executors');
  await expect(playground.cards).toHaveCount(16);
  await drawer.getByLabel('Put it on').selectOption('x');
  await addEmotion(page, drawer, 1);
  await expect(playground.executor('x').getByRole('article')).toHaveCount(2);
  const { scenario } = await playground.snapshot();
  expect(new Set(scenario.executors.map((executor) => executor.id)).size).toBe(16);
});

test('when the server is gone before the drawer was first opened, it is said and the page goes on', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await page.route('**/AddModelDrawer*', (route) => route.abort());
  await page.getByRole('button', { name: /Add\s*a model/ }).click();
  await expect(playground.notice(/list of models could not be loaded/)).toBeVisible();
  await expect(playground.runButton).toBeEnabled();
});
