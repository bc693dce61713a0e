/**
 * `npm run bench -- --loading`: what a first visit costs by connection (first paint, interactive, bytes), and from a cold start
 * of the browser to the first result with the network and without any (the server is shut down), with what is cached for it;
 * then what the service worker costs. `--rounds N` (5). Interleaved; medians with ranges, ratios within a round.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { obtainBrowser } from '../scripts/browser/obtain-browser.mjs';
import { compressedHost } from './compressed-host.mjs';
import { cached, inBrowser, load, start } from './load-visit.mjs';
import { serviceWorkerCost } from './service-worker-cost.mjs';
import { median, spread } from './statistics.mjs';
import { table } from './summary.mjs';

/** @typedef {import('./load-visit.mjs').Load} Load */
/** @typedef {import('./load-visit.mjs').Start} Start */

/** The last two as Lighthouse's settings for desktops and for telephones. @type {readonly import('./load-visit.mjs').Throttling[]} */
const CONNECTIONS = [
  null,
  { name: '10 Mbit/s, 40 ms', downloadBytesPerSecond: 10e6 / 8, latencyMs: 40, cpuSlowdown: 1 },
  { name: '1.6 Mbit/s, 150 ms, CPU ÷ 4', downloadBytesPerSecond: 1.6e6 / 8, latencyMs: 150, cpuSlowdown: 4 },
];
/** Of the preset that opens by itself: four models, a description and weights each. */
const MODEL_FILES = 8;

/**
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export async function main(args) {
  const { values } = parseArgs({
    args,
    options: { loading: { type: 'boolean' }, rounds: { type: 'string', default: '5' } },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('--rounds should be a whole number from 1.');
  const executable = obtainBrowser();
  await firstVisits(executable, rounds);
  await coldStarts(executable, rounds);
  await serviceWorkerCost(executable, rounds);
  return 0;
}

/** @param {string} executable @param {number} rounds */
async function firstVisits(executable, rounds) {
  const host = await compressedHost();
  const taken = CONNECTIONS.map(() => /** @type {(Load & { requests: number, bytes: number })[]} */ ([]));
  try {
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, connection] of CONNECTIONS.entries()) {
        const before = host.traffic();
        const figures = await fresh(executable, async (page) => {
          const loaded = await load(page, host.address, connection);
          const after = host.traffic();
          return { ...loaded, requests: after.requests - before.requests, bytes: after.bytes - before.bytes };
        });
        taken[index]?.push(figures);
      }
    }
  } finally {
    await host.close();
  }
  const rows = CONNECTIONS.map((connection, index) => {
    const seconds = (/** @type {keyof Load} */ key) =>
      spread(
        (taken[index] ?? []).map((one) => one[key] / 1000),
        2,
      );
    return [
      connection?.name ?? 'not throttled',
      ...[seconds('firstPaintMs'), seconds('largestPaintMs'), seconds('blockingMs'), seconds('readyMs')],
      String(median((taken[index] ?? []).map(({ requests }) => requests))),
      (median((taken[index] ?? []).map(({ bytes }) => bytes)) / 1000).toFixed(0),
    ];
  });
  console.log(
    `\nA first visit, compressed as hosts do, a fresh profile each; seconds, median (range) of ${rounds}.`,
  );
  console.log(
    'The connection holds for the page, not for its workers; bytes until Run can be pressed, as sent.',
  );
  const heads = ['', 'first paint', 'largest paint', 'blocking', 'interactive', 'requests', 'kB'];
  console.log(table([heads, ...rows]));
}

/** @param {string} executable @param {number} rounds */
async function coldStarts(executable, rounds) {
  const online = /** @type {Start[]} */ ([]);
  const offline = /** @type {Start[]} */ ([]);
  /** @type {{ name: string, files: number, bytes: number }[]} */
  let kept = [];
  for (let round = 0; round < rounds; round += 1) {
    const profile = await mkdtemp(join(tmpdir(), 'loading-'));
    const host = await compressedHost();
    const place = { executable, profile };
    try {
      kept = await inBrowser(place, async (page) => {
        await start(page, host.address);
        return cached(page, MODEL_FILES);
      });
      online.push(await inBrowser(place, (page) => start(page, host.address)));
      await host.close();
      offline.push(await inBrowser(place, (page) => start(page, host.address)));
    } finally {
      await host.close();
      await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  }
  const row = (/** @type {string} */ name, /** @type {keyof Start} */ key) => [
    name,
    ...[online, offline].map((visits) =>
      spread(
        visits.map((one) => one[key] / 1000),
        2,
      ),
    ),
    spread(
      offline.map((one, index) => one[key] / (online[index]?.[key] ?? Number.NaN)),
      2,
    ),
  ];
  console.log(
    `\nA cold start of the browser after one visit; seconds since the navigation, ${rounds} rounds.`,
  );
  console.log(
    table([
      ['', 'with the network', 'without', 'without / with'],
      row('Run can be pressed', 'readyMs'),
      row('first result drawn', 'firstDrawnMs'),
      row('every model has a result', 'allResultsMs'),
    ]),
  );
  console.log('\nCached after that visit, lengths of the stored bodies:');
  const lines = kept.map(({ name, files, bytes }) => [name, String(files), (bytes / 1e6).toFixed(2)]);
  console.log(table([['cache', 'files', 'MB'], ...lines]));
}

/**
 * @template T
 * @param {string} executable @param {(page: import('@playwright/test').Page) => Promise<T>} work
 */
async function fresh(executable, work) {
  const profile = await mkdtemp(join(tmpdir(), 'loading-'));
  try {
    return await inBrowser({ executable, profile }, work);
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}
