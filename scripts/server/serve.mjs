/** Serves `dist/` with the headers of `headers.mjs`. Whoever starts it closes it. */
import { preview } from 'vite';
import { PROJECT } from '../bootstrap.mjs';

/**
 * @param {{ port?: number, open?: boolean, host?: string, outDir?: string }} options `port` 0: any free one
 * @returns {Promise<{ address: string, close: () => Promise<void> }>}
 * @throws {Error} when the port cannot be used
 */
export async function serve({ port = 4173, open = false, host = 'localhost', outDir = 'dist' }) {
  const server = await preview({
    root: PROJECT,
    logLevel: 'warn',
    build: { outDir },
    preview: { port, open, host },
  });
  const address = server.resolvedUrls?.local[0] ?? server.resolvedUrls?.network[0];
  if (address === undefined) throw new Error('The server started without an address.');
  return { address, close: () => server.close() };
}
