/** Every view and state is clean under axe-core in both themes: each is opened once and looked at in one after the other. */
import { expect, type Page, type TestInfo, test } from '@playwright/test';
import { IDLE, RUNNING, STOPPED, shut, type View } from './accessibility-views.ts';
import { THEMES, violationsByTheme } from './axe.ts';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const PAIR = scenarioOf([
  ['mesh', 'facemesh', 'x', { deadline: { kind: 'fixed', ms: 100 } }],
  ['emotion', 'emotion', 'x'],
]);

/** Counts what was looked at, so that the report can say over how many views there was nothing. */
function counter(testInfo: TestInfo, page: Page) {
  const seen: string[] = [];
  let wrong = 0;
  const told = { type: 'axe-core', description: '' };
  testInfo.annotations.push(told);
  return async (name: string) => {
    const found = await violationsByTheme(page);
    seen.push(name);
    wrong += found.length;
    told.description = `${wrong} violations over ${seen.length} views × ${THEMES.length} themes: ${seen.join(', ')}`;
    expect.soft(found, name).toEqual([]);
  };
}

async function visit(
  views: readonly View[],
  playground: PlaygroundPage,
  look: (name: string) => Promise<void>,
) {
  const { page } = playground;
  for (const [name, show] of views) {
    await show({ page, playground });
    await look(name);
    await shut(page);
  }
}

test(`${IDLE.length + RUNNING.length} views before and during a run are clean under axe-core in both themes`, async ({
  page,
}, testInfo) => {
  const playground = new PlaygroundPage(page);
  const look = counter(testInfo, page);
  await playground.open();
  await visit(IDLE, playground, look);
  await playground.run();
  await visit(RUNNING, playground, look);
});

test(`${STOPPED.length} views after a run are clean under axe-core in both themes`, async ({
  page,
}, testInfo) => {
  test.setTimeout(240_000);
  const playground = new PlaygroundPage(page);
  const look = counter(testInfo, page);
  await playground.open();
  await playground.load(PAIR);
  await playground.run(10);
  await playground.stopButton.click();
  await expect(playground.runButton).toBeVisible();
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()); // an element has the focus
  await visit(STOPPED, playground, look);
});

test('models that load, a tenant that failed, an empty board and a page without an engine are clean', async ({
  page,
  context,
}, testInfo) => {
  const look = counter(testInfo, page);
  const playground = new PlaygroundPage(page);
  let release = () => {};
  const held = new Promise<void>((go) => {
    release = go;
  });
  await context.route('**/facemesh/*.bin', async (route) => {
    await held;
    await route.fulfill({ status: 404, body: 'none' });
  });
  await playground.open();
  await playground.keepFailures();
  await playground.runButton.click();
  await expect(playground.card('FaceMesh').getByRole('progressbar')).toBeVisible();
  await look('models that load');
  release();
  await expect(playground.card('FaceMesh')).toContainText('npm run models');
  await look('a tenant that failed');
  const panel = await playground.mishaps();
  await panel.getByRole('button', { name: 'Kill worker' }).click();
  await panel.getByText('Limits per phase').click();
  await expect(panel.getByText('not yet').first()).toBeVisible();
  await look('mishaps that happened');

  await page.goto('about:blank'); // else only the hash changes, and the page mends it
  await page.goto('./#s=broken');
  await expect(playground.notice('could not be opened')).toBeVisible();
  await look('a link that was refused');
  await playground.load(scenarioOf([['emotion', 'emotion', 'x']]));
  await (await playground.settings('Emotion')).getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByText('Each model runs on an executor')).toBeVisible();
  await look('an empty board');

  await page.route('**/models/catalog.json', (route) => route.fulfill({ status: 500 }));
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('could not be opened');
  await look('a page that could not be opened');
});

test('an experiment under way and its answer, a live camera and one that is off, and the frame’s layout are clean', async ({
  page,
  context,
}, testInfo) => {
  test.setTimeout(180_000);
  await context.grantPermissions(['camera']);
  const look = counter(testInfo, page);
  const playground = new PlaygroundPage(page);
  await playground.open();
  // An experiment on contention needs two.
  await playground.load(
    scenarioOf([
      ['a', 'emotion', 'x'],
      ['b', 'blazeface', 'y'],
    ]),
  );
  await page.getByLabel('Picture on the stage, and for the models that look at it').selectOption('camera');
  await page.getByRole('button', { name: 'Settings of the camera' }).click();
  const settings = page.getByRole('dialog', { name: 'Settings of the camera' });
  await expect(settings).toContainText(/\d+ × \d+/);
  await look('the camera and its settings');
  await settings.getByRole('button', { name: 'Stop' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The camera is off' })).toBeVisible();
  await look('a camera that is off');
  await shut(page);
  await page.getByRole('button', { name: 'Back to the scene' }).click();

  await page.getByRole('button', { name: 'Measure contention' }).click();
  const panel = page.getByRole('complementary', { name: 'Experiments' });
  for (const [field, value] of [
    ['Rounds', '1'],
    ['Seconds a run', '2'],
  ] as const) {
    await panel.getByLabel(field, { exact: true }).fill(value);
    await panel.getByLabel(field, { exact: true }).press('Enter');
  }
  await panel.getByRole('button', { name: 'Start measuring' }).click();
  await expect(panel.getByRole('progressbar', { name: 'Runs measured' })).toBeVisible();
  await look('an experiment under way');
  await expect(panel.getByRole('button', { name: 'Kept in Runs' })).toBeVisible({ timeout: 60_000 });
  await look('the answer of an experiment');

  await page.goto('./?embed=1&show=stage,placement,throughput,latency,contention,machine,timeline');
  await page.waitForFunction(() => globalThis.playground !== undefined);
  await expect(playground.runButton).toBeVisible();
  await look('the page as a frame');
});
