/** A scenario leaves the tab as a link, as a code for the room, and as a frame in somebody's slides. */

import { deflateSync } from 'node:zlib';
import { expect, type Locator, type Page, test } from '@playwright/test';
import { PNG } from 'pngjs';
import decodeQR from 'qr/decode.js';
import { violations } from './axe.ts';
import { pasted } from './fixtures/clipboard.ts';
import { EXAMPLE, hostPage, ISOLATED } from './fixtures/host-page.ts';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const small = scenarioOf([['a', 'emotion', 'x']]);
const json = Buffer.from(JSON.stringify(small));
const plain = `#s=${json.toString('base64url')}`;
const packed = `#z=${deflateSync(json).toString('base64url')}`;

async function shareDialog(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Share', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await expect(dialog).toBeVisible();
  return dialog;
}

/** What a camera would read off the screen. */
async function decoded(code: Locator): Promise<string> {
  const { data, width, height } = PNG.sync.read(await code.screenshot());
  return decodeQR({ data: new Uint8Array(data), width, height }, { timeLimit: 5000 });
}

test('every preset, changed in one field, comes back from its compressed link', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  const ids = (await page.evaluate(() => globalThis.playground.presets())).map(({ id }) => id);
  for (const id of ids) {
    const document = await (await page.request.get(`presets/${id}.json`)).json();
    const changed = { ...document, seed: 4242 };
    await playground.load(changed);
    await expect.poll(() => page.url(), id).toContain('#z=');
    const before = (await playground.snapshot()).scenario;
    const { hash } = new URL(page.url());
    expect(hash.length, id).toBeLessThan(Buffer.from(JSON.stringify(before)).toString('base64url').length);
    await playground.load(small);
    await expect.poll(() => page.url(), id).not.toContain(hash);
    await page.evaluate((given) => {
      location.hash = given;
    }, hash);
    await expect.poll(async () => (await playground.snapshot()).scenario, id).toEqual(before);
  }
});

test('a link from before, which was not compressed, still opens', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open(plain);
  await expect(playground.cards).toHaveCount(1);
  await expect.poll(() => page.url()).toContain('#z=');
});

test('a compressed link that was cut, edited, or swells hugely is named, and the default opens', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  const at = Math.floor(packed.length / 2);
  const edited = packed.slice(0, at) + (packed[at] === 'A' ? 'B' : 'A') + packed.slice(at + 1);
  const bomb = `#z=${deflateSync(Buffer.alloc(40_000_000)).toString('base64url')}`;
  for (const [hash, words] of [
    [packed.slice(0, at), /cut off: it ends in the middle of the scenario/],
    [edited, /changed on the way|is not valid|cut off/],
    [bomb, /swells to more than 1 MiB/],
  ] as const) {
    await page.evaluate((given) => {
      location.hash = given;
    }, hash);
    await expect(playground.notice(words)).toBeVisible();
    await expect.poll(() => page.url()).toMatch(/#preset=four-at-once$/);
  }
});

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('the code on the screen reads as the link, small and large, by keyboard too', async ({
      page,
      context,
    }) => {
      await context.grantPermissions(['clipboard-write']);
      const playground = new PlaygroundPage(page);
      await playground.open(packed);
      await page.keyboard.press('s');
      const dialog = page.getByRole('dialog', { name: 'Share' });
      const url = await dialog.getByLabel('Link', { exact: true }).inputValue();
      expect(url).toBe(page.url());
      expect(await decoded(dialog.getByRole('img', { name: 'QR code of the link' }))).toBe(url);
      expect.soft(await violations(page), 'the dialog').toEqual([]);
      await dialog.getByRole('button', { name: 'Copy link' }).click();
      await expect(dialog.getByRole('button', { name: 'Copied' })).toBeVisible();
      expect(await pasted(context)).toBe(url);
      await page.bringToFront();
      await dialog.getByRole('button', { name: /^Large/ }).focus();
      await page.keyboard.press('Enter');
      const large = page.getByRole('dialog', { name: 'QR code of the link, large' });
      expect(await decoded(large.getByRole('img'))).toBe(url);
      expect.soft(await violations(page), 'the large code').toEqual([]);
      await large.getByRole('button', { name: 'Close' }).press('Enter');
      await expect(large).toBeHidden();
      await expect(dialog).toBeVisible();
    });
  });
}

test('a link too long for a code says how long it is and what to do', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  const offsetsMs = Array.from(
    { length: 2000 },
    (_, index) => index * 10 + Math.round(9 * Math.abs(Math.sin(index))),
  );
  const workload = { kind: 'replayed', offsetsMs } as unknown as (typeof small.tenants)[0]['workload']; // a workload of the schema
  await playground.load({ ...small, tenants: small.tenants.map((tenant) => ({ ...tenant, workload })) });
  const dialog = await shareDialog(page);
  await expect(dialog.getByText(/characters, and a QR code holds at most 2,953/)).toBeVisible();
});

/** The example page on another site, with the app in its frame, and the app's own words. */
async function slides(page: Page, app: string, headers: Readonly<Record<string, string>> = {}) {
  const host = await hostPage(EXAMPLE, headers);
  const asked = new URLSearchParams({ playground: new URL('./', app).href, hash: packed });
  await page.goto(`${host.origin}/?${asked}`);
  return {
    host,
    frame: page.locator('iframe').first().contentFrame(),
    told: page.getByRole('status').first(),
  };
}

test('a page of another site runs, stops, sets a scenario and reads snapshots, and is told that it is not isolated', async ({
  page,
  baseURL,
}) => {
  const { host, frame, told } = await slides(page, baseURL ?? '');
  await expect(told).toContainText('Ready. Not isolated');
  await expect(frame.getByText(/Not isolated: .* clock, one thread/)).toBeVisible();
  await page.getByRole('button', { name: 'Read the figures' }).click();
  await expect(told).toContainText('Done: subscribe');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(told).toContainText('Done: run');
  await expect(page.locator('#figures')).toContainText(/emotion: ([3-9]|\d\d+) completions/);
  await page.getByRole('button', { name: 'Stop', exact: true }).click();
  await expect(frame.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'One alone instead' }).click();
  await expect(frame.getByText('alone', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Read no more' }).click();
  await expect(told).toContainText('Done: unsubscribe');
  await expect(frame.getByRole('link', { name: 'Open the playground' })).toHaveAttribute('href', /#z=/);
  host.close();
});

test('in a page that is isolated and passes it on, the frame is isolated', async ({ page, baseURL }) => {
  const { host, frame, told } = await slides(page, baseURL ?? '', ISOLATED);
  await expect(told).toContainText('Ready. Isolated');
  await expect(frame.getByText(/Not isolated/)).toBeHidden();
  host.close();
});

test('a window that is not the page around, or has another origin, is ignored, counted and named once', async ({
  page,
  baseURL,
}) => {
  const { host, frame, told } = await slides(page, baseURL ?? '');
  await expect(told).toContainText('Ready');
  const stranger = await hostPage(`<!doctype html><title>Stranger</title><script>
    for (let id = 1; id <= 3; id++) parent.frames[0].postMessage({ playground: 1, id, type: 'run' }, '*');
  </script>`);
  await page.evaluate((src) => {
    const other = document.createElement('iframe');
    other.src = src;
    document.body.append(other);
  }, stranger.origin);
  await expect(frame.getByText('3 messages refused')).toBeVisible();
  await expect(frame.getByRole('status').filter({ hasText: stranger.origin })).toHaveCount(1);
  await expect(frame.getByRole('button', { name: 'Run', exact: true })).toBeVisible();
  host.close();
  stranger.close();
});

test('a site that the frame’s address does not name cannot frame the page, nor can one frame it without embed=1', async ({
  page,
  baseURL,
}) => {
  const app = new URL('./', baseURL).href;
  for (const address of [app, `${app}?embed=1`, `${app}?embed=1&parent=https://slides.example`]) {
    const host = await hostPage(`<!doctype html><title>Host</title><iframe src="${address}"></iframe>`);
    await page.goto(host.origin);
    const inside = page.frames()[1];
    await expect.poll(() => inside?.url() ?? '').toMatch(/^(chrome-error:|about:blank)/);
    host.close();
  }
});

/** The page itself in its compact layout: what a frame shows can be tested as a page. */
for (const colorScheme of ['dark', 'light'] as const) {
  test(`the frame’s layout is clean under axe-core in the ${colorScheme} theme, and the space bar runs it`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 960, height: 600 });
    const playground = new PlaygroundPage(page);
    await page.goto(`./?embed=1&show=stage,placement,throughput,latency${packed}`);
    await page.waitForFunction(() => globalThis.playground !== undefined);
    await expect(playground.runButton).toBeVisible();
    await page.keyboard.press('Space');
    await playground.completed(2);
    expect(await violations(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
  });
}
