/**
 * `npm run bench -- --recording`: what keeping every request of a run costs, in this Node, no browser: throughput of a loop of
 * 1000 requests a second with and without the recorder, by turns, and the memory of 600 000 requests. The recorder is built as
 * for production first.
 */
import { parseArgs } from 'node:util';
import { builtModules } from './built-modules.mjs';
import { median } from './statistics.mjs';

const MODULES = { recorder: 'src/engine/run-recorder.ts', window: 'src/engine/metrics/tenant-window.ts' };

/** Ten minutes of 1000 a second. */
const REQUESTS = 600_000;
const LIMIT_BYTES = 100_000_000;
const LIMIT_FRACTION = 0.02;
/** Work of one request, ms: 1000 of them fill a second. */
const WORK_MS = 1;

/** @param {string[]} args */
export async function main(args) {
  const { values } = parseArgs({
    args,
    options: { recording: { type: 'boolean' }, rounds: { type: 'string', default: '12' } },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 2)
    throw new Error(`--rounds takes a whole number from 2, not ${values.rounds}`);
  const built = await builtModules('recording-bench', MODULES);
  const modules = {
    RunRecorder: built.recorder.RunRecorder,
    TenantWindow: built.window.TenantWindow,
  };

  const bytes = memoryOf(modules.RunRecorder);
  const { nsEach, worstMs } = timeOf(modules.RunRecorder);
  const loss = lossOf(modules, rounds);

  console.log(
    `${REQUESTS} requests of one segment, recorded: ${(bytes / 1e6).toFixed(1)} MB (limit 100 MB).`,
  );
  console.log(
    `A record takes ${nsEach.toFixed(0)} ns, the slowest (a new chunk) ${worstMs.toFixed(2)} ms: ` +
      `at 1000 a second ${((nsEach * 1000) / 1e7).toFixed(4)} % of a core.`,
  );
  console.log(
    `1000 requests a second of ${WORK_MS} ms each, ${rounds} pairs by turns: throughput without ` +
      `${loss.without.toFixed(1)}/s, with ${loss.with.toFixed(1)}/s; median loss ${(loss.fraction * 100).toFixed(2)} % ` +
      `(limit ${LIMIT_FRACTION * 100} %).`,
  );
  return bytes <= LIMIT_BYTES && loss.fraction <= LIMIT_FRACTION ? 0 : 1;
}

/** A request in one piece, as the engine makes one for each that ends. @param {number} index */
const recordOf = (index) => {
  const at = 1.7e12 + index;
  const stamps = {
    startedAt: at + 1,
    preprocessedAt: at + 2,
    computedAt: at + 8,
    preemptedMs: 0,
    readAt: at + 9,
    completedAt: at + 10,
  };
  return {
    requestId: index,
    tenantId: `tenant-${index % 4}`,
    executorId: `executor-${index % 2}`,
    outcome: 'completed',
    arrivedAt: at,
    deadlineAt: at + 33,
    issuedAt: at + 0.5,
    stamps,
    segmentsAt: null,
    cause: null,
    endedAt: at + 10,
  };
};

/** What recording all of them leaves allocated, bytes. */
function memoryOf(/** @type {any} */ RunRecorder) {
  const before = process.memoryUsage().arrayBuffers;
  const recorder = new RunRecorder();
  for (let index = 0; index < REQUESTS; index++) recorder.add(recordOf(index));
  const bytes = process.memoryUsage().arrayBuffers - before;
  if (recorder.count !== REQUESTS || recorder.truncated)
    throw new Error(`only ${recorder.count} of ${REQUESTS} requests were kept`);
  return bytes;
}

/** Of adding alone: the records stand ready. */
function timeOf(/** @type {any} */ RunRecorder) {
  const records = Array.from({ length: 1000 }, (_, index) => recordOf(index));
  const recorder = new RunRecorder();
  let worstMs = 0;
  const beganAt = performance.now();
  let last = beganAt;
  for (let batch = 0; batch < REQUESTS / records.length; batch++) {
    for (const record of records) recorder.add(record);
    const now = performance.now();
    worstMs = Math.max(worstMs, now - last);
    last = now;
  }
  return { nsEach: ((last - beganAt) * 1e6) / REQUESTS, worstMs };
}

/** Pairs of a second with and a second without, in an order that turns: what drifts meets both alike. */
function lossOf(/** @type {any} */ { RunRecorder, TenantWindow }, /** @type {number} */ rounds) {
  const second = (/** @type {boolean} */ recorded) => {
    const recorder = recorded ? new RunRecorder() : null;
    const window = new TenantWindow();
    const before = process.cpuUsage();
    for (let index = 0; index < 1000; index++) {
      work();
      const record = recordOf(index);
      window.add(record);
      recorder?.add(record);
    }
    // CPU time: what else this machine does must not count.
    const { user, system } = process.cpuUsage(before);
    return 1000 / ((user + system) / 1e6);
  };
  const pairs = Array.from({ length: rounds }, (_, round) => {
    if (round % 2 === 0) return { without: second(false), with: second(true) };
    const withIt = second(true);
    return { without: second(false), with: withIt };
  });
  return {
    without: median(pairs.map((pair) => pair.without)),
    with: median(pairs.map((pair) => pair.with)),
    fraction: median(pairs.map((pair) => 1 - pair.with / pair.without)),
  };
}

/** About 1 ms of arithmetic: always as much, however long it takes. */
let iterations = 0;
function work() {
  if (iterations === 0) iterations = calibrated();
  spin(iterations);
}

function calibrated() {
  const tried = 2_000_000;
  spin(tried);
  const beganAt = performance.now();
  spin(tried);
  return Math.round((tried * WORK_MS) / (performance.now() - beganAt));
}

let sink = 1;
function spin(/** @type {number} */ count) {
  for (let index = 0; index < count; index++) sink = (Math.imul(sink, 1664525) + 1013904223) | 0;
}
