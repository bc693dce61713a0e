/** Evidence: what leaves the tab, comes back equal, is kept across a reload, compared, and handed to Perfetto. */
import { readFile, writeFile } from 'node:fs/promises';
import { expect, type Page, test } from '@playwright/test';
import { violations } from './axe.ts';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const SMALL = scenarioOf([
  ['mesh', 'facemesh', 'x', { deadline: { kind: 'fixed', ms: 100 } }],
  ['emotion', 'emotion', 'x'],
]);

/** Two tenants that run; their solo baselines are not taken, so that the window is theirs. */
async function running(page: Page): Promise<PlaygroundPage> {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(SMALL);
  await page.getByRole('checkbox', { name: /Take missing baselines/ }).uncheck();
  await playground.run(20);
  return playground;
}

const menuOf = (page: Page) => page.getByRole('dialog', { name: 'Export this run' });
const runsOf = (page: Page) => page.getByRole('dialog', { name: /^Runs/ });
const listOf = (page: Page) => page.getByRole('list', { name: 'Kept runs and experiments' });

/** Presses an item of the menu and gives the file that is offered: its name and its text. */
async function exported(page: Page, item: RegExp): Promise<{ name: string; text: string; path: string }> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const offered = page.waitForEvent('download');
  await menuOf(page).getByRole('button', { name: item }).click();
  const download = await offered;
  const path = await download.path();
  return { name: download.suggestedFilename(), text: await readFile(path, 'utf8'), path };
}

/** Drops files on the page as a person does: the browser gives their bytes when they are asked for. */
async function drop(page: Page, files: readonly { name: string; text: string }[]): Promise<void> {
  const transfer = await page.evaluateHandle((given) => {
    const held = new DataTransfer();
    for (const { name, text } of given) held.items.add(new File([text], name, { type: 'application/json' }));
    return held;
  }, files);
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

async function keepRun(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await menuOf(page)
    .getByRole('button', { name: /Keep in Runs/ })
    .click();
  await expect(page.getByRole('status').filter({ hasText: 'is kept in this browser' })).toBeVisible();
}

test('a run leaves in each format, and its file dropped again is the same document', async ({ page }) => {
  const playground = await running(page);
  await playground.completed(20);
  await playground.stopButton.click();
  await expect(playground.runButton).toBeVisible();
  const run = await exported(page, /Run file/);
  expect(run.name).toMatch(/\.run\.json$/);
  const document = JSON.parse(run.text);
  expect(document).toMatchObject({
    schemaVersion: 1,
    scenario: { tenants: [{ id: 'mesh' }, { id: 'emotion' }] },
  });
  expect(document.recording.requests).toBeGreaterThan(20);
  const requests = await exported(page, /Requests/);
  expect(requests.text.trim().split('\n').length - 1).toBeGreaterThanOrEqual(document.recording.requests);
  const summary = await exported(page, /Summary/);
  expect(summary.text).toContain('mesh');
  const trace = await exported(page, /Trace/);
  expect(JSON.parse(trace.text).traceEvents.length).toBeGreaterThan(20);
  const report = await exported(page, /Report/);
  expect(report.text).toMatch(/^<!doctype html>/i);

  await drop(page, [{ name: run.name, text: run.text }]);
  const runs = runsOf(page);
  await expect(runs.getByRole('region', { name: 'Figures of the run' })).toContainText('FaceMesh');
  const again = page.waitForEvent('download');
  await runs.getByRole('button', { name: 'Run file', exact: true }).click();
  expect(await readFile(await (await again).path(), 'utf8')).toBe(run.text);

  await runs.getByRole('button', { name: 'Show in the timeline' }).click();
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await expect(timeline).toContainText(/recording of/);
  await page.getByRole('group', { name: 'Requests in service by executor' }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: /^Life of request/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await timeline.getByRole('button', { name: 'Back to live' }).click();
  await expect(timeline).not.toContainText(/recording of/);

  await drop(page, [{ name: 'other.json', text: '{"traceEvents":[]}' }]);
  await expect(playground.notice(/“other\.json” could not be opened/)).toBeVisible();
  expect(playground.errors).toEqual([]);
});

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('runs are kept, found, named, pinned, deleted, brought back and compared', async ({ page }) => {
      const playground = await running(page);
      await playground.completed(30);
      await page.getByRole('button', { name: 'Export', exact: true }).click();
      await expect(menuOf(page).getByRole('button', { name: /Run file/ })).toBeFocused();
      expect.soft(await violations(page), 'the menu of exports').toEqual([]);
      await page.keyboard.press('Escape');
      await keepRun(page);
      await keepRun(page);
      await playground.stopButton.click();
      await page.reload();
      await page.waitForFunction(() => globalThis.playground !== undefined);
      await page.evaluate(() => globalThis.playground.opened());
      await expect(playground.cards).toHaveCount(2); // keys act once there is something to act on
      await page.locator('body').press('h');
      const entries = listOf(page).getByRole('listitem');
      await expect(entries).toHaveCount(2);
      const name = entries.first().getByRole('textbox', { name: /^Name of/ });
      await name.fill('First one');
      await name.press('Enter');
      await entries
        .first()
        .getByRole('textbox', { name: /^Note on/ })
        .fill('on battery');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Pin First one' }).click();
      await expect(entries.first()).toContainText('pinned');
      expect.soft(await violations(page), 'the list of runs').toEqual([]);
      await page.getByRole('searchbox').fill('battery');
      await expect(entries).toHaveCount(1);
      await page.getByRole('searchbox').fill('');
      await page.getByRole('button', { name: 'Delete First one' }).click();
      await expect(entries).toHaveCount(1);
      await page.getByRole('button', { name: 'Undo', exact: true }).click();
      await expect(entries).toHaveCount(2);
      for (const box of await listOf(page).getByRole('checkbox').all()) await box.check();
      await page.getByRole('button', { name: /^Compare \(2\)/ }).click();
      const figures = page.getByRole('region', { name: 'Figures side by side' });
      await expect(figures).toContainText(/\d\.\d\d×, 95\s% \d\.\d\d–\d\.\d\d, n = \d/);
      expect.soft(await violations(page), 'runs side by side').toEqual([]);
      await page.keyboard.press('Escape');
      await expect(runsOf(page)).toHaveCount(0);
      expect(playground.errors).toEqual([]);
    });
  });
}

/** Answers PING as Perfetto does, and keeps what it is given. */
const PERFETTO = `<!doctype html><title>fake</title><script>
  addEventListener('message', ({ data, source, origin }) => {
    if (data === 'PING') source.postMessage('PONG', origin);
    else if (data.perfetto) globalThis.got = { ...data.perfetto, text: new TextDecoder().decode(data.perfetto.buffer) };
  });
</script>`;

test('a trace goes to Perfetto as it is, after a press on a page that says so', async ({ page, context }) => {
  let asked = 0;
  await context.route('https://ui.perfetto.dev/**', (route) => {
    asked += 1;
    return route.fulfill({ contentType: 'text/html', body: PERFETTO });
  });
  const playground = await running(page);
  await playground.completed(10);
  await playground.stopButton.click();
  await expect(playground.runButton).toBeVisible();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const opening = context.waitForEvent('page');
  await menuOf(page)
    .getByRole('button', { name: /Open in Perfetto/ })
    .click();
  const between = await opening;
  const go = between.getByRole('button', { name: 'Open in Perfetto' });
  await expect(go).toBeEnabled();
  expect(asked).toBe(0);
  expect(await between.evaluate(() => crossOriginIsolated)).toBe(false);
  expect.soft(await violations(between), 'the page before Perfetto').toEqual([]);
  const saving = between.waitForEvent('download');
  await between.getByRole('link', { name: 'Save the trace instead' }).click();
  const trace = await readFile(await (await saving).path(), 'utf8');
  expect(JSON.parse(trace).traceEvents.length).toBeGreaterThan(10);
  const perfettoOpening = context.waitForEvent('page');
  await go.click();
  const perfetto = await perfettoOpening;
  await expect(between.getByRole('status')).toContainText('Perfetto has the trace');
  const got = await perfetto.evaluate(() => (globalThis as unknown as { got: { text: string } }).got.text); // PERFETTO
  expect(got).toBe(trace);
});

test('only the page before Perfetto is not isolated, and its policy is stricter than that of the others', async ({
  request,
}) => {
  const headers = (await request.get('handoff.html')).headers();
  expect(headers['cross-origin-opener-policy']).toBeUndefined();
  expect(headers['cross-origin-embedder-policy']).toBeUndefined();
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
  );
  const script = (await request.get('handoff.js')).headers();
  expect(script['cross-origin-opener-policy']).toBe('same-origin');
});

test('a document of another version is named with what to do, and opens nothing', async ({ page }, info) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  const path = info.outputPath('newer.run.json');
  await writeFile(path, '{"schemaVersion":99,"scenario":{}}');
  await page.getByRole('button', { name: 'Runs', exact: true }).click();
  await expect(runsOf(page)).toContainText('Nothing is kept yet');
  await page.getByLabel('Exported runs and experiments').setInputFiles(path);
  // Where it is seen; what is said of it besides stands in a live region.
  const told = runsOf(page).getByText(/newer\.run\.json.*could not be opened/);
  await expect(told.first()).toBeVisible();
  await expect(told.first()).toContainText(/newer version.*schema 99.*Reload/);
  expect(playground.errors).toEqual([]);
});
