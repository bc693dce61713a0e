/** The instrument panel: every chart has its table, its choices and its keys, and eight tenants fit on one page. */
import { expect, type Page, test } from '@playwright/test';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const PANELS = ['throughput', 'latency', 'contention', 'machine', 'timeline'] as const;

const tableButton = (page: Page, panel: string) =>
  page.getByRole('button', { name: `Table of ${panel}`, exact: true });
const panelOf = (page: Page, panel: string) =>
  page.getByRole('region', { name: new RegExp(`^${panel}$`, 'i') });

const TWO = scenarioOf([
  ['a', 'facemesh', 'x'],
  ['b', 'emotion', 'y'],
]);
const EIGHT = scenarioOf(
  (['blazeface', 'facemesh', 'emotion', 'movenet-lightning'] as const).flatMap((model, at) => [
    [model, model, `x${at}`] as const,
    [`${model}-2`, model, `x${at}`] as const,
  ]),
);

/** @param completions of each tenant that the run has when it goes on */
async function runTwo(page: Page, completions = 20): Promise<PlaygroundPage> {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(TWO);
  await playground.run(completions);
  return playground;
}

test('behind every chart stands a table with its numbers, and the chart comes back', async ({ page }) => {
  await runTwo(page);
  for (const name of PANELS) {
    const button = tableButton(page, name);
    await button.click();
    await expect(button).toHaveAttribute('aria-pressed', 'true');
    const table = panelOf(page, name).getByRole('table').first();
    await expect(table.getByRole('row').nth(1).getByRole('cell').first()).not.toBeEmpty();
  }
  await expect(panelOf(page, 'latency').getByRole('rowheader', { name: 'Emotion' }).first()).toBeVisible();
  await tableButton(page, 'latency').click();
  await expect(panelOf(page, 'latency').getByRole('img', { name: /FaceMesh: mean latency/ })).toBeVisible();
});

test('throughput is shown as lines or as a stacked total, and a tenant can be left out', async ({ page }) => {
  await runTwo(page);
  const panel = panelOf(page, 'throughput');
  await panel.getByRole('button', { name: 'Stacked' }).click();
  await expect(panel.getByRole('button', { name: 'Stacked' })).toHaveAttribute('aria-pressed', 'true');
  await expect(panel.getByRole('button', { name: 'Lines' })).toHaveAttribute('aria-pressed', 'false');
  const emotion = panel.getByRole('button', { name: /Emotion/ });
  await emotion.click();
  await expect(emotion).toHaveAttribute('aria-pressed', 'false');
  await expect(panel.getByRole('img', { name: /Completions by executor: x \d+.*y \d+/ })).toBeVisible();
});

test('by keyboard the timeline pauses, tells a request and goes through its past', async ({ page }) => {
  await runTwo(page);
  await page.getByRole('group', { name: 'Requests in service by executor' }).focus();
  await page.keyboard.press('p');
  await expect(page.getByRole('button', { name: 'Follow' })).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  const card = page.getByRole('status').filter({ hasText: 'queueing' });
  await expect(card).toContainText(/latency/);
  await expect(card).toContainText(/decode/);
  const first = await card.textContent();
  await page.keyboard.press('ArrowLeft');
  await expect(card).not.toHaveText(first ?? '');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  const frame = page.getByRole('slider', { name: 'Stretch of time that the timeline shows' });
  await frame.focus();
  await page.keyboard.press('Home');
  await expect(frame).toHaveAttribute('aria-valuenow', '0');
  await page.keyboard.press('End');
  await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
});

test('a press on a bar pauses and tells the life of its request; a drag moves the picture', async ({
  page,
}) => {
  await runTwo(page, 400); // some seconds: the whole field is history
  const field = page.getByRole('group', { name: 'Requests in service by executor' });
  const box = await field.boundingBox();
  if (box === null) throw new Error('the timeline is on the screen');
  const lane = box.y + 30;
  const card = page.getByRole('dialog', { name: /^Life of request/ });
  // A closed loop leaves hardly a gap: one of a few neighbouring points lies on a bar.
  for (let x = box.x + 300; (await card.count()) === 0 && x < box.x + 500; x += 12) {
    await page.mouse.click(x, lane);
  }
  await expect(card).toContainText('compute');
  await expect(page.getByRole('button', { name: 'Follow' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(card).toHaveCount(0);
  const frame = page.getByRole('slider', { name: 'Stretch of time that the timeline shows' });
  const before = await frame.getAttribute('aria-valuetext');
  await page.mouse.move(box.x + 300, lane);
  await page.mouse.down();
  await page.mouse.move(box.x + 700, lane, { steps: 4 });
  await page.mouse.up();
  await expect(frame).not.toHaveAttribute('aria-valuetext', before ?? '');
});

test('the page tells its own cost like a tenant, and what each executor holds', async ({ page }) => {
  await runTwo(page);
  const machine = panelOf(page, 'machine');
  await expect(machine.getByText('This page')).toBeVisible();
  await expect(machine).toContainText(/\d\s%busy|busy\s*\d/);
  await expect(machine.getByRole('row', { name: /^x / })).toContainText(/MB|kB/);
});

test('eight tenants fit on one page at 1440 × 900, every row in sight', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(EIGHT);
  await playground.run(3);
  await expect(panelOf(page, 'latency').getByRole('img', { name: /mean latency/ })).toHaveCount(8);
  const cut = await page.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.documentElement;
    const inner = [
      ...document.querySelectorAll('.latency-scroll, .throughput-legend, .executor-scroll, .timeline-scroll'),
    ];
    return [
      scrollHeight - innerHeight,
      scrollWidth - innerWidth,
      ...inner.map((one) => one.scrollHeight - one.clientHeight),
    ];
  });
  expect(Math.max(...cut)).toBeLessThanOrEqual(1);
});
