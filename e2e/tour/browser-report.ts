/** Which browser ran which part of the tour: printed as a table and kept beside the test results, so that CI says it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserName } from './driver.ts';
import type { TourCheck } from './smoke-tour.ts';

export interface BrowserResult {
  readonly browser: BrowserName;
  /** As the browser tells it; null where it did not run. */
  readonly version: string | null;
  readonly means: string | null;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** Why it was skipped, or what did not hold. */
  readonly reason: string | null;
  readonly tookMs: number;
  readonly checks: readonly TourCheck[];
}

const SEEN_CHARACTERS = 120;

const rowOf = ({ browser, version, means, outcome, reason, tookMs, checks }: BrowserResult): string => {
  const head =
    outcome === 'skipped'
      ? `${browser}: skipped. ${reason}`
      : `${browser}: ${outcome}. ${version}, ${means}, ${checks.length} checks, ${Math.round(tookMs / 1000)} s`;
  const rows = checks.map(({ name, seen }) => `    ${name.padEnd(26)} ${seen.slice(0, SEEN_CHARACTERS)}`);
  return [`  ${head}`, ...rows, ...(outcome === 'failed' ? [`    FAILED: ${reason}`] : [])].join('\n');
};

/** @param folder of the test results. */
export function reportBrowsers(results: readonly BrowserResult[], folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'browsers.json'), `${JSON.stringify(results, null, 2)}\n`);
  console.log(`\nBrowsers\n${results.map(rowOf).join('\n')}\n`);
}
