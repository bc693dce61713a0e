/** A scenario is one document: the same in the address, in a preset and in the page. */
import { expect, test } from '@playwright/test';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const encoded = (document: unknown) => `#s=${Buffer.from(JSON.stringify(document)).toString('base64url')}`;

test('opening a link restores everything', async ({ page, context }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(
    scenarioOf([
      [
        'one',
        'facemesh',
        'x',
        {
          workload: { kind: 'periodic', ratePerSecond: 12, jitterFraction: 0, queueBound: 3 },
          deadline: { kind: 'next-frame' },
        },
      ],
      ['two', 'emotion', 'x', { input: 'random', paused: true }],
    ]),
  );
  await expect.poll(() => page.url()).toContain('#z=');
  const other = new PlaygroundPage(await context.newPage());
  await other.page.goto(page.url());
  await expect(other.cards).toHaveCount(2);
  const before = (await playground.snapshot()).scenario;
  await expect.poll(async () => (await other.snapshot()).scenario).toEqual(before);
});

test('a preset is chosen by its card and stands in the address by name', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await page.getByRole('button', { name: /^Scenario/ }).click();
  await page.getByRole('button', { name: /One alone/ }).click();
  await expect(playground.cards).toHaveCount(1);
  await expect.poll(() => page.url()).toMatch(/#preset=one-alone$/);
});

const good = scenarioOf([['a', 'facemesh', 'x']]);
const [tenant] = good.tenants;

for (const [what, hash, words] of [
  ['an unknown preset', '#preset=nothing', /no preset is called "nothing"/],
  ['text that is no document', '#s=%%%', /not base64url/],
  ['no tenants', encoded({ ...good, tenants: [] }), /tenants: /],
  [
    'a hundred tenants',
    encoded({ ...good, tenants: Array.from({ length: 100 }, (_, i) => ({ ...tenant, id: `t${i}` })) }),
    /100 tenants; one tab holds at most 24/,
  ],
  [
    'thirty executors',
    encoded({
      ...good,
      executors: Array.from({ length: 30 }, (_, i) => ({ ...good.executors[0], id: `x${i}` })),
    }),
    /30 executors; one tab holds at most 16/,
  ],
  ['a newer version of its document', encoded({ ...good, schemaVersion: 3 }), /newer version/],
  ['its end missing', encoded(good).slice(0, -40), /cut off/],
  ['a million letters', `#s=${'A'.repeat(1_000_000)}`, /characters long/],
  [
    'an unknown model',
    encoded({ ...good, tenants: [{ ...tenant, modelId: 'gpt' }] }),
    /tenants\[0\]\.modelId: no model is called "gpt"/,
  ],
  [
    'an unknown executor',
    encoded({ ...good, tenants: [{ ...tenant, executorId: 'z' }] }),
    /tenants\[0\]\.executorId: no executor is called "z"/,
  ],
  ['an unknown field', encoded({ ...good, colour: 'red' }), /colour/],
  [
    'a rate of 10⁹',
    encoded({ ...good, tenants: [{ ...tenant, workload: { kind: 'periodic', ratePerSecond: 1e9 } }] }),
    /ratePerSecond/,
  ],
] as const) {
  test(`a link with ${what} says where and why, and opens the default`, async ({ page }) => {
    const playground = new PlaygroundPage(page);
    await playground.open(hash);
    await expect(playground.notice(words)).toBeVisible();
    await expect(playground.cards).toHaveCount(4);
    await expect.poll(() => page.url()).toMatch(/#preset=four-at-once$/);
  });
}
