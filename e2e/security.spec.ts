/** The page is isolated and bound by a strict policy, workers included, and a run breaks none of it. */
import { expect, test } from '@playwright/test';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

test('the page and every worker script carry the policy and the isolation headers', async ({ page }) => {
  const answers = new Map<string, Record<string, string>>();
  page.context().on('response', async (response) => {
    answers.set(new URL(response.url()).pathname, await response.allHeaders());
  });
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.run();
  const scripts = [...answers].filter(([path]) => path === '/' || /\.worker-.*\.js$/.test(path));
  expect(scripts.length).toBeGreaterThanOrEqual(3);
  for (const [path, headers] of scripts) {
    const policy = headers['content-security-policy'] ?? '';
    expect(policy, path).toContain("default-src 'none'");
    expect(policy, path).not.toContain('unsafe-inline');
    expect(policy, path).not.toContain("'unsafe-eval'");
    expect(policy.includes('blob:') && /worker-src[^;]*blob:/.test(policy), path).toBe(
      path.includes('executor.worker'),
    );
    const mayFetchElsewhere = /connect-src[^;]* https:/.test(policy);
    expect(mayFetchElsewhere, path).toBe(path.includes('intake.worker'));
    expect(headers['permissions-policy'], path).toContain('camera=(self)');
    expect(headers['permissions-policy'], path).toContain('geolocation=()');
    expect(headers['cross-origin-opener-policy'], path).toBe('same-origin');
    expect(headers['cross-origin-embedder-policy'], path).toBe('require-corp');
  }
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(playground.errors).toEqual([]);
});

test('a worker cannot fetch from elsewhere', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  await playground.load(scenarioOf([['a', 'facemesh', 'x']]));
  await playground.run();
  const workers = page.workers();
  expect(workers.length).toBe(2);
  for (const worker of workers) {
    const directive = await worker.evaluate(
      () =>
        new Promise<string>((resolve) => {
          self.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
          fetch('http://127.0.0.1:9/').catch(() => setTimeout(resolve, 1000, 'no violation'));
        }),
    );
    expect(directive, worker.url()).toBe('connect-src');
  }
});

test('the intake worker alone may fetch from elsewhere, and starts no worker of its own', async ({
  page,
  request,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.open();
  const scripts = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.endsWith('.js')),
  );
  const texts = await Promise.all(scripts.map(async (url) => (await request.get(url)).text()));
  const name = texts.join('\n').match(/intake\.worker-[\w-]+\.js/)?.[0];
  expect(name, 'the page names the script of its intake worker').toBeDefined();
  const policy = (await request.get(`assets/${name}`)).headers()['content-security-policy'] ?? '';
  expect(policy).toContain("connect-src 'self' https: http://localhost:* http://127.0.0.1:*");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).toContain("worker-src 'self';");
});

test('a file that is not there is a 404, never the page', async ({ request }) => {
  const response = await request.get('models/blazeface/nothing.bin');
  expect(response.status()).toBe(404);
});
