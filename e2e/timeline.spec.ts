/** The timeline to the full: a request's whole life by keyboard, its segments, and the way along its pipeline. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { violations } from './axe.ts';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

/** A life of more is not looked for: every kind of request comes up long before. */
const MOST_STEPS = 60;

const fieldOf = (page: Page) => page.getByRole('group', { name: 'Requests in service by executor' });
const lifeOf = (page: Page) => page.getByRole('dialog', { name: /^Life of request/ });

/** Goes from the newest request back along its lane until its life says what is asked for. */
async function lifeThat(page: Page, shows: (life: Locator) => Locator): Promise<Locator> {
  const life = lifeOf(page);
  await fieldOf(page).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(life).toBeVisible();
  for (let step = 0; step < MOST_STEPS && (await shows(life).count()) === 0; step += 1)
    await page.keyboard.press('ArrowLeft');
  await expect(shows(life).first()).toBeVisible();
  return life;
}

/** FaceMesh at 30 a second beside MoveNet's closed loop, on one executor. */
const NOISY = '#preset=noisy-neighbour';

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('paused and zoomed by keyboard, a request tells its whole life and gives the keys back', async ({
      page,
    }) => {
      const playground = new PlaygroundPage(page);
      await playground.open(NOISY);
      await playground.run(10);
      const timeline = page.getByRole('region', { name: 'Timeline' });
      // There is something to pause once records have come.
      await expect(timeline.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
      await fieldOf(page).focus();
      await page.keyboard.press('p');
      await expect(timeline).toContainText('paused, 2 s shown');
      await page.keyboard.press('+');
      await expect(timeline).toContainText('paused, 1 s shown');
      const life = await lifeThat(page, (one) => one.getByText('complete', { exact: true }));
      for (const word of ['queueing', 'compute', 'arrived', 'issued', 'started'])
        await expect(life.getByText(word, { exact: true })).toBeVisible();
      await expect(life).toContainText(/\+\d+(\.\d+)?\sms/);
      expect.soft(await violations(page), 'a request’s life').toEqual([]);
      await page.keyboard.press('Escape');
      await expect(life).toHaveCount(0);
      await expect(fieldOf(page)).toBeFocused();
      await page.keyboard.press('p');
      await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
      expect(playground.errors).toEqual([]);
    });
  });
}

test('under segments a preempted request tells each of them and what lay between', async ({ page }) => {
  const periodic = (ratePerSecond: number) => ({
    workload: { kind: 'periodic', ratePerSecond, jitterFraction: 1, queueBound: 4 },
    paused: true,
  });
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(
    scenarioOf(
      [
        ['face', 'facemesh', 'x', { ...periodic(8), deadline: { kind: 'fixed', ms: 60 } }],
        ['pose', 'movenet-lightning', 'x', periodic(6)],
      ],
      { policy: 'edf', grain: 'segment', segmentMs: 2 },
    ),
  );
  await playground.runButton.click();
  // Models are cut while nobody waits for them: both are before either is asked for anything.
  await page.waitForFunction(() =>
    globalThis.playground.snapshot()?.tenants.every((tenant) => tenant.plan !== null),
  );
  for (const name of ['FaceMesh', 'MoveNet Lightning'])
    await page.getByRole('button', { name: `Resume ${name}`, exact: true }).click();
  await page.waitForFunction(() =>
    globalThis.playground
      .records()
      .slice(-30)
      .some(({ preemptedMs, segmentsAt }) => preemptedMs > 1 && segmentsAt !== null),
  );
  for (const { segments, segmentsAt, startedAt, completedAt } of await playground.records()) {
    if (segmentsAt === null) continue;
    expect(segmentsAt).toHaveLength(2 * segments);
    expect([startedAt, ...segmentsAt, completedAt].toSorted((a, b) => a - b)).toEqual([
      startedAt,
      ...segmentsAt,
      completedAt,
    ]);
  }
  const life = await lifeThat(page, (one) => one.getByText(/then .* preempted/));
  await expect(life.getByText(/^\d+ segments$/)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Table of timeline', exact: true }).click();
  await expect(page.getByRole('columnheader', { name: 'segments', exact: true })).toBeVisible();
});

test('a change of policy is told where the timeline tells what happened', async ({ page }) => {
  const playground = await PlaygroundPage.running(
    page,
    scenarioOf([
      ['a', 'facemesh', 'x'],
      ['b', 'emotion', 'x'],
    ]),
  );
  await page.evaluate(() => globalThis.playground.updateExecutor('x', { policy: 'round-robin' }));
  await page.getByRole('button', { name: 'Table of timeline', exact: true }).click();
  const changes = page.getByRole('table', { name: 'What was changed while it ran' });
  await expect(changes.getByRole('cell', { name: 'x: FIFO → Round robin', exact: true })).toBeVisible();
  expect(playground.errors).toEqual([]);
});

test('along a pipeline one life leads to the next and back', async ({ page }) => {
  const playground = await PlaygroundPage.running(
    page,
    scenarioOf([
      [
        'face',
        'blazeface',
        'x',
        { workload: { kind: 'periodic', ratePerSecond: 4, jitterFraction: 0, queueBound: 4 } },
      ],
      [
        'mesh',
        'facemesh',
        'y',
        {
          workload: { kind: 'triggered', queueBound: 4 },
          dependsOn: { tenantId: 'face', probability: 1, fanOut: 1 },
        },
      ],
    ]),
  );
  const life = await lifeThat(page, (one) => one.getByText(/^(from|then)$/));
  if ((await life.getByText('from', { exact: true }).count()) === 0)
    await life.getByRole('button', { name: /^\S* ?FaceMesh \d+$/ }).click();
  await expect(life.getByText('end to end')).toBeVisible();
  await expect(life.getByText('age of its picture')).toBeVisible();
  const child = /\d+$/.exec((await life.getAttribute('aria-label')) ?? '')?.[0];
  await life.getByRole('button', { name: /BlazeFace \d+$/ }).click();
  await expect(life.getByText('then', { exact: true })).toBeVisible();
  await life.getByRole('button', { name: new RegExp(`FaceMesh ${child}$`) }).click();
  await expect(life).toHaveAttribute('aria-label', `Life of request ${child}`);
  expect(playground.errors).toEqual([]);
});
