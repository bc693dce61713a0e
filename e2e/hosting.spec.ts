/**
 * `dist/` on static servers that send no header of ours, at the root of an origin and below a path: the service worker
 * isolates the page and binds it and every worker to the policy.
 */
import { fileURLToPath } from 'node:url';
import { expect, type Page, type Response, test } from '@playwright/test';
import { APP_BELOW, ensureBuilt } from '../scripts/server/built.mjs';
import { answerHeaders } from '../src/hosting/answer-headers.ts';
import { openHosted, reopen } from './fixtures/hosted-page.ts';
import { type StaticHost, serveStatic } from './fixtures/static-hosts.ts';
import { scenarioOf } from './playground-page.ts';
import { fetchElsewhere } from './worker-acts.ts';

test.use({ serviceWorkers: 'allow' });

const DIST = fileURLToPath(new URL('../dist', import.meta.url));
/** The folder that holds the folder of the build which was made for its path. */
const SITE = fileURLToPath(new URL(`../${APP_BELOW.folder}/..`, import.meta.url));

const PLACES = [
  { name: 'sirv', folder: DIST, path: {}, what: 'sirv at the root' },
  { name: 'sirv', folder: DIST, path: { below: '/courses/2%20demo/' }, what: 'sirv below a path' },
  { name: 'serve-handler', folder: DIST, path: {}, what: 'serve-handler at the root' },
  {
    name: 'serve-handler',
    folder: SITE,
    path: { within: APP_BELOW.base },
    what: 'serve-handler with a build made for its path',
  },
] as const;

const threaded = scenarioOf(
  [
    ['a', 'facemesh', 'x'],
    ['b', 'blazeface', 'x'],
  ],
  { threads: 2 },
);

test.beforeAll(async () => {
  test.setTimeout(300_000);
  await ensureBuilt(APP_BELOW);
});

for (const { name, folder, path, what } of PLACES) {
  test(`${what}: isolated by the service worker, threads run, the policy binds every worker`, async ({
    page,
  }) => {
    const host = await serveStatic(name, folder, path);
    try {
      expect((await page.request.get(host.address)).headers()['content-security-policy']).toBeUndefined();
      const playground = await openHosted(page, host.address);
      const answers = await collected(page, host, async () => {
        await reopen(playground);
        await playground.load(threaded);
        await playground.run();
      });
      for (const [url, headers] of answers)
        expect(headers, url).toMatchObject(lowerCase(answerHeaders(new URL(url))));
      const workers = [...answers.keys()].filter((url) => /\.worker-/.test(url));
      expect(workers.length).toBeGreaterThanOrEqual(2);
      const file = await page.evaluate(() => globalThis.playground.endWindow());
      expect(file.executors.map(({ threads }) => threads)).toEqual([2]);
      await expectBound(page);
      expect(playground.errors.filter((text) => !text.includes('violates'))).toEqual([]);
      const { pathname } = new URL(host.address);
      // serve-handler sends `index.html` of a folder to the folder's name without its last slash.
      expect(host.asked.filter((asked) => !`${asked}/`.startsWith(pathname))).toEqual([]);
    } finally {
      await host.close();
    }
  });
}

test('below a path links, presets, frames and the page for Perfetto work as anywhere', async ({
  page,
  context,
}) => {
  const host = await serveStatic('serve-handler', SITE, { within: APP_BELOW.base });
  try {
    const playground = await openHosted(page, `${host.address}#preset=one-alone`);
    await expect(playground.cards).toHaveCount(1);
    await playground.load(threaded);
    await expect.poll(() => page.url()).toContain(`${host.address}#z=`);
    const linked = await openHosted(await context.newPage(), page.url());
    await expect(linked.cards).toHaveCount(2);
    const asked = await openHosted(
      await context.newPage(),
      `${host.address}?modelUrl=${encodeURIComponent('https://models.example/model.json')}`,
    );
    await expect(asked.page.getByLabel(/address/i).first()).toHaveValue('https://models.example/model.json');

    const frame = await (await context.newPage()).goto(
      `${host.address}?embed=1&parent=https://slides.example`,
    );
    const headers = (await frame?.allHeaders()) ?? {};
    expect(headers['content-security-policy']).toContain('frame-ancestors https://slides.example');
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');

    const handoff = await context.newPage();
    const answer = await handoff.goto(`${host.address}handoff.html`);
    expect((await answer?.allHeaders())?.['cross-origin-opener-policy']).toBeUndefined();
    await expect(handoff.getByText('There is no trace here.')).toBeVisible();
    expect(await handoff.evaluate(() => crossOriginIsolated)).toBe(false);
  } finally {
    await host.close();
  }
});

test('what is not the app’s own is left alone: other folders of the origin, and files that are not there', async ({
  page,
}) => {
  const host = await serveStatic('serve-handler', DIST);
  try {
    await openHosted(page, host.address);
    const other = await page.goto(`${host.address}another-project/`);
    expect(other?.status()).toBe(404);
    expect(other?.fromServiceWorker()).toBe(false);
    await page.goto(host.address);
    const missing = await page.evaluate(async () => {
      const answer = await fetch('models/blazeface/nothing.bin');
      return { status: answer.status, policy: answer.headers.get('content-security-policy') };
    });
    expect(missing.status).toBe(404);
    expect(missing.policy).toContain("default-src 'none'");
  } finally {
    await host.close();
  }
});

/** The headers of every answer of the host while something is done, by address. */
async function collected(page: Page, { address }: StaticHost, act: () => Promise<void>) {
  const answers = new Map<string, Record<string, string>>();
  const waits: Promise<unknown>[] = [];
  const note = (response: Response) => {
    const url = response.url();
    // Blobs are no answers of a host; the worker's own script is none of its answers.
    if (!url.startsWith(address) || url.endsWith('/service-worker.js')) return;
    // Requests of the worker itself, and the page's question whether the host is there, reach the host.
    if (response.request().serviceWorker() !== null || response.request().method() !== 'GET') return;
    waits.push(response.allHeaders().then((headers) => answers.set(url, headers)));
  };
  page.context().on('response', note);
  await act();
  page.context().off('response', note);
  await Promise.all(waits);
  return answers;
}

async function expectBound(page: Page): Promise<void> {
  const workers = page.workers().filter((one) => /\.worker-/.test(one.url()));
  expect(workers.map((one) => one.url()).join()).toContain('executor.worker');
  for (const worker of workers) {
    expect(await fetchElsewhere(worker), worker.url()).toBe('connect-src');
  }
}

const lowerCase = (headers: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
