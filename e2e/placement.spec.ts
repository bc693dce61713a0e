/** Tenants are added, moved, paused and removed, executors change backend and threads, all while everything runs. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const pair = scenarioOf([
  ['a', 'facemesh', 'x'],
  ['b', 'emotion', 'y'],
]);

const trio = scenarioOf([
  ['a', 'facemesh', 'x'],
  ['b', 'blazeface', 'x'],
  ['c', 'emotion', 'y'],
]);

test('a model is added on an executor of its own and runs', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, pair);
  await page.getByRole('button', { name: /Add\s*a model/ }).click();
  await page.getByRole('button', { name: 'Add Selfie segmentation' }).click();
  await expect(playground.cards).toHaveCount(3);
  await playground.completed(2);
  const { scenario } = await playground.snapshot();
  expect(scenario.executors).toHaveLength(3);
});

test('a tenant moves to a shared executor and back to one of its own without losing a request', async ({
  page,
}) => {
  const playground = await PlaygroundPage.running(page, pair);
  let settings = await playground.settings('Emotion');
  await settings.getByLabel('Executor').selectOption('x');
  await expect(playground.executor('x').getByRole('article')).toHaveCount(2);
  await expect(playground.executor('y')).toHaveCount(0);
  await playground.completed(5);
  await page.keyboard.press('Escape');
  settings = await playground.settings('Emotion');
  await settings.getByLabel('Executor').selectOption('new executor');
  await expect(playground.executor('executor-1').getByRole('article')).toHaveCount(1);
  await playground.completed(5);
  for (const tenant of (await playground.snapshot()).tenants) {
    expect(tenant.failed).toBe(0);
    expect(tenant.inFlight + tenant.queued).toBe(1);
  }
});

test('a paused tenant stands still, the others run on, and it resumes', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, pair);
  await page.getByRole('button', { name: 'Pause Emotion' }).click();
  await expect(playground.card('Emotion')).toContainText('paused');
  const paused = async () =>
    (await playground.snapshot()).tenants.find((tenant) => tenant.config.id === 'b')?.completions;
  await page.waitForFunction(
    () =>
      globalThis.playground.snapshot()?.tenants.find((tenant) => tenant.config.id === 'b')?.inFlight === 0,
  );
  const before = await paused();
  await playground.completed(10);
  expect(await paused()).toBe(before);
  await page.getByRole('button', { name: 'Resume Emotion' }).click();
  await expect(playground.card('Emotion')).not.toContainText('paused');
  await playground.completed(3);
});

test('a removed tenant can be brought back', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, pair);
  const settings = await playground.settings('Emotion');
  await settings.getByRole('button', { name: 'Remove' }).click();
  await expect(playground.cards).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(playground.cards).toHaveCount(2);
  await playground.completed(3);
});

test('the backend of an executor changes while the other one runs on', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, pair);
  await page.getByLabel('Backend of y').selectOption('cpu');
  await page.waitForFunction(
    () => globalThis.playground.snapshot()?.executors.find((one) => one.config.id === 'y')?.backend === 'cpu',
  );
  await playground.completed(2);
});

test('threads are a setting, and the executor tells how many took effect', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(scenarioOf([['a', 'facemesh', 'x']]));
  await playground.run();
  await page.getByLabel('Threads of x').selectOption('2');
  await playground.completed(3);
  await expect
    .poll(() =>
      page.evaluate(() => globalThis.playground.endWindow().then((file) => file.executors[0]?.threads)),
    )
    .toBe(2);
  expect(playground.errors).toEqual([]);
});

test('a rate of 0, −1 or 10⁹ is refused beside its field and the tenant keeps its rate', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(scenarioOf([['a', 'facemesh', 'x']]));
  await playground.run();
  const settings = await playground.settings('FaceMesh');
  await settings.getByLabel('Workload').selectOption('periodic');
  const rate = settings.getByLabel('Rate, per second');
  for (const wrong of ['0', '-1', '1000000000']) {
    await rate.fill(wrong);
    await rate.press('Enter');
    await expect(settings.getByRole('alert')).toContainText('from 0.1 to 1000');
  }
  expect((await playground.snapshot()).tenants[0]?.config.workload).toMatchObject({ ratePerSecond: 30 });
});

/** Where a person would take hold of a card: beside its name, on no control. */
async function grip(card: Locator) {
  const box = await card.boundingBox();
  if (box === null) throw new Error('the card is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height - 8 };
}

/** A point low in a column, on no control. */
async function landing(column: Locator) {
  const box = await column.boundingBox();
  if (box === null) throw new Error('the column is not on the screen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Takes hold of a card and holds it over `target`. */
async function dragOver(page: Page, card: Locator, target: Locator) {
  const from = await grip(card);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + 12, from.y, { steps: 3 });
  await expect(page.getByText('New executor', { exact: true }).or(ownAlready(page)).first()).toBeVisible();
  const to = await landing(target);
  await page.mouse.move(to.x, to.y, { steps: 5 });
}

const ownAlready = (page: Page) => page.getByText('It has its own already');
const ghost = (page: Page) => page.locator('.drag-ghost');
const spoken = (page: Page, text: string | RegExp) =>
  expect(page.locator('[id^="dnd-kit-announcement"]')).toHaveText(text);

async function noRequestLost(playground: PlaygroundPage) {
  await playground.completed(5);
  for (const tenant of (await playground.snapshot()).tenants) expect(tenant.failed).toBe(0);
}

test('a card dragged onto another executor shares it, and one dragged to empty space gets its own', async ({
  page,
}) => {
  const playground = await PlaygroundPage.running(page, pair);
  await dragOver(page, playground.card('Emotion'), playground.executor('x'));
  await expect(ghost(page)).toContainText('Share WASM ×1 with FaceMesh');
  await expect(playground.executor('x').getByText('Share WASM ×1 with FaceMesh')).toBeVisible();
  await page.mouse.up();
  await expect(playground.executor('x').getByRole('article')).toHaveCount(2);
  await expect(playground.executor('y')).toHaveCount(0);
  await expect(playground.notice('Emotion moved to x.')).toBeVisible();
  await dragOver(page, playground.card('Emotion'), page.locator('.new-executor'));
  await page.mouse.up();
  await expect(playground.executor('executor-1').getByRole('article')).toHaveCount(1);
  await noRequestLost(playground);
  expect(playground.errors).toEqual([]);
});

test('a card let go in its own column, or with Escape, stays where it is', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(pair);
  await dragOver(page, playground.card('Emotion'), playground.executor('y'));
  await page.mouse.up();
  await expect(ghost(page)).toBeHidden();
  await dragOver(page, playground.card('Emotion'), playground.executor('x'));
  await expect(ghost(page)).toContainText('Share');
  await page.keyboard.press('Escape');
  await expect(ghost(page)).toBeHidden();
  await page.mouse.up();
  await expect(playground.executor('y').getByRole('article')).toHaveCount(1);
  await expect(playground.executor('x').getByRole('article')).toHaveCount(1);
});

test('by keyboard a card is lifted, moved from column to column and dropped, and each step is said', async ({
  page,
}) => {
  const playground = await PlaygroundPage.running(page, pair);
  const handle = page.getByRole('button', { name: 'Move Emotion' });
  await handle.focus();
  await page.keyboard.press('Space');
  await spoken(page, /Emotion lifted from y/);
  await page.keyboard.press('ArrowLeft');
  await spoken(page, 'Executor x: Share WASM ×1 with FaceMesh.');
  await page.keyboard.press('Escape');
  await spoken(page, 'Emotion is back in its place.');
  await expect(playground.executor('y').getByRole('article')).toHaveCount(1);
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowLeft');
  await spoken(page, 'Executor x: Share WASM ×1 with FaceMesh.');
  await page.keyboard.press('Space');
  await expect(playground.executor('x').getByRole('article')).toHaveCount(2);
  await expect(playground.executor('y')).toHaveCount(0);
  await expect(handle).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await spoken(page, 'Empty space: New executor.');
  await page.keyboard.press('Enter');
  await expect(playground.executor('executor-1').getByRole('article')).toHaveCount(1);
  await expect(handle).toBeFocused();
  await noRequestLost(playground);
  expect(playground.errors).toEqual([]);
});

test.describe('by finger', () => {
  test.use({ hasTouch: true, viewport: { width: 1024, height: 768 } });

  test('a card is dragged by its handle, and a swipe over it still scrolls', async ({ page }) => {
    const playground = new PlaygroundPage(page);
    await playground.open();
    await playground.load(pair);
    const touch = await page.context().newCDPSession(page);
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: { x: number; y: number }[]) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: points });
    const box = await page.getByRole('button', { name: 'Move Emotion' }).boundingBox();
    if (box === null) throw new Error('the handle is not on the screen');
    const from = { x: box.x + 10, y: box.y + 10 };
    await send('touchStart', [from]);
    await send('touchMove', [{ x: from.x - 20, y: from.y }]);
    await expect(ghost(page)).toBeVisible();
    const to = await landing(playground.executor('x'));
    await send('touchMove', [to]);
    await expect(ghost(page)).toContainText('Share');
    await send('touchEnd', []);
    await expect(playground.executor('x').getByRole('article')).toHaveCount(2);

    const start = await grip(playground.card('FaceMesh'));
    await send('touchStart', [start]);
    for (let step = 1; step <= 8; step += 1)
      await send('touchMove', [{ x: start.x, y: start.y - 30 * step }]);
    await send('touchEnd', []);
    await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(0);
    await expect(ghost(page)).toBeHidden();
  });
});

test('an executor that failed says why it cannot take a card, and the tenant runs on', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, pair);
  await playground.keepFailures();
  const worker = page.workers().find((one) => one.url().includes('executor.worker'));
  await worker?.evaluate(() => {
    setTimeout(() => {
      throw new Error('thrown by the test');
    });
  });
  const failed = page.getByRole('article').filter({ hasText: 'thrown by the test' });
  await expect(failed).toHaveCount(1);
  const { tenants } = await playground.snapshot();
  const broken = tenants.find((tenant) => tenant.status.kind === 'failed')?.config.executorId ?? '';
  const [name, home] = broken === 'x' ? ['Emotion', 'y'] : ['FaceMesh', 'x'];
  await dragOver(page, playground.card(name), playground.executor(broken));
  await expect(ghost(page)).toContainText('Failed');
  await page.mouse.up();
  await expect(playground.notice(`${name} stays on ${home}`)).toBeVisible();
  await expect(playground.executor(home).getByRole('article')).toHaveCount(1);
  await playground.completed(10);
});

test('a move needs no network: the model comes from memory', async ({ page, context }) => {
  const playground = await PlaygroundPage.running(page, pair);
  await context.route('**/emotion/*', (route) => route.abort('internetdisconnected'));
  await dragOver(page, playground.card('Emotion'), playground.executor('x'));
  await page.mouse.up();
  await expect(playground.notice('Emotion moved to x.')).toBeVisible();
  await expect(playground.executor('x').getByRole('article')).toHaveCount(2);
  await playground.completed(10);
});

test('Ctrl+Z takes back a move, then the change of a backend before it', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, pair);
  await page.getByLabel('Backend of x').selectOption('cpu');
  await expect(playground.notice('x: backend cpu, before wasm.')).toBeVisible();
  await dragOver(page, playground.card('Emotion'), playground.executor('x'));
  await page.mouse.up();
  await expect(playground.notice('Emotion moved to x.')).toBeVisible();
  await page.keyboard.press('Control+z');
  await expect(playground.executor('y').getByRole('article')).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(page.getByLabel('Backend of x')).toHaveValue('wasm');
  await playground.completed(3);
});

test('removing a tenant and ending an executor tell what came back, and both can be undone', async ({
  page,
}) => {
  const playground = await PlaygroundPage.running(page, trio);
  const settings = await playground.settings('BlazeFace');
  await settings.getByRole('button', { name: 'Remove' }).click();
  await expect(
    playground.notice(/Removed BlazeFace\. .* of tensors came back \(.* before, .* after\); x reserves /),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(playground.cards).toHaveCount(3);
  await playground.completed(2);
  await page.getByRole('button', { name: 'Details of x' }).click();
  await page.getByRole('button', { name: 'End executor' }).click();
  await expect(
    playground.notice(/x ended: .* in tensors and .* reserved before, nothing after\./),
  ).toBeVisible();
  await expect(playground.cards).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(playground.executor('x').getByRole('article')).toHaveCount(2);
  await playground.completed(2);
  const { scenario } = await playground.snapshot();
  expect(scenario.tenants.map((tenant) => tenant.id)).toEqual(['a', 'b', 'c']);
});

test('ending the last executor in mid-run leaves an empty board with the way to a first model', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(scenarioOf([['a', 'facemesh', 'x']]));
  await playground.run();
  await page.getByRole('button', { name: 'Details of x' }).click();
  await page.getByRole('button', { name: 'End executor' }).click();
  await expect(playground.cards).toHaveCount(0);
  await page
    .getByRole('main')
    .getByRole('button', { name: /Add\s*a model/ })
    .click();
  await expect(page.getByRole('dialog', { name: 'Add a model' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect(playground.cards).toHaveCount(1);
  await playground.completed(2);
});

test('loading tells each file, can be cancelled, and a retry finishes it', async ({ page, context }) => {
  const playground = new PlaygroundPage(page);
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  await context.route('**/emotion/emotion.bin', async (route) => {
    await gate;
    await route.continue().catch(() => undefined); // given up meanwhile
  });
  await playground.open();
  await playground.load(pair);
  await playground.runButton.click();
  const card = playground.card('Emotion');
  await expect(card.getByRole('listitem').filter({ hasText: 'emotion.bin' })).toContainText(/ of .*B/);
  await card.getByRole('button', { name: 'Cancel loading Emotion' }).click();
  await expect(card.getByRole('button', { name: 'Retry' })).toBeVisible();
  await expect(playground.card('FaceMesh')).toContainText(/\d\/s/);
  open();
  await context.unroute('**/emotion/emotion.bin');
  await card.getByRole('button', { name: 'Retry' }).click();
  await expect(card).toContainText(/\d\/s/);
});

test('the opened card tells the phases of loading apart from the steady state', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, pair);
  const settings = await playground.settings('FaceMesh');
  for (const phase of ['Download', 'Parse, upload', 'First run', 'Steady'])
    await expect(settings.locator('.phases > div').filter({ hasText: phase })).toContainText(/\d\s*m?s/);
});

test('another variant of the model takes its place, and the change can be undone', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(scenarioOf([['a', 'esrgan-slim', 'x']]));
  const settings = await playground.settings('ESRGAN slim');
  await settings.getByLabel('Variant').selectOption({ label: 'ESRGAN medium' });
  await expect(playground.card('ESRGAN medium')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(playground.card('ESRGAN slim')).toBeVisible();
});
