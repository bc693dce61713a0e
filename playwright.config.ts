/** End-to-end tests of the built app. `npm run e2e` serves it and says which browser to use. */
import { defineConfig } from '@playwright/test';
import { CAMERA_FILE } from './e2e/fixtures/fake-camera.ts';
import { fakeDevices, launchOptions, SOFTWARE_GPU } from './scripts/browser/launch-options.mjs';

const ABOUT_GPUS =
  /(backends|backend-fallback|executor-contract|segments|shared-weights|mishaps|gpu-modes|start-up|gpu-input|recording|gpu-faults|device-loss)\.spec\.ts$/;

/** Starts its browsers itself. */
const OF_OTHERS = /browsers\.spec\.ts$/;

const browserWith = (gpu: readonly string[]) => ({
  launchOptions: launchOptions(process.env.PLAYGROUND_BROWSER ?? '', {
    extra: [...gpu, ...fakeDevices(CAMERA_FILE)],
  }),
});

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/set-up.ts',
  // Inference saturates the machine: two tests at once would only slow each other down.
  workers: 1,
  // A failure is told at once; nothing is tried twice until it passes.
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: {
    baseURL: process.env.PLAYGROUND_ADDRESS ?? '',
    viewport: { width: 1440, height: 900 },
    // What a worker answers, routes of a test do not see: only tests about it let it in.
    serviceWorkers: 'block',
    // Recording takes a quarter of the time of every test; a failure tells its step, a picture and what the page held.
    trace: process.env.PLAYGROUND_TRACE === undefined ? 'off' : 'retain-on-failure',
    screenshot: 'only-on-failure',
  },
  // A GPU made of software draws the page too, slowly: only what is about GPUs gets one.
  projects: [
    { name: 'cpu', testIgnore: [ABOUT_GPUS, OF_OTHERS], use: browserWith([]) },
    { name: 'gpu', testMatch: ABOUT_GPUS, use: browserWith(SOFTWARE_GPU) },
    { name: 'browsers', testMatch: OF_OTHERS },
  ],
});
