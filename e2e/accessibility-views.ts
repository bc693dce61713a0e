/** Every view and state of the page and how a person gets there, grouped by what must have happened before. They assert nothing. */
import { expect, type Page } from '@playwright/test';
import { graphModel } from './fixtures/tiny-models.ts';
import type { PlaygroundPage } from './playground-page.ts';

interface Visit {
  readonly page: Page;
  readonly playground: PlaygroundPage;
}
export type View = readonly [name: string, show: (visit: Visit) => Promise<unknown>];

/** What lies over the page: dialogs, menus, the panel beside it. */
const over = (page: Page) => page.locator('dialog[open], [popover]:popover-open:not(.hint-tip), .side-panel');

/** Presses a button that opens something, and waits for that: it may be fetched first. */
const press = (name: string | RegExp) => async (visit: Visit) => {
  await visit.page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click();
  await expect(over(visit.page).first()).toBeVisible();
};
const panel = (page: Page, name: string) => page.getByRole('complementary', { name });
const door = (name: string) => async (visit: Visit) => {
  await press('About and licences')(visit);
  await visit.page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  await expect(visit.page.getByRole('dialog', { name })).toBeVisible();
};

async function scheduling({ page }: Visit) {
  await page
    .getByRole('button', { name: /^Scheduling of / })
    .first()
    .click();
  const popover = page.getByRole('dialog', { name: /^Scheduling of / });
  await expect(popover).toBeVisible();
  return popover;
}

/** Before the first run. */
export const IDLE: readonly View[] = [
  ['the dashboard before the first run', async () => {}],
  ['the shortcuts before the bar', async ({ page }) => page.keyboard.press('Tab')],
];

/** While models run. */
export const RUNNING: readonly View[] = [
  ['the dashboard while four models run', async () => {}],
  [
    'the figures read out, in a notice',
    async ({ page }) => {
      await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur()); // an element has the focus
      await page.keyboard.press('r');
      await expect(page.getByRole('status').filter({ hasText: 'inferences per second' })).toBeVisible();
    },
  ],
];

/** Of two models that ran and stopped: figures stand, and nothing takes the machine. */
export const STOPPED: readonly View[] = [
  ['a run that was stopped', async () => {}],
  ['the scenario picker', press(/^Scenario/)],
  ['your machine', press(/^Your machine/)],
  ['about and licences', press('About and licences')],
  ['the keys', press('Keys')],
  ['offline and install', door('Offline and install')],
  ['privacy and storage', door('Privacy and storage')],
  ['add a model', press(/Add\s*a model/)],
  ['a tenant’s settings', press('Settings of FaceMesh')],
  ['an executor’s details', press(/^Details of /)],
  ['an executor’s scheduling', scheduling],
  ['the policies', door('Policies and gates')],
  [
    'a policy of one’s own',
    async (visit) => (await scheduling(visit)).getByRole('button', { name: 'Write a policy' }).click(),
  ],
  ['the menu of exports', press('Export')],
  ['sharing', press('Share')],
  [
    'the large code',
    async (visit) => {
      await press('Share')(visit);
      await visit.page.getByRole('button', { name: 'Large, for a projector' }).click();
    },
  ],
  ['the history, empty', press('Runs')],
  [
    'the history with runs',
    async (visit) => {
      await press('Runs')(visit);
      for (const _ of [1, 2]) await visit.page.getByRole('button', { name: 'Keep this run' }).click();
      await expect(visit.page.getByRole('dialog').getByRole('listitem')).toHaveCount(2);
    },
  ],
  [
    'a run that was opened',
    async (visit) => {
      await press('Runs')(visit);
      await visit.page
        .getByRole('button', { name: /^Open / })
        .nth(1)
        .click();
      await expect(visit.page.getByRole('region', { name: 'Figures of the run' })).toBeVisible();
    },
  ],
  [
    'two runs compared',
    async (visit) => {
      await press('Runs')(visit);
      const list = visit.page.getByRole('list', { name: 'Kept runs and experiments' });
      for (const box of await list.getByRole('checkbox').all()) await box.check();
      await visit.page.getByRole('button', { name: /^Compare \(2\)/ }).click();
      await expect(visit.page.getByRole('dialog').getByRole('table').first()).toBeVisible();
    },
  ],
  ['the mishaps', press('Mishaps')],
  [
    'a prediction, beside what was measured',
    async (visit) => {
      await press('Predict')(visit);
      await expect(panel(visit.page, 'Predict').getByRole('table').first()).toBeVisible();
    },
  ],
  [
    'a prediction, what if',
    async (visit) => {
      await press('Predict')(visit);
      await panel(visit.page, 'Predict').getByRole('button', { name: 'What if' }).click();
      await expect(panel(visit.page, 'Predict').getByRole('table').first()).toBeVisible();
    },
  ],
  ['the choice of experiments', press('Experiments')],
  [
    'a plan',
    async (visit) => {
      await press('Measure contention')(visit);
      await expect(panel(visit.page, 'Experiments')).toContainText(/\d+ runs/);
    },
  ],
  [
    'the tables behind the charts',
    async ({ page }) => {
      for (const button of await page.getByRole('button', { name: /^Table of/ }).all()) await button.click();
    },
  ],
  [
    'a request’s card',
    async ({ page }) => {
      await page.getByRole('button', { name: 'Table of timeline' }).click();
      await page.getByRole('group', { name: 'Requests in service by executor' }).focus();
      await page.keyboard.press('ArrowLeft');
      await expect(page.getByRole('status').filter({ hasText: 'queueing' })).toBeVisible();
    },
  ],
  [
    'what was removed, with its undo',
    async ({ page, playground }) => {
      await (await playground.settings('FaceMesh')).getByRole('button', { name: 'Remove' }).click();
      await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
    },
  ],
  [
    'a model of one’s own',
    async ({ playground }) => {
      await playground.bring(graphModel());
    },
  ],
];

/** Closes whatever is open, as a person does. */
export async function shut(page: Page): Promise<void> {
  const open = over(page);
  for (let presses = 0; presses < 4 && (await open.count()) > 0; presses += 1) {
    await page.keyboard.press('Escape');
    // The focus may be behind a panel: it is closed by its own button then.
    const close = page.locator('.side-panel').getByRole('button', { name: /^Close/ });
    if ((await close.count()) > 0) await close.click();
  }
  await expect(open).toHaveCount(0);
}
