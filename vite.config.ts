/** How the app is built and served. `base` is relative, so that `dist/` works in any folder of any host. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { sbom } from './scripts/packages/sbom.mjs';
import { completeBuild } from './scripts/server/complete-build.mjs';
import { securityHeaders } from './scripts/server/headers.mjs';
import { WORKERS } from './scripts/server/worker-build.mjs';

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as {
  version: string; // our own package.json
};

/** The commit that a run file names; "unknown" outside a git checkout. */
function commit(): string {
  try {
    const run = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8', stdio: 'pipe' }).trim();
    return run('rev-parse', '--short=12', 'HEAD') + (run('status', '--porcelain') === '' ? '' : '-changed');
  } catch {
    return 'unknown';
  }
}

export default defineConfig({
  base: './',
  // A file that is not there is a 404, never the page: a missing model must not come back as HTML.
  appType: 'mpa',
  define: {
    'import.meta.env.VITE_APP_VERSION': JSON.stringify(version),
    'import.meta.env.VITE_COMMIT': JSON.stringify(commit()),
  },
  plugins: [react(), securityHeaders(), sbom(), completeBuild()],
  worker: WORKERS,
  build: {
    target: 'es2023',
    // TensorFlow.js in executor chunks is large by nature; the page's own size is measured by `npm run bench`.
    chunkSizeWarningLimit: 2500,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
});
