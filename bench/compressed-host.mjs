/**
 * The built app as a host of today serves it: text and WASM compressed, no longer than a connection lasts in its cache, and the
 * headers that isolate. Whoever starts it closes it; it works on a copy of the build.
 */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import sirv from 'sirv';
import { PROJECT } from '../scripts/bootstrap.mjs';
import { APP, ensureBuilt } from '../scripts/server/built.mjs';

/** What hosts compress; weights do not shrink. */
const COMPRESSED = new Set(['.html', '.js', '.css', '.json', '.svg', '.wasm', '.webmanifest']);
const ISOLATING = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** @typedef {{ requests: number, bytes: number }} Traffic bytes of bodies as sent, compressed where they were */

/** @returns {Promise<{ address: string, traffic: () => Traffic, close: () => Promise<void> }>} */
export async function compressedHost() {
  await ensureBuilt(APP);
  const folder = await mkdtemp(join(tmpdir(), 'compressed-host-'));
  await cp(join(PROJECT, APP.folder), folder, { recursive: true });
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && COMPRESSED.has(extname(entry.name)))
      await writeFile(`${path}.gz`, gzipSync(await readFile(path)));
  }
  const files = sirv(folder, {
    gzip: true,
    etag: true,
    setHeaders: (response) => {
      for (const [name, value] of Object.entries(ISOLATING)) response.setHeader(name, value);
    },
  });
  const traffic = { requests: 0, bytes: 0 };
  const server = createServer((request, response) => {
    response.on('finish', () => {
      traffic.requests += 1;
      traffic.bytes += response.statusCode === 200 ? Number(response.getHeader('Content-Length') ?? 0) : 0;
    });
    files(request, response, () => void response.writeHead(404).end());
  });
  await new Promise((resolve) => server.listen(0, 'localhost', () => resolve(undefined)));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the host has no port');
  return {
    address: `http://localhost:${address.port}/`,
    traffic: () => ({ ...traffic }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
