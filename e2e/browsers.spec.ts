/**
 * One tour in three browsers: Chromium, a stock Firefox, and WebKit. One that is not on this machine, or cannot be driven on it,
 * is skipped with the reason; the report says which ran.
 */
import { dirname } from 'node:path';
import { test } from '@playwright/test';
import { findFirefox, findWebkit } from '../scripts/browser/other-browsers.mjs';
import { serveApp } from './fixtures/app-server.ts';
import { type BrowserResult, reportBrowsers } from './tour/browser-report.ts';
import { driveChromium } from './tour/chromium-driver.ts';
import type { BrowserName, Driver } from './tour/driver.ts';
import { driveFirefox } from './tour/firefox-driver.ts';
import { offlineTour } from './tour/offline-tour.ts';
import { smokeTour, type TourCheck } from './tour/smoke-tour.ts';
import { TourPage } from './tour/tour-page.ts';
import { driveWebkit } from './tour/webkit-driver.ts';

/** Two slow cores, a software picture, and four models that load twice. */
const TOUR_MS = 280_000;

/** @throws {Error} why it cannot be driven here. */
const DRIVERS: Readonly<Record<BrowserName, () => Promise<Driver>>> = {
  Chromium: () => driveChromium(process.env.PLAYGROUND_BROWSER ?? ''),
  Firefox: async () => {
    const path = findFirefox();
    if (typeof path !== 'string') throw new Error(path.missing);
    return driveFirefox(path);
  },
  WebKit: async () => {
    const paths = findWebkit();
    if ('missing' in paths) throw new Error(paths.missing);
    return driveWebkit(paths);
  },
};

const results: BrowserResult[] = [];

const firstLine = (thrown: unknown) =>
  (thrown instanceof Error ? thrown.message : String(thrown)).split('\n')[0] ?? '';

for (const browser of ['Chromium', 'Firefox', 'WebKit'] as const) {
  test(`${browser}: four models run, a card moves, the run is exported, and it goes on without a network`, async (// biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern there
  {}, info) => {
    test.setTimeout(TOUR_MS);
    const startedAt = Date.now();
    const checks: TourCheck[] = [];
    const told = { browser, version: null as string | null, means: null as string | null };
    const end = (outcome: BrowserResult['outcome'], reason: string | null) => {
      results.push({ ...told, outcome, reason, tookMs: Date.now() - startedAt, checks });
      info.annotations.push({
        type: browser,
        description: `${told.version ?? 'did not run'}: ${reason ?? outcome}`,
      });
    };
    const driver = await DRIVERS[browser]().catch((thrown: unknown) => firstLine(thrown));
    if (typeof driver === 'string') {
      end('skipped', driver);
      test.skip(true, driver);
      return;
    }
    Object.assign(told, { version: driver.version, means: driver.means });
    const server = await serveApp();
    const step = (name: string, act: () => Promise<string>) =>
      test.step(name, async () => void checks.push({ name, seen: await act() }));
    try {
      await smokeTour(driver, server.address, step);
      await step('without a network', () => offlineTour(new TourPage(driver), server.address, server.close));
      end('passed', null);
    } catch (thrown) {
      end('failed', firstLine(thrown));
      const body = await driver.screenshot().catch(() => null);
      if (body !== null) await info.attach(browser, { body, contentType: 'image/png' });
      throw thrown;
    } finally {
      await driver.close();
      await server.close();
    }
  });
}

// biome-ignore lint/correctness/noEmptyPattern: Playwright wants a pattern there
test.afterAll(({}, info) => reportBrowsers(results, dirname(info.outputDir)));
