/**
 * Builds the pages that are no part of the product but need its bundler: bare TensorFlow.js workers, recordings and a
 * full timeline for the benchmarks, and the page on which real executors pass their contract suite.
 */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { securityHeaders } from './scripts/server/headers.mjs';
import { WORKERS } from './scripts/server/worker-build.mjs';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  base: './',
  appType: 'mpa',
  plugins: [securityHeaders()],
  worker: WORKERS,
  build: {
    target: 'es2023',
    outDir: 'dist-lab',
    chunkSizeWarningLimit: 2500,
    rolldownOptions: {
      checks: { pluginTimings: false },
      input: [
        at('bench/bare/index.html'),
        at('bench/gpu-recording/index.html'),
        at('bench/timeline/index.html'),
        at('e2e/contract/index.html'),
        at('e2e/contract/start-up.html'),
        at('e2e/contract/gpu-input.html'),
        at('e2e/contract/shared-weights.html'),
        at('e2e/contract/gpu-faults.html'),
      ],
    },
  },
});
