/** Experiments as people press them: a plan beforehand, a plot that grows, an answer that is kept, and no dead end. */
import { readFile } from 'node:fs/promises';
import { expect, type Locator, type Page, test } from '@playwright/test';
import type { SeenExperimentFile } from './automation.d.ts';
import { violations } from './axe.ts';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

/** Two light models that race for the machine. */
const pair = scenarioOf([
  ['a', 'emotion', 'x'],
  ['b', 'facemesh', 'y'],
]);

const panelOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Experiments' });

/** The plan for a matrix of the pair, by the button of the contention panel. */
async function matrixPlan(page: Page, { rounds, seconds }: { rounds: number; seconds: number }) {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(pair);
  await page.getByRole('button', { name: 'Measure contention' }).click();
  const panel = panelOf(page);
  await field(panel, 'Rounds', rounds);
  await field(panel, 'Seconds a run', seconds);
  await expect(panel).toContainText(`${3 * rounds + 3} runs`);
  return { playground, panel };
}

async function field(panel: Locator, name: string, value: number): Promise<void> {
  await panel.getByLabel(name, { exact: true }).fill(`${value}`);
  await panel.getByLabel(name, { exact: true }).press('Enter');
}

const start = (panel: Locator) => panel.getByRole('button', { name: 'Start measuring' }).click();

test('Measure contention shows its plan, then a matrix with n and interval, which is kept and exported', async ({
  page,
}) => {
  const { playground, panel } = await matrixPlan(page, { rounds: 2, seconds: 0.4 });
  await expect(panel).toContainText('3 set-ups, 9 runs, about');
  await expect(panel).toContainText('A/B/A');
  await start(panel);
  await expect(page.getByRole('region', { name: 'What goes on' })).toContainText(/Experiment, run \d of 9/);
  await expect(panel).toContainText('The most slowed is', { timeout: 60_000 });
  await expect(panel.getByRole('img', { name: /^Who slows whom/ })).toBeVisible();
  await expect(panel.getByRole('table').first()).toContainText(/\d\.\d\d/);
  await expect(playground.notice(/is kept in this browser/)).toBeVisible();
  await expect(panel.getByRole('button', { name: 'Kept in Runs' })).toBeVisible();
  // The answer outlives the panel.
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await page.getByRole('button', { name: 'Experiments', exact: true }).click();
  await expect(panel).toContainText('The most slowed is');
  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: /^Export: Experiment file/ }).click();
  const file: SeenExperimentFile = JSON.parse(await readFile(await (await download).path(), 'utf8'));
  expect(file.status).toBe('complete');
  expect(file.matrix?.tenants).toEqual(['a', 'b']);
  for (const [row, column] of [
    [0, 1],
    [1, 0],
  ] as const) {
    const cell = file.matrix?.cells[row]?.[column];
    expect(cell?.n).toBeGreaterThan(0);
    expect(cell?.low).toBeLessThanOrEqual(cell?.high ?? 0);
    expect(file.matrix?.cells[row]?.[row]).toBeNull();
  }
  // What was measured left the scenario as it was.
  expect((await playground.snapshot()).scenario.tenants.every(({ paused }) => paused !== true)).toBe(true);
  expect(playground.errors).toEqual([]);
});

test('cancel keeps what was measured, and Resume measures the rest', async ({ page }) => {
  const { panel } = await matrixPlan(page, { rounds: 2, seconds: 0.5 });
  await start(panel);
  await expect(panel).toContainText('Run 4 of 9', { timeout: 60_000 });
  await panel.getByRole('button', { name: /^Cancel/ }).click();
  await expect(panel).toContainText('partial', { timeout: 30_000 });
  await expect(panel).toContainText(/[3-5] of 9 runs were measured/);
  await panel.getByRole('button', { name: 'Resume' }).click();
  await expect(panel).toContainText('The most slowed is', { timeout: 60_000 });
  await expect(panel.getByText('partial')).toBeHidden();
  await expect(panel.getByRole('button', { name: 'Resume' })).toBeHidden();
});

test('scaling says where throughput stops growing, or why that is not to be seen', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(scenarioOf([['a', 'emotion', 'x']]));
  await page.keyboard.press('e');
  const panel = panelOf(page);
  await expect(panel).toContainText('It takes two models');
  await panel.getByRole('button', { name: 'How many can this laptop take?' }).click();
  await field(panel, 'Copies at most', 3);
  await field(panel, 'Rounds', 1);
  await field(panel, 'Seconds a run', 0.3);
  await start(panel);
  await expect(panel).toContainText(/Throughput stops growing at|No knee/, { timeout: 60_000 });
  await expect(panel.getByRole('img').first()).toBeVisible();
});

test('a sweep of a field that does not exist is refused at its row', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(pair);
  await page.keyboard.press('e');
  const panel = panelOf(page);
  await panel.getByRole('button', { name: 'Your own sweep' }).click();
  await panel.getByRole('button', { name: 'Vary a field' }).click();
  await expect(panel).toContainText('set-ups');
  await panel.getByLabel('Field 1', { exact: true }).fill('executors[9].policy');
  await panel.getByLabel('Field 1', { exact: true }).press('Enter');
  await expect(panel.getByRole('alert')).toContainText('executors[9]');
  await expect(panel.getByRole('button', { name: 'Start measuring' })).toBeHidden();
});

test('every view is clean under axe-core in both themes, and the keyboard alone opens it', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(pair);
  const panel = panelOf(page);
  const clean = async (view: string) => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect.soft(await violations(page), `${view}, ${colorScheme}`).toEqual([]);
    }
  };
  await page.keyboard.press('e');
  await expect(panel.getByRole('button', { name: 'Measure contention' })).toBeFocused();
  await clean('what can be measured');
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await page.keyboard.press('m');
  await field(panel, 'Rounds', 1);
  await field(panel, 'Seconds a run', 0.3);
  await clean('a plan');
  await panel.getByRole('button', { name: 'Start measuring' }).focus();
  await page.keyboard.press('Enter');
  await expect(panel).toContainText('The most slowed is', { timeout: 60_000 });
  await expect(panel.getByRole('img').first()).toBeVisible();
  await clean('an answer');
});

test('nothing is cut off sideways at 390 × 844', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { panel } = await matrixPlan(page, { rounds: 1, seconds: 0.3 });
  await start(panel);
  await expect(panel).toContainText('The most slowed is', { timeout: 60_000 });
  await expect(panel.getByRole('img').first()).toBeVisible();
  const overflow = await panel.evaluate((element) => ({
    page: document.documentElement.scrollWidth - innerWidth,
    panel: element.scrollWidth - element.clientWidth,
    body: [...element.querySelectorAll('.side-panel-body')].map((one) => one.scrollWidth - one.clientWidth),
  }));
  expect(overflow).toEqual({ page: 0, panel: 0, body: [0] });
});
