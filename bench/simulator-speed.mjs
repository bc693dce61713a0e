/**
 * How fast the simulator is, in this Node and one thread: request events a second, and how long a sweep of policies takes.
 * The sources are built as for production first; no browser. An event is an arrival, an issue, the end of a segment (or of a
 * whole inference) or the end of a request.
 */
import { parseArgs } from 'node:util';
import { builtModules } from './built-modules.mjs';
import { figure, table } from './summary.mjs';

/** Events a second that are asked for. */
const GOAL_PER_SECOND = 1_000_000;
/** A sweep shall take no longer, ms. */
const SWEEP_LIMIT_MS = 1000;
const RUNS = 5;

/** @param {string[]} args */
export async function main(args) {
  const { values } = parseArgs({
    args,
    options: { simulator: { type: 'boolean' }, seconds: { type: 'string', default: '600' } },
  });
  const seconds = Number(values.seconds);
  if (!(seconds >= 1 && seconds <= 3600)) throw new Error(`--seconds is "${values.seconds}": 1 to 3600.`);
  const { simulator } = await builtModules('simulator-bench', {
    simulator: 'src/engine/simulator/simulate.ts',
  });
  const rows = [];
  for (const [policy, grain, slope] of CASES) {
    const runs = [];
    for (let run = 0; run < RUNS; run++) {
      const span = { durationMs: seconds * 1000, warmupMs: 0 };
      runs.push(await timed(() => simulator.simulate(inputOf(policy, grain, slope), span)));
    }
    const events = runs[0]?.told.events ?? 0;
    const perSecond = (/** @type {number[]} */ times) => (1000 * events) / median(times);
    rows.push({
      cells: [policy, grain, String(slope), String(events)],
      cpu: perSecond(runs.map(({ cpuMs }) => cpuMs)),
      wall: perSecond(runs.map(({ wallMs }) => wallMs)),
    });
  }
  console.log(
    `${seconds} s of 4 tenants on 2 executors, median of ${RUNS} runs, Node ${process.version}; millions of events:\n`,
  );
  console.log(
    table([
      ['policy', 'grain', 'slope', 'events', 'per s of CPU time', 'per s'],
      ...rows.map(({ cells, cpu, wall }) => [...cells, figure(cpu / 1e6), figure(wall / 1e6)]),
    ]),
  );
  const sweeps = [];
  const span = { durationMs: 10_000, warmupMs: 2000 };
  for (let run = 0; run < RUNS; run++)
    sweeps.push(await timed(() => simulator.sweep(inputOf('fifo', 'inference', 0.3), span, CHOICES)));
  const sweepMs = median(sweeps.map(({ cpuMs }) => cpuMs));
  const wallMs = median(sweeps.map((one) => one.wallMs));
  console.log(
    `\nA sweep of ${CHOICES.length} choices, 12 s each: ${figure(sweepMs, 0)} ms of CPU time, ${figure(wallMs, 0)} ms.`,
  );
  const slowest = Math.min(...rows.map(({ cpu }) => cpu));
  const goals = `${GOAL_PER_SECOND / 1e6} million events a second, a sweep within ${SWEEP_LIMIT_MS} ms`;
  console.log(`Goals, by CPU time (what the process had, whatever else ran): ${goals}.`);
  return slowest >= GOAL_PER_SECOND && sweepMs <= SWEEP_LIMIT_MS ? 0 : 1;
}

/**
 * CPU time of all threads of the process, the garbage collector's among them.
 * @template T
 * @param {() => Promise<T>} act
 */
async function timed(act) {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const told = await act();
  const { user, system } = process.cpuUsage(before);
  return { told, cpuMs: (user + system) / 1000, wallMs: performance.now() - startedAt };
}

/** @type {readonly (readonly [string, string, number])[]} */
const CASES = [
  ['fifo', 'inference', 0],
  ['edf', 'inference', 0],
  ['edf', 'segment', 0],
  ['edf', 'segment', 0.5],
];

const CHOICES = [
  'fifo',
  'round-robin',
  'weighted-fair',
  'strict-priority',
  'edf',
  'least-laxity',
  'shortest-job',
  'shortest-remaining',
  'prema',
  'sdrm3',
  'dysta',
  'clockwork',
  'static-cyclic',
].flatMap((policy) => ['inference', 'segment'].map((grain) => ({ policy, grain, gate: 'free-for-all' })));

/** @param {readonly number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

/**
 * Two executors, at 70 and 90 % busy, with two tenants each.
 * @param {string} policy
 * @param {string} grain
 * @param {number} slope
 */
function inputOf(policy, grain, slope) {
  const executor = (/** @type {string} */ id) => ({
    id,
    backend: 'wasm',
    threads: 1,
    policy,
    grain,
    segmentMs: 2,
    inFlight: 'auto',
  });
  const periodic = (/** @type {number} */ ratePerSecond) => ({
    workload: { kind: 'periodic', ratePerSecond, jitterFraction: 0.2, queueBound: 4 },
    deadline: { kind: 'next-frame' },
  });
  const poisson = { workload: { kind: 'poisson', ratePerSecond: 50, queueBound: 4 } };
  const tenants = [
    tenant('a', 'x', periodic(100)),
    tenant('b', 'x', poisson),
    tenant('c', 'y', { workload: { kind: 'closed', inFlight: 2 } }),
    tenant('d', 'y', periodic(60)),
  ];
  return {
    scenario: {
      schemaVersion: 1,
      name: 'speed',
      seed: 1,
      executors: [executor('x'), executor('y')],
      tenants,
    },
    backends: { x: 'wasm', y: 'wasm' },
    costs: { a: costOf([1, 1, 1]), b: costOf([2, 2, 2, 2]), c: costOf([2, 2, 2]), d: costOf([1, 1]) },
    contention: { kind: 'linear-slowdown', slope: { gpu: 0, cpu: slope }, n: 0, relativeError: null },
  };
}

/**
 * @param {string} id
 * @param {string} executorId
 * @param {object} change
 */
const tenant = (id, executorId, change) => ({
  id,
  modelId: 'tiny',
  executorId,
  deadline: { kind: 'none' },
  priority: 1,
  weight: 1,
  overload: 'drop-newest',
  input: 'scene',
  paused: false,
  ...change,
});

/** @param {readonly number[]} segmentsMs */
function costOf(segmentsMs) {
  const wholeMs = segmentsMs.reduce((sum, ms) => sum + ms, 0);
  return {
    n: 3,
    prepareMs: 0.3,
    computeMs: wholeMs,
    samplesMs: [0.95 * wholeMs, wholeMs, 1.1 * wholeMs],
    afterMs: 0.2,
    plan: {
      target: 2,
      segmentsMs,
      wholeMs,
      n: 3,
      cutsTried: 2,
      cutsKept: 2,
      reason: null,
      lossFraction: 0,
      fenceMs: null,
    },
    basis: 'profile',
    hopMs: 0.03,
    resource: 'unknown',
    baseline: null,
  };
}
