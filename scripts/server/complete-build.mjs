/** Completes a build of the app once Vite has written its files: what hosts read, then the service worker, which lists all. */
import { resolve } from 'node:path';
import { writeHostFiles } from './host-files.mjs';
import { buildServiceWorker } from './service-worker-build.mjs';

/** @returns {import('vite').Plugin} */
export function completeBuild() {
  let folder = '';
  let base = './';
  return {
    name: 'complete-build',
    apply: 'build',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir);
      base = config.base;
    },
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler() {
        await writeHostFiles(folder, base);
        await buildServiceWorker(folder);
      },
    },
  };
}
