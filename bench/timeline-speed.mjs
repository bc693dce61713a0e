/**
 * `npm run bench -- --timeline`: what a frame of the timeline costs with 100 000 spans in the past, at several zooms, as a
 * ratio to the 16.7 ms of a frame at 60 a second; and the same of a recording of 1 000 000 requests that is opened.
 * `--spans N` (100 000), `--requests N` (1 000 000), `--frames N` drawn at each zoom (120).
 */
import { parseArgs } from 'node:util';
import { obtainBrowser } from '../scripts/browser/obtain-browser.mjs';
import { ensureBuilt, LAB } from '../scripts/server/built.mjs';
import { serve } from '../scripts/server/serve.mjs';
import { launch } from './page.mjs';
import { median, percentile } from './statistics.mjs';
import { figure, table } from './summary.mjs';

const BUDGET_MS = 1000 / 60;
/** Shown stretches, ms: those of the product. */
const SPANS_MS = [50, 200, 1000, 2000, 5000, 20_000];
const HEAD = ['shown', 'drawn as', 'code ms', 'p95', '+ raster ms', 'p95', '/ 16.7 ms', 'frames/s'];
const KINDS = /** @type {const} */ (['preempted', 'whole']);
/** What the product keeps of requests in one piece; of segments it keeps 131 072. */
const MOST_ROWS = 32_768;

/**
 * The part of the page's `globalThis.timeline` that is called.
 * @typedef {{ codeMs: number[], rasterMs: number[], betweenMs: number[], dense: boolean }} FrameTimes
 * @typedef {{ fill(kind: typeof KINDS[number], spans: number): number, open(requests: number): number, measure(spanMs: number, frames: number): Promise<FrameTimes> }} Timeline
 */

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit status: 1 when a median exceeds the budget
 */
export async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      timeline: { type: 'boolean' },
      spans: { type: 'string', default: '100000' },
      requests: { type: 'string', default: '1000000' },
      frames: { type: 'string', default: '120' },
    },
  });
  const [spans, requests] = [Number(values.spans), Number(values.requests)];
  const frames = Number(values.frames);
  if (!(spans >= 100) || !(requests >= 100) || !(frames >= 10))
    throw new Error('--spans and --requests are at least 100, and --frames at least 10.');
  const executable = obtainBrowser();
  await ensureBuilt(LAB);
  const lab = await serve(LAB);
  const browser = await launch(executable);
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(new URL('bench/timeline/index.html', lab.address).href);
    await page.waitForFunction(() => 'timeline' in globalThis);
    const missed = (await report(page, spans, frames)) + (await reportRecorded(page, requests, frames));
    return missed === 0 ? 0 : 1;
  } finally {
    await browser.close();
    await lab.close();
  }
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {number} spans
 * @param {number} frames
 */
async function report(page, spans, frames) {
  let missed = 0;
  for (const kind of KINDS) {
    const count = kind === 'whole' ? Math.min(spans, MOST_ROWS) : spans;
    const stillMs = await page.evaluate(
      ([wanted, many]) =>
        /** @type {{ timeline: Timeline }} */ (/** @type {unknown} */ (globalThis)).timeline.fill(
          wanted,
          many,
        ),
      /** @type {const} */ ([kind, count]),
    );
    const { rows, slow } = await measured(page, frames);
    missed += slow;
    const what = kind === 'preempted' ? 'segments of preempted requests' : 'requests in one piece';
    console.log(
      `\n${count} synthetic spans (${what}) over 20 s, 4 lanes, 1200 px; n = ${frames} frames a row`,
    );
    console.log(table([HEAD, ...rows]));
    console.log(`to stand still (once): copy, index and first picture ${figure(stillMs, 1)} ms`);
  }
  return missed;
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {number} requests
 * @param {number} frames
 * @returns {Promise<number>} stretches whose median frame is over the budget
 */
async function reportRecorded(page, requests, frames) {
  const openMs = await page.evaluate(
    (count) =>
      /** @type {{ timeline: Timeline }} */ (/** @type {unknown} */ (globalThis)).timeline.open(count),
    requests,
  );
  const { rows, slow } = await measured(page, frames);
  console.log(
    `\n${requests} synthetic requests of a recording, one with a deadline an hour away, 4 lanes, 1200 px; n = ${frames} frames a row`,
  );
  console.log(table([HEAD, ...rows]));
  console.log(`from the table in memory to its first picture (once): ${figure(openMs, 1)} ms`);
  return slow;
}

/**
 * A row of times for each stretch that can be shown, and how many of them are over the budget.
 * @param {import('@playwright/test').Page} page
 * @param {number} frames
 */
async function measured(page, frames) {
  const rows = [];
  let slow = 0;
  for (const spanMs of SPANS_MS) {
    const times = await page.evaluate(
      ([span, count]) =>
        /** @type {{ timeline: Timeline }} */ (/** @type {unknown} */ (globalThis)).timeline.measure(
          span,
          count,
        ),
      /** @type {const} */ ([spanMs, frames]),
    );
    if (median(times.rasterMs) > BUDGET_MS) slow += 1;
    rows.push(rowOf(spanMs, times));
  }
  return { rows, slow };
}

/**
 * @param {number} spanMs
 * @param {FrameTimes} times
 */
const rowOf = (spanMs, { codeMs, rasterMs, betweenMs, dense }) => [
  spanMs >= 1000 ? `${spanMs / 1000} s` : `${spanMs} ms`,
  dense ? 'shares' : 'bars',
  figure(median(codeMs)),
  figure(percentile(codeMs, 0.95)),
  figure(median(rasterMs)),
  figure(percentile(rasterMs, 0.95)),
  figure(median(rasterMs) / BUDGET_MS),
  figure(1000 / median(betweenMs), 0),
];
