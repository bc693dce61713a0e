/** Serves a built site with the headers of `headers.mjs`. Whoever starts it closes it. */
import { join } from 'node:path';
import { preview } from 'vite';
import { PROJECT } from '../bootstrap.mjs';

/**
 * @param {import('./built.mjs').Site} site
 * @param {{ port?: number, open?: boolean, host?: string }} options `port` 0: any free one; a taken one: the next
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 * @throws {Error} when no port can be used
 */
export async function serve({ config, folder }, { port = 0, open = false, host = 'localhost' } = {}) {
  const server = await preview({
    root: PROJECT,
    configFile: join(PROJECT, config),
    logLevel: 'warn',
    build: { outDir: folder },
    preview: { port, open, host },
  });
  const address = server.resolvedUrls?.local[0] ?? server.resolvedUrls?.network[0];
  if (address === undefined) throw new Error('The server started without an address.');
  return { address, close: () => server.close() };
}
