/** Unit tests run in Node; what needs a browser is an end-to-end test. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.mjs', 'bench/**/*.test.mjs'],
    environment: 'node',
    // By itself it leaves a core free, which is half of two.
    maxWorkers: '100%',
    // Real models on plain JavaScript take seconds here; the limit only ends what hangs.
    testTimeout: 120_000,
  },
});
