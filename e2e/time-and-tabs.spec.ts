/**
 * Time that passes unseen (a frozen page, a process that stands still), two tabs on one storage, and what earlier or newer
 * versions left in it, in a real browser.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const PAIR = scenarioOf([
  ['a', 'facemesh', 'x', { workload: { kind: 'periodic', ratePerSecond: 10, queueBound: 4 } }],
  ['b', 'emotion', 'y'],
]);
/** Longer than the gap that counts as a sleep. */
const ASLEEP_MS = 13_000;

const OLD = fileURLToPath(new URL('../src/testing/old-files/', import.meta.url));
const oldText = (name: string): string => {
  const bytes = readFileSync(OLD + name);
  return (name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
};

/** Stops every process that draws or runs a page of this browser, as when the lid is closed; returns what wakes them. */
async function putToSleep(context: BrowserContext): Promise<() => void> {
  const session = await context.browser()?.newBrowserCDPSession();
  const told = await session?.send('SystemInfo.getProcessInfo');
  const ids = (told?.processInfo ?? []).filter(({ type }) => type === 'renderer').map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(0);
  for (const id of ids) process.kill(id, 'SIGSTOP');
  return () => {
    for (const id of ids) process.kill(id, 'SIGCONT');
  };
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const incidentsOf = (page: Page) => page.evaluate(() => globalThis.playground.snapshot()?.incidents ?? []);
const sleepTold = (page: Page) =>
  page.waitForFunction(() =>
    globalThis.playground.snapshot()?.incidents.some(({ cause }) => cause === 'sleep'),
  );

/** What holds after a sleep of the computer, whichever way it came. */
async function expectUnspoilt(playground: PlaygroundPage): Promise<void> {
  const { page } = playground;
  await sleepTold(page);
  await playground.completed(5);
  const file = await page.evaluate(() => globalThis.playground.endWindow());
  for (const tenant of file.tenants) expect(tenant.latencyMs.max).toBeLessThan(ASLEEP_MS / 2);
  expect(file.provenance.hiddenMs).toBeGreaterThan(ASLEEP_MS - 3000);
  expect(file.tenants[0]?.dropped).toBeLessThan(30);
  expect(file.provenance.warnings.join(' ')).toMatch(/the computer slept for \d+ ms of the window/);
  const [incident] = await incidentsOf(page);
  expect(incident?.message).toMatch(/slept, or the tab was frozen, for 1\d s/);
  const { tenants } = await playground.snapshot();
  expect(tenants.map(({ status }) => status.kind)).toEqual(['running', 'running']);
  await expect(playground.notice(/slept/).first()).toBeVisible();
}

test('a computer that sleeps in mid-run spoils no figure, ends nobody, and it is said', async ({
  page,
  context,
}) => {
  const playground = await PlaygroundPage.running(page, PAIR);
  await page.evaluate(() => globalThis.playground.beginWindow());
  await playground.completed(10);
  const wake = await putToSleep(context);
  try {
    await wait(ASLEEP_MS);
  } finally {
    wake();
  }
  await expectUnspoilt(playground);
  expect(playground.errors).toEqual([]);
});

test('a page that the browser freezes and resumes goes on where it was', async ({ page, context }) => {
  const playground = await PlaygroundPage.running(page, PAIR);
  await page.evaluate(() => globalThis.playground.beginWindow());
  await playground.completed(10);
  const session = await context.newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await wait(ASLEEP_MS);
  await session.send('Page.setWebLifecycleState', { state: 'active' });
  const before = (await playground.snapshot()).tenants[1]?.completions ?? 0;
  await page.waitForFunction(
    (least) => (globalThis.playground.snapshot()?.tenants[1]?.completions ?? 0) > least + 5,
    before,
  );
  const file = await page.evaluate(() => globalThis.playground.endWindow());
  const { hiddenMs } = file.provenance;
  for (const tenant of file.tenants) {
    expect(tenant.latencyMs.max).toBeLessThan(ASLEEP_MS / 2);
    // Whether its workers are frozen with it or run on: what was measured fits the time that is told.
    expect(tenant.completions).toBeCloseTo((tenant.throughputPerSecond * file.durationMs) / 1000, 0);
  }
  // The page and its engine read one clock: what is shown as "now" is the engine's.
  const apartMs = await page.evaluate(
    () => performance.timeOrigin + performance.now() - (globalThis.playground.snapshot()?.at ?? 0),
  );
  expect(apartMs).toBeGreaterThan(-1);
  expect(apartMs).toBeLessThan(3000);
  expect(hiddenMs === 0 || hiddenMs > ASLEEP_MS - 3000).toBe(true);
  expect(playground.errors).toEqual([]);
});

const listOf = (page: Page) => page.getByRole('list', { name: 'Kept runs and experiments' });

async function keepRun(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await page
    .getByRole('dialog', { name: 'Export this run' })
    .getByRole('button', { name: /Keep in Runs/ })
    .click();
  await expect(page.getByRole('status').filter({ hasText: 'is kept in this browser' }).first()).toBeVisible();
}

async function openRuns(page: Page): Promise<void> {
  // Keys are the control's own where one has the focus.
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur());
  await page.keyboard.press('h');
  await expect(page.getByRole('dialog', { name: /^Runs/ })).toBeVisible();
}

test('two tabs run an engine each, say so, and keep beside one another', async ({ page, context }) => {
  const one = await PlaygroundPage.running(page, PAIR);
  const secondPage = await context.newPage();
  const other = await PlaygroundPage.running(secondPage, PAIR);
  for (const tab of [page, secondPage]) {
    const said = tab.getByText(/another tab/i).first();
    await expect(said).toBeAttached();
  }
  await page.bringToFront();
  await one.completed(5);
  await keepRun(page);
  await secondPage.bringToFront();
  await other.completed(5);
  await keepRun(secondPage);
  for (const tab of [secondPage, page]) {
    await tab.bringToFront();
    await openRuns(tab);
    await expect(listOf(tab).getByRole('listitem')).toHaveCount(2);
  }
  expect([...one.errors, ...other.errors]).toEqual([]);
});

test('a tab of an older version lets a newer one lay out its storage, and says that it is the older', async ({
  page,
  context,
}) => {
  const playground = await PlaygroundPage.running(page, PAIR);
  await keepRun(page);
  const newer = await context.newPage();
  await newer.goto('./scenario.schema.json');
  const outcome = await newer.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const request = indexedDB.open('multi-dnn-playground-history', 2);
        request.onblocked = () => resolve('blocked');
        request.onsuccess = () => {
          request.result.close();
          resolve(`version ${request.result.version}`);
        };
      }),
  );
  expect(outcome).toBe('version 2');
  await newer.close();
  await openRuns(page);
  await expect(page.getByText(/written by a newer version of the playground/).first()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.reload();
  await page.waitForFunction(() => globalThis.playground !== undefined);
  await page.evaluate(() => globalThis.playground.opened());
  await playground.load(PAIR);
  await playground.run(5);
  const left = await page.evaluate(async () => (await indexedDB.databases()).map(({ version }) => version));
  expect(left).toContain(2);
});

test('what an earlier version kept is there: links, files, the history, models and settings', async ({
  page,
}) => {
  await page.goto('./scenario.schema.json');
  await page.evaluate(
    async ({ databases, local }) => {
      const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const revived = (value: unknown): unknown => {
        if (Array.isArray(value)) return value.map(revived);
        if (typeof value !== 'object' || value === null) return value;
        const fields = value as Record<string, unknown>; // an object that is no list
        if ('$date' in fields) return new Date(Number(fields.$date));
        if ('$bytes' in fields) {
          const bytes = bytesOf(String(fields.$bytes));
          if (fields.$as === 'ArrayBuffer') return bytes.buffer;
          return fields.$as === 'Float64Array' ? new Float64Array(bytes.buffer) : bytes;
        }
        return Object.fromEntries(Object.entries(fields).map(([name, one]) => [name, revived(one)]));
      };
      for (const [key, text] of Object.entries(local)) localStorage.setItem(key, text);
      for (const { name, version, stores } of databases) {
        const request = indexedDB.open(name, version);
        request.onupgradeneeded = () => {
          for (const { name: storeName, keyPath, indexes, rows } of stores) {
            const store = request.result.createObjectStore(storeName, { keyPath });
            for (const index of indexes) store.createIndex(index.name, index.keyPath);
            for (const row of rows)
              if (keyPath === null) store.put(revived(row.value), row.key);
              else store.put(revived(row.value));
          }
        };
        await new Promise((resolve) => {
          request.onsuccess = resolve;
        });
        request.result.close();
      }
    },
    {
      databases: JSON.parse(oldText('d247fbb/databases.json.gz')) as readonly {
        name: string;
        version: number;
        stores: readonly {
          name: string;
          keyPath: string | null;
          indexes: readonly { name: string; keyPath: string }[];
          rows: readonly { key: string; value: unknown }[];
        }[];
      }[], // as its README says
      local: JSON.parse(oldText('d247fbb/local-storage.json')) as Record<string, string>, // as its README says
    },
  );
  const playground = new PlaygroundPage(page);
  await playground.open(oldText('b13ee6d/link.txt').trim());
  const { scenario } = await playground.snapshot();
  expect(scenario).toMatchObject(JSON.parse(oldText('b13ee6d/scenario.json')));
  await openRuns(page);
  await expect(listOf(page).getByRole('listitem')).toHaveCount(1);
  await page.keyboard.press('Escape');
  const drawer = await playground.drawer();
  await expect(drawer.getByText('Keeper').first()).toBeVisible();
  await page.keyboard.press('Escape');
  const run = await page.evaluateHandle((text) => {
    const held = new DataTransfer();
    held.items.add(new File([text], 'first.run.json', { type: 'application/json' }));
    return held;
  }, oldText('b13ee6d/run.json.gz'));
  await page.dispatchEvent('body', 'drop', { dataTransfer: run });
  const runs = page.getByRole('dialog', { name: /^Runs/ });
  await expect(runs.getByRole('region', { name: 'Figures of the run' })).toContainText('FaceMesh');
  expect(playground.errors).toEqual([]);
});
