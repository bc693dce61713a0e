/** How executors choose, changed on the board while models run: policy, grain, bound, gates, pipelines, a policy of one's own. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { violations } from './axe.ts';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const shared = scenarioOf([
  ['a', 'facemesh', 'x', { workload: { kind: 'periodic', ratePerSecond: 10 } }],
  ['b', 'emotion', 'x'],
]);
const apart = scenarioOf([
  ['a', 'facemesh', 'x'],
  ['b', 'emotion', 'y'],
]);
const faces = scenarioOf([
  ['a', 'blazeface', 'x', { workload: { kind: 'periodic', ratePerSecond: 5 } }],
  ['b', 'facemesh', 'y'],
]);

async function scheduling(page: Page, executorId = 'x'): Promise<Locator> {
  await page.getByRole('button', { name: new RegExp(`^Scheduling of ${executorId}:`) }).click();
  const popover = page.getByRole('dialog', { name: `Scheduling of ${executorId}` });
  await expect(popover).toBeVisible();
  return popover;
}

/** The first executor as the engine has it. */
const executorOf = async (playground: PlaygroundPage) => (await playground.snapshot()).scenario.executors[0];

test('by keyboard alone policy, grain and bound are changed in mid-run, and each can be undone', async ({
  page,
}) => {
  const playground = await PlaygroundPage.running(page, shared);
  const line = page.getByRole('button', { name: /^Scheduling of x:/ });
  await line.focus();
  await page.keyboard.press('Enter');
  const popover = page.getByRole('dialog', { name: 'Scheduling of x' });
  await expect(popover.getByLabel('Policy')).toBeFocused();
  await page.keyboard.press('E'); // the first that begins so: EDF
  await expect.poll(async () => (await executorOf(playground))?.policy).toBe('edf');
  await expect(popover).toContainText('Earliest deadline first.');
  await popover.getByLabel('Chooses between').focus();
  await page.keyboard.press('s');
  await expect.poll(async () => (await executorOf(playground))?.grain).toBe('segment');
  await popover.getByLabel('Segment time, ms').focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await executorOf(playground))?.segmentMs).toBe(5);
  await popover.getByLabel('In flight at most').focus();
  await page.keyboard.press('2');
  await expect.poll(async () => (await executorOf(playground))?.inFlight).toBe(2);
  await page.keyboard.press('Escape');
  await expect(line).toBeFocused();
  await expect(line).toContainText('EDF · segments 5\u202fms · in flight 2');
  await playground.completed(5);
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await executorOf(playground))?.inFlight).toBe('auto');
  await page.keyboard.press('Control+z');
  await expect.poll(async () => (await executorOf(playground))?.segmentMs).toBe(2);
  for (const tenant of (await playground.snapshot()).tenants) expect(tenant.failed).toBe(0);
  expect(playground.errors).toEqual([]);
});

test('executors of one device stand under its bracket, and its gate changes while they run', async ({
  page,
}) => {
  const playground = await PlaygroundPage.running(page, apart);
  const group = page.getByRole('group', { name: 'CPU cores: x, y' });
  await expect(group).toBeVisible();
  await group.getByLabel('Gate of CPU cores').selectOption('token');
  await expect.poll(async () => (await playground.snapshot()).scenario.gates?.cpu).toBe('token');
  await playground.completed(5);
  await expect(playground.notice('CPU cores: token, before free for all.')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(group.getByLabel('Gate of CPU cores')).toHaveValue('free-for-all');
  expect(playground.errors).toEqual([]);
});

test('an executor that shares its device with nobody has no bracket', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, shared);
  await expect(playground.executor('x')).toBeVisible();
  await expect(page.getByRole('group', { name: /^CPU cores/ })).toHaveCount(0);
});

test('a policy of one’s own is written, broken, told, and the run goes on', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, shared);
  const popover = await scheduling(page);
  await popover.getByRole('button', { name: 'Write a policy' }).click();
  const dialog = page.getByRole('dialog', { name: 'A policy of your own' });
  const source = dialog.getByLabel('Source, JavaScript');
  await expect(source).toHaveValue(/Earliest deadline first/);
  await dialog.getByRole('button', { name: 'Check and use' }).click();
  await expect(dialog.getByRole('status')).toContainText('x chooses by it now');
  await expect.poll(async () => (await executorOf(playground))?.policy).toBe('user');

  await source.fill('(ready, now) => {\n  return ready[0].arrivedAt +;\n}');
  await dialog.getByRole('button', { name: 'Check and use' }).click();
  await expect(dialog.getByRole('status')).toContainText('line 2');
  await expect(source).toHaveAttribute('aria-invalid', 'true');
  expect((await playground.snapshot()).scenario.userPolicy).toContain('Earliest deadline first');
  await source.fill('() => { for (;;); }');
  await dialog.getByRole('button', { name: 'Check and use' }).click();
  await expect(dialog.getByRole('status')).toContainText('took too long');

  await page.keyboard.press('Escape');
  await playground.completed(10);
  await expect(page).toHaveURL(/#/);
  for (const tenant of (await playground.snapshot()).tenants) expect(tenant.failed).toBe(0);
  expect(playground.errors).toEqual([]);
});

test('a policy that fails later gives way to first in, first out, and says so', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, shared);
  const popover = await scheduling(page);
  await popover.getByRole('button', { name: 'Write a policy' }).click();
  const dialog = page.getByRole('dialog', { name: 'A policy of your own' });
  // Right on the two requests that it is tried on, wrong on those of this run.
  await dialog
    .getByLabel('Source, JavaScript')
    .fill("(ready) => {\n  if (ready[0].tenantId === 'a') throw new Error('not a');\n  return 0;\n}");
  await dialog.getByRole('button', { name: 'Check and use' }).click();
  await expect(dialog.getByRole('status')).toContainText('not a');
  await page.keyboard.press('Escape');
  await expect(playground.executor('x')).toContainText('own policy failed');
  await playground.completed(10);
});

test('a dependency is chosen among what fits, drawn, told on the card, and taken back', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, faces);
  const settings = await playground.settings('FaceMesh');
  await settings.getByLabel('Depends on').selectOption({ label: 'BlazeFace' });
  await expect(settings.getByLabel('Workload')).toHaveValue('triggered');
  await settings.getByLabel('Probability').fill('0.5');
  await settings.getByLabel('Probability').press('Enter');
  await settings.getByLabel('Fan-out, at most').fill('2');
  await settings.getByLabel('Fan-out, at most').press('Enter');
  await expect
    .poll(async () => (await playground.snapshot()).scenario.tenants[1]?.dependsOn)
    .toEqual({ tenantId: 'a', probability: 0.5, fanOut: 2 });
  await expect(page.locator('.pipeline-lines text')).toHaveText('p 0.5 · ≤ 2');
  await expect(playground.card('FaceMesh')).toContainText('after BlazeFace');
  await settings.getByLabel('Workload').selectOption('poisson');
  await expect(page.locator('.pipeline-line')).toHaveCount(0);
  await playground.completed(3);
  expect(playground.errors).toEqual([]);
});

test('instants from a CSV are replayed, and a file that holds none is refused in words', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, shared);
  const settings = await playground.settings('FaceMesh');
  const give = async (name: string, text: string) => {
    const asked = page.waitForEvent('filechooser');
    await settings.getByLabel('Workload').selectOption('replayed');
    await (await asked).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  };
  await give('none.csv', 'when\nsoon\n');
  await expect(settings.getByRole('alert')).toContainText('no number');
  expect((await playground.snapshot()).tenants[0]?.config.workload.kind).toBe('periodic');
  await give('three.csv', 't_ms\n0\n200\n1000\n');
  await expect(settings).toContainText('3 instants over 1000\u202fms');
  await playground.completed(3);
  expect(playground.errors).toEqual([]);
});

test('the policies are a dialog that puts one to use', async ({ page }) => {
  const playground = await PlaygroundPage.running(page, shared);
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()); // an element has the focus
  await page.keyboard.press('o');
  const dialog = page.getByRole('dialog', { name: 'Policies and gates' });
  await dialog.getByRole('button', { name: 'Use on x: Round robin' }).click();
  await expect(dialog.getByRole('button', { name: '✓ x: Round robin' })).toBeVisible();
  await expect.poll(async () => (await executorOf(playground))?.policy).toBe('round-robin');
});

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('scheduling, settings, policies and their editor are clean under axe-core', async ({ page }) => {
      const playground = new PlaygroundPage(page);
      await playground.open('#preset=social-robot');
      await expect(page.locator('.pipeline-line').first()).toBeAttached();
      expect.soft(await violations(page), 'a board with pipelines').toEqual([]);
      const popover = await scheduling(page, 'executor-1');
      await popover.getByLabel('Chooses between').selectOption('segment');
      await expect(popover.getByRole('table')).toBeVisible();
      expect.soft(await violations(page), 'scheduling').toEqual([]);
      await popover.getByRole('button', { name: 'All policies' }).click();
      await expect(page.getByRole('dialog', { name: 'Policies and gates' })).toBeVisible();
      expect.soft(await violations(page), 'policies').toEqual([]);
      await page.keyboard.press('Escape');
      await (await scheduling(page, 'executor-1')).getByRole('button', { name: 'Write a policy' }).click();
      const editor = page.getByRole('dialog', { name: 'A policy of your own' });
      await editor.getByLabel('Source, JavaScript').fill('(ready) =>');
      await editor.getByRole('button', { name: 'Check and use' }).click();
      await expect(editor.getByRole('status')).toContainText('line');
      expect.soft(await violations(page), 'a policy that does not read').toEqual([]);
      await page.keyboard.press('Escape');
      const settings = await playground.settings('Emotion');
      for (const kind of ['triggered', 'periodic', 'bursty', 'loadgen']) {
        if (kind !== 'triggered') await settings.getByLabel('Workload').selectOption(kind);
        await expect(settings.getByLabel('Workload')).toHaveValue(kind);
        expect.soft(await violations(page), `settings: ${kind}`).toEqual([]);
      }
    });
  });
}

for (const [width, height] of [
  [1440, 900],
  [390, 844],
] as const) {
  test(`popovers and dialogs fit a window of ${width} × ${height}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    const playground = new PlaygroundPage(page);
    await playground.open('#preset=social-robot');
    const inside = async (view: Locator) => {
      const box = await view.boundingBox();
      if (box === null) throw new Error('it is not on the screen');
      expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      return view.evaluate((element) => element.scrollWidth - element.clientWidth);
    };
    const settings = await playground.settings('FaceMesh');
    expect(await inside(settings)).toBe(0);
    await page.keyboard.press('Escape');
    const popover = await scheduling(page, 'executor-1');
    await popover.getByLabel('Chooses between').selectOption('segment');
    await expect(popover.getByRole('table')).toBeVisible();
    expect(await inside(popover)).toBe(0);
    await popover.getByRole('button', { name: 'All policies' }).click();
    expect(await inside(page.getByRole('dialog', { name: 'Policies and gates' }))).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  });
}
