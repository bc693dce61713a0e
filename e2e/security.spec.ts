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

test('a file that is not there is a 404, never the page', async ({ request }) => {
  const response = await request.get('models/blazeface/nothing.bin');
  expect(response.status()).toBe(404);
});
