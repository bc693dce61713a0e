/**
 * With the host gone for good: what was used runs on a host that never sent a header of ours, what was not used says why, and a
 * frame and the page for Perfetto open too. (`install.spec.ts` has what the page says and offers.)
 */
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { keptFiles, openHosted, reopen } from './fixtures/hosted-page.ts';
import { serveStatic } from './fixtures/static-hosts.ts';
import { scenarioOf } from './playground-page.ts';

test.use({ serviceWorkers: 'allow' });

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
const used = scenarioOf([
  ['a', 'facemesh', 'x'],
  ['b', 'blazeface', 'y'],
]);
const withNew = scenarioOf([
  ['a', 'facemesh', 'x'],
  ['c', 'emotion', 'z'],
]);

test('without the host the models that were used run, isolated and bound as before; one that was not says why', async ({
  page,
  context,
}) => {
  const host = await serveStatic('sirv', DIST, { below: '/kept/' });
  const playground = await openHosted(page, host.address);
  await playground.load(used);
  await playground.run();
  for (const model of ['facemesh', 'blazeface'])
    await expect.poll(() => keptFiles(page, 'models')).toContain(`models/${model}/model.json`);
  await host.close();
  const before = host.asked.length;

  const answer = await page.reload();
  expect(answer?.fromServiceWorker()).toBe(true);
  expect(answer?.headers()['content-security-policy']).toContain("default-src 'none'");
  await reopen(playground);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await playground.load(used);
  await playground.run();
  await playground.load(withNew);
  await expect(playground.card('Emotion')).toContainText('this browser does not have it from an earlier use');
  await playground.completed(3);

  const frame = await context.newPage();
  await frame.goto(`${host.address}?embed=1`);
  await expect(frame.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  const handoff = await context.newPage();
  await handoff.goto(`${host.address}handoff.html`);
  await expect(handoff.getByText('There is no trace here.')).toBeVisible();
  expect(await handoff.evaluate(() => crossOriginIsolated)).toBe(false);
  expect(host.asked.length, 'the host is gone').toBe(before);
});
