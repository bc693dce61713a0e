/**
 * Browsers that lack something, made from one that has it all: what is taken away is taken from the realm that would use it,
 * before its script runs. The app finds out by itself, does it another way, and says so in *Your machine*.
 */
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';
import { throwAndRetry } from './worker-acts.ts';

// One that answers from its own cache would hand out the script as it is.
test.use({ serviceWorkers: 'block' });

const four = scenarioOf([
  ['a', 'facemesh', 'x'],
  ['b', 'emotion', 'y'],
  ['c', 'blazeface', 'z'],
  ['d', 'movenet-lightning', 'w'],
]);

/** The script of that worker begins with a line of the test's. */
const before = (context: BrowserContext, script: string, line: string) =>
  context.route(`**/${script}.worker-*.js`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${line}\n${await response.text()}` });
  });

const executorWorkers = (page: Page) => page.workers().filter((one) => one.url().includes('executor.worker'));

async function machineDialog(page: Page) {
  await page.getByRole('button', { name: /^Your machine/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Your machine' });
  await expect(dialog).toBeVisible();
  return dialog;
}

test.describe('where workers cannot start workers', () => {
  test.beforeEach(({ context }) => before(context, 'engine', 'self.Worker = undefined;'));

  test('four tenants run in workers that the page starts, move, and are removed', async ({ page }) => {
    const playground = await PlaygroundPage.running(page, four);
    expect(executorWorkers(page)).toHaveLength(4);
    let settings = await playground.settings('Emotion');
    await settings.getByLabel('Executor').selectOption('x');
    await expect(playground.executor('x').getByRole('article')).toHaveCount(2);
    await expect(playground.executor('y')).toHaveCount(0);
    await expect.poll(() => executorWorkers(page).length).toBe(3);
    await playground.completed(5);
    await page.keyboard.press('Escape');
    settings = await playground.settings('BlazeFace');
    await settings.getByRole('button', { name: 'Remove' }).click();
    await expect(playground.cards).toHaveCount(3);
    await expect.poll(() => executorWorkers(page).length).toBe(2);
    await playground.completed(5);
    for (const tenant of (await playground.snapshot()).tenants) expect(tenant.failed).toBe(0);
    const dialog = await machineDialog(page);
    await expect(dialog).toContainText('The page starts the workers of the executors');
    expect(playground.errors).toEqual([]);
  });

  test('a worker that throws ends its executor only, and a retry starts another', async ({ page }) => {
    const playground = await PlaygroundPage.running(page, four);
    await playground.keepFailures();
    const [worker] = executorWorkers(page);
    await throwAndRetry(page, playground, worker);
    expect(executorWorkers(page)).toHaveLength(4);
  });

  test('a worker that is killed on purpose is gone, and its tenant recovers', async ({ page }) => {
    const playground = await PlaygroundPage.running(page, four);
    await page.evaluate(() => globalThis.playground.mishap({ kind: 'kill-worker', executorId: 'y' }));
    await page.waitForFunction(() => {
      const snapshot = globalThis.playground.snapshot();
      return snapshot?.incidents.some((one) => one.recoveredAt !== null) === true;
    });
    await playground.completed(3);
    expect(executorWorkers(page)).toHaveLength(4);
  });
});

test('where memory cannot be shared, an isolated page runs WASM on one thread and says why', async ({
  page,
  context,
}) => {
  // Only scripts of workers that the page starts can be given another beginning.
  await before(context, 'engine', 'delete self.SharedArrayBuffer; self.Worker = undefined;');
  await before(context, 'executor', 'delete self.SharedArrayBuffer;');
  const threaded = scenarioOf([['a', 'emotion', 'x']], { threads: 2 });
  const playground = await PlaygroundPage.running(page, threaded);
  const file = await page.evaluate(() => globalThis.playground.endWindow());
  expect(file.executors[0]).toMatchObject({ backend: 'wasm', threads: 1 });
  expect(file.provenance.crossOriginIsolated).toBe(true);
  expect(file.provenance.warnings.join()).toContain('WASM threads are off although the page is isolated');
  const dialog = await machineDialog(page);
  await expect(dialog).toContainText('this browser has no SharedArrayBuffer');
  expect(playground.errors).toEqual([]);
});

test('what only the page can know stands beside it, gravest first, and can be copied as text', async ({
  page,
}) => {
  await page.addInitScript(() => {
    Object.defineProperty(performance, 'measureUserAgentSpecificMemory', { value: undefined });
    Object.defineProperty(globalThis, 'BroadcastChannel', { value: undefined });
  });
  const playground = new PlaygroundPage(page);
  await playground.open();
  const dialog = await machineDialog(page);
  const text = (await dialog.locator('pre').textContent()) ?? '';
  const severities = [...text.matchAll(/^\[(\w+)\]/gm)].map(([, severity]) => severity);
  expect(severities.length).toBeGreaterThan(1);
  expect(severities).toEqual(severities.toSorted((a, b) => (a === b ? 0 : a === 'info' ? 1 : -1)));
  for (const fact of [
    'The memory of the page with its workers cannot be measured',
    'Other tabs of the playground cannot be seen',
  ]) {
    await expect(dialog.getByRole('heading', { name: fact })).toBeVisible();
    expect(text).toContain(fact);
  }
  expect(playground.errors).toEqual([]);
});
