/** A trace in a viewer that is not ours: speedscope, served from its package, opens it and lists the executors' tracks. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { dirname, extname, normalize } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { PlaygroundPage, scenarioOf } from './playground-page.ts';

const require = createRequire(import.meta.url);
const VIEWER = `${dirname(require.resolve('speedscope/package.json'))}/dist/release`;
const KINDS: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** The viewer's files, and the trace beside them. Whoever starts it closes it. */
async function serveViewer(trace: string): Promise<{ server: Server; address: string }> {
  const server = createServer(async ({ url = '/' }, response) => {
    const path = normalize(new URL(url, 'http://viewer').pathname);
    const found = path === '/trace.json' ? trace : await readFile(`${VIEWER}${path}`).catch(() => null);
    response.writeHead(found === null ? 404 : 200, { 'Content-Type': KINDS[extname(path)] ?? 'text/plain' });
    response.end(found ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port, not on a pipe
  return { server, address: `http://127.0.0.1:${port}` };
}

async function traceOfShortRun(page: Page): Promise<string> {
  const playground = await PlaygroundPage.running(
    page,
    scenarioOf([
      ['mesh', 'facemesh', 'one', { deadline: { kind: 'fixed', ms: 100 } }],
      ['emotion', 'emotion', 'two'],
    ]),
  );
  await playground.page.evaluate(() => globalThis.playground.beginWindow());
  await playground.completed(20);
  return page.evaluate(async () => {
    const file = await globalThis.playground.endWindow();
    await globalThis.playground.stop();
    return globalThis.playground.write(file, 'trace');
  });
}

test('a run’s trace opens in speedscope, which lists a track for each executor', async ({
  page,
  context,
}) => {
  const trace = await traceOfShortRun(page);
  const { server, address } = await serveViewer(trace);
  try {
    const viewer = await context.newPage();
    const errors: string[] = [];
    viewer.on('pageerror', ({ message }) => errors.push(message));
    viewer.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    await viewer.goto(`${address}/index.html#profileURL=${encodeURIComponent(`${address}/trace.json`)}`);
    // The name of the track in sight stands in the bar; a press lists all of them.
    const track = viewer.getByText(/in flight 1/).first();
    await track.click();
    for (const executor of ['one', 'two']) {
      await expect(viewer.getByText(new RegExp(`${executor} \\(wasm\\).*in flight 1`)).last()).toBeVisible();
    }
    expect(errors).toEqual([]);
  } finally {
    server.close();
  }
});
