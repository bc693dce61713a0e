/** The page is isolated and bound by a strict policy, workers included; strings become no code, and a run breaks none of it. */
import {
  type APIRequestContext,
  type BrowserContext,
  expect,
  type Page,
  test,
  type Worker,
} from '@playwright/test';
import { graphModel } from './fixtures/tiny-models.ts';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';
import { fetchElsewhere } from './worker-acts.ts';

const WORKERS = ['engine', 'evidence', 'executor', 'intake', 'simulator'] as const;

/** Where each worker's script stands: the page's scripts name four, and the engine's that of executors. */
async function workerScripts(page: Page, request: APIRequestContext): Promise<ReadonlyMap<string, string>> {
  const loaded = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.endsWith('.js')),
  );
  const texts = await Promise.all(loaded.map(async (url) => (await request.get(url)).text()));
  const named = new Set(texts.join('\n').match(/[a-z]+\.worker-[\w-]+\.js/g));
  return new Map([...named].map((name) => [name.split('.')[0] ?? '', `assets/${name}`]));
}

test('the page and every worker script carry the policy and the isolation headers', async ({
  page,
  request,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  const scripts = await workerScripts(page, request);
  expect([...scripts.keys()].sort()).toEqual(WORKERS);
  const expected = {
    page: 'trusted-types default',
    engine: 'trusted-types default',
    evidence: "trusted-types 'none'",
    executor: null, // its threads are started from strings
    intake: "trusted-types 'none'",
    simulator: "trusted-types 'none'",
  };
  for (const [name, trusted] of Object.entries(expected)) {
    const headers = (await request.get(scripts.get(name) ?? './')).headers();
    const policy = headers['content-security-policy'] ?? '';
    const blobs = name === 'executor' ? ' blob:' : '';
    const elsewhere = name === 'intake' ? ' https: http://localhost:* http://127.0.0.1:*' : '';
    expect(policy, name).toContain("default-src 'none'");
    expect(policy, name).toContain(`script-src 'self' 'wasm-unsafe-eval'${blobs};`);
    expect(policy, name).toContain(`worker-src 'self'${blobs};`);
    expect(policy, name).toContain(`connect-src 'self'${elsewhere};`);
    expect(policy.includes("require-trusted-types-for 'script'"), name).toBe(trusted !== null);
    expect(policy, name).toContain(trusted ?? "frame-ancestors 'none'");
    expect(headers['cross-origin-opener-policy'], name).toBe('same-origin');
    expect(headers['cross-origin-embedder-policy'], name).toBe('require-corp');
    expect(headers['x-content-type-options'], name).toBe('nosniff');
    expect(headers['referrer-policy'], name).toBe('no-referrer');
  }
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(playground.errors).toEqual([]);
});

test('the browser lets the page use what it needs, and nothing else that it knows of', async ({ page }) => {
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  await new PlaygroundPage(page).open();
  const allowed = await page.evaluate(() => {
    const { featurePolicy } = document as { featurePolicy?: { allowedFeatures(): string[] } }; // Chromium's
    return featurePolicy?.allowedFeatures().sort();
  });
  expect(allowed).toEqual([
    'autoplay',
    'camera',
    'clipboard-write',
    'cross-origin-isolated',
    'display-capture',
    'fullscreen',
    'local-network',
    'local-network-access',
    'loopback-network',
    'media-playback-while-not-visible',
    'microphone',
  ]);
  expect(said.filter((text) => /permissions.policy|unrecognized feature/i.test(text))).toEqual([]);
});

/** What a script of this page, or of a worker, can do with strings that came from somewhere: each way's outcome. */
function tryStrings(): Promise<readonly string[]> {
  const blob = () => URL.createObjectURL(new Blob(['1'], { type: 'text/javascript' }));
  const ways: Record<string, () => unknown> = {
    'a worker of another site': () => new Worker('https://elsewhere.example/x.js'),
    'a worker from a blob': () => new Worker(blob()),
    'a worker from data': () => new Worker('data:text/javascript,1'),
    // biome-ignore lint/security/noGlobalEval: it must be refused
    'code by eval': () => globalThis.eval('1'),
    'code by Function': () => new Function('return 1')(),
    'code by a timer': () => setTimeout('1' as unknown as () => void, 0),
  };
  if (typeof document !== 'undefined') {
    const script = () => document.createElement('script');
    Object.assign(ways, {
      'HTML in an element': () => {
        document.createElement('p').innerHTML = '<b>x</b>';
      },
      'HTML beside one': () => document.body.insertAdjacentHTML('beforeend', '<b>x</b>'),
      'a document of HTML': () => new DOMParser().parseFromString('<b>x</b>', 'text/html'),
      'a script of another site': () => {
        script().src = 'https://elsewhere.example/x.js';
      },
      'the text of a script': () => {
        script().text = '1';
      },
      'a policy of its own': () => {
        const { trustedTypes } = globalThis as unknown as {
          trustedTypes: { createPolicy(name: string, rules: object): unknown };
        };
        trustedTypes.createPolicy('mine', {});
      },
    });
  }
  return Promise.all(
    Object.entries(ways).map(async ([name, act]) => {
      try {
        await act();
        return `${name}: done`;
      } catch {
        return `${name}: refused`;
      }
    }),
  );
}

test('strings become neither code nor HTML, and no script but those of this app starts', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  // A module of the page's own: what the debugger evaluates may do what the page may not.
  await page.route('**/assets/try-strings.js', (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `globalThis.tryStrings = ${tryStrings.toString()};`,
    }),
  );
  const inPage = await page.evaluate(async () => {
    await import(new URL('assets/try-strings.js', document.baseURI).href);
    const { tryStrings: trial } = globalThis as unknown as { tryStrings: () => Promise<readonly string[]> };
    // On a turn of its own, where the debugger's leave ends.
    return new Promise<readonly string[]>((resolve) => setTimeout(() => resolve(trial()), 0));
  });
  expect(inPage.filter((line) => !line.endsWith('refused'))).toEqual([]);
  expect(inPage).toHaveLength(12);
  // Its own scripts start, so that the refusals are about the addresses.
  const own = [...(await workerScripts(page, page.request)).values()].find((path) =>
    path.includes('simulator'),
  );
  const started = await page.evaluate(
    (path) =>
      new Promise<string>((resolve) => {
        const worker = new Worker(new URL(path, document.baseURI).href, { type: 'module' });
        worker.onmessage = () => resolve('answers');
        worker.onerror = () => resolve('does not start');
        worker.postMessage({ kind: 'call', id: 1, name: 'simulate', argument: {} });
      }),
    own ?? '',
  );
  expect(started).toBe('answers');
});

test.describe('where service workers may register', () => {
  test.use({ serviceWorkers: 'allow' });

  test('none does whose address leads out of the app', async ({ page }) => {
    await new PlaygroundPage(page).open();
    const refused = await page.evaluate(() =>
      Promise.all(
        ['https://elsewhere.example/x.js', 'x/..%2fsw.js'].map((address) =>
          navigator.serviceWorker.register(address).then(
            () => 'registered',
            ({ message }: Error) => message,
          ),
        ),
      ),
    );
    for (const message of refused) expect(message).toContain('TrustedScriptURL');
  });
});

/** Says what the policy refused: in the page and in the workers that it starts, before anything else runs there. */
const TELL = `
addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample, sourceFile, lineNumber }) =>
  new BroadcastChannel('violations').postMessage(
    [self.name || 'page', effectiveDirective, blockedURI, sample, sourceFile, lineNumber].join(' ')));
`;

const nameOf = (worker: Worker) => worker.url().match(/([a-z]+)\.worker-/)?.[1] ?? null;

async function watchViolations(context: BrowserContext, page: Page): Promise<() => Promise<string[]>> {
  await context.route(/\.worker-[\w-]+\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: `${await response.text()}\n${TELL}` });
  });
  // The scripts of workers that a worker starts do not come by the route: these are told as soon as they are seen.
  page.on('worker', (worker) => {
    if (nameOf(worker) === 'executor') worker.evaluate(TELL).catch(() => {}); // it may have ended meanwhile
  });
  await page.addInitScript(`${TELL}
    globalThis.violations = [];
    new BroadcastChannel('violations').onmessage = ({ data }) => globalThis.violations.push(data);`);
  return () => page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations);
}

async function look(page: Page, button: string, name: RegExp): Promise<void> {
  const dialog = page.getByRole('dialog', { name });
  await page.getByRole('button', { name: button, exact: true }).first().click();
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

/** Everything that starts workers or draws: models by files, threads, a policy of one's own, plots, history, prediction. */
async function useEverything(page: Page, playground: PlaygroundPage): Promise<void> {
  await playground.load(
    scenarioOf(
      [
        ['a', 'facemesh', 'x'],
        ['b', 'blazeface', 'x'],
      ],
      { threads: 2 },
    ),
  );
  await playground.run();
  const sheet = await playground.bring(graphModel());
  await sheet.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(playground.cards).toHaveCount(3);
  await page.getByRole('button', { name: 'Predict', exact: true }).click();
  await expect(page.getByRole('complementary', { name: /^Predict/ })).toContainText('simulated', {
    ignoreCase: true,
  });
  await playground.mishaps();
  await page.getByRole('button', { name: 'Mishaps', exact: true }).click();
  await look(page, 'Share', /^Share/);
  await page.evaluate(() => globalThis.playground.endWindow());
  const menu = page.getByRole('dialog', { name: 'Export this run' });
  for (const item of [/Report/, /Keep in Runs/]) {
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    await menu.getByRole('button', { name: item }).first().click();
    await page.keyboard.press('Escape');
    await expect(menu).toBeHidden();
  }
  await expect(page.getByRole('status').filter({ hasText: 'is kept in this browser' })).toBeVisible();
  await look(page, 'Runs', /^Runs/);
  await writePolicy(page);
}

async function writePolicy(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Scheduling of x' }).click();
  await page.getByRole('button', { name: 'Write a policy' }).click();
  const dialog = page.getByRole('dialog', { name: 'A policy of your own' });
  await dialog.getByRole('button', { name: 'Check and use' }).click();
  await expect(dialog.getByRole('status')).toContainText('x chooses by it now');
  await page.keyboard.press('Escape');
}

test('a run that uses everything breaks no directive, in the page and in every worker', async ({
  page,
  context,
}) => {
  const violations = await watchViolations(context, page);
  const seen = new Set<string | null>();
  page.on('worker', (worker) => seen.add(nameOf(worker)));
  const playground = new PlaygroundPage(page);
  await playground.open();
  await useEverything(page, playground);
  for (const name of WORKERS) expect([...seen]).toContain(name);
  expect(await violations()).toEqual([]);
  expect(playground.errors).toEqual([]);
  // The watch watches: the page, and each worker that still runs.
  const running = page.workers().filter((worker) => nameOf(worker) !== null);
  const leave = () => fetch('http://elsewhere.invalid/').then(null, () => {});
  await page.evaluate(leave);
  for (const worker of running) await worker.evaluate(leave);
  await expect
    .poll(async () => (await violations()).filter((line) => line.includes('connect-src')).length)
    .toBe(1 + running.length);
  expect(running.length).toBeGreaterThanOrEqual(4);
});

test('a worker cannot fetch from elsewhere', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(scenarioOf([['a', 'facemesh', 'x']]));
  await playground.run();
  const workers = page.workers();
  expect(workers.length).toBe(2);
  for (const worker of workers) {
    expect(await fetchElsewhere(worker), worker.url()).toBe('connect-src');
  }
});

test('a file that is not there is a 404, never the page', async ({ request }) => {
  const response = await request.get('models/blazeface/nothing.bin');
  expect(response.status()).toBe(404);
});

test('the parts of the app are listed beside it, each model file with the hash that it is checked by', async ({
  page,
  request,
}) => {
  await new PlaygroundPage(page).open();
  await page.getByRole('button', { name: 'About and licences' }).click();
  const offered = page.waitForEvent('download');
  await page.getByRole('link', { name: 'All parts as a file (SBOM)' }).click();
  expect((await offered).suggestedFilename()).toBe('sbom.cdx.json');
  const bill = await (await request.get('sbom.cdx.json')).json();
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5' });
  const catalog = await (await request.get('models/catalog.json')).json();
  const hashes = JSON.stringify(bill);
  for (const { files } of catalog.models) for (const { sha256 } of files) expect(hashes).toContain(sha256);
});
