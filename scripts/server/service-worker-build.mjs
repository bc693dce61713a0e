/**
 * Builds `src/service-worker.ts` into the built app, once all other files of it are written: it lists them, each with the
 * hash that its bytes must have. One classic script under a name that never changes, as registrations need.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { injectManifest } from '@serwist/build';
import { build } from 'vite';
import { PROJECT } from '../bootstrap.mjs';

const SERVICE_WORKER = 'service-worker.js';

/**
 * Fetched as they are used: the files of models, and which models the server has (that changes without a build). A pattern that
 * ends in two stars would also leave out the catalog beside the folders.
 */
const NOT_AHEAD = ['models/*/**/*', 'models/assembled.json', '_headers'];

/** @param {string} folder of the built app, absolute */
export async function buildServiceWorker(folder) {
  await bundle(folder);
  const file = join(folder, SERVICE_WORKER);
  const { count, size, warnings } = await injectManifest({
    swSrc: file,
    swDest: file,
    globDirectory: folder,
    globPatterns: ['**/*'],
    globIgnores: NOT_AHEAD,
    // The names of these files carry a hash already.
    dontCacheBustURLsMatching: /^assets\//,
    maximumFileSizeToCacheInBytes: 32 * 1024 * 1024,
    manifestTransforms: [withIntegrity(folder)],
  });
  // A file that was left out would be missing without a network.
  if (count === 0 || warnings.length > 0) {
    throw new Error(
      `The service worker's list of files is not whole: ${warnings.join('; ') || 'it is empty'}.`,
    );
  }
  return { files: count, bytes: size };
}

/** @param {string} folder */
async function bundle(folder) {
  await build({
    configFile: false,
    root: PROJECT,
    publicDir: false,
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      target: 'es2023',
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      modulePreload: false,
      rolldownOptions: {
        checks: { pluginTimings: false },
        input: join(PROJECT, 'src/service-worker.ts'),
        output: { format: 'iife', entryFileNames: SERVICE_WORKER },
      },
    },
  });
}

/**
 * A half-finished upload, or a page in place of a script, must not become a version. Pages are left out: some hosts write
 * into them.
 * @param {string} folder
 * @returns {import('@serwist/build').ManifestTransform}
 */
const withIntegrity = (folder) => async (entries) => ({
  manifest: await Promise.all(
    entries.map(async (entry) => {
      if (entry.url.endsWith('.html')) return entry;
      const hash = createHash('sha256').update(await readFile(join(folder, entry.url)));
      return { ...entry, integrity: `sha256-${hash.digest('base64')}` };
    }),
  ),
});
