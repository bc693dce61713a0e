/** Tables of recordings for the terminal, and which goals they hold. Pure: it is told figures and gives words. */
import { median } from './statistics.mjs';
import { figure } from './summary.mjs';

/** Eager over recorded, at least, for the models that have a goal. */
const ISSUE_GOALS = { recorded: 20, segmented: 12 };
export const WITH_GOALS = ['facemesh', 'movenet-lightning', 'blazeface', 'handlandmark-lite', 'faceres'];
/** Memory that a recording adds over the peak of one eager inference, at most. */
export const MEMORY_GOAL = 1.2;

export const ISSUE_HEAD = [
  'model',
  'dispatches',
  'eager ms',
  'recorded ms',
  'ratio',
  'in segments ms',
  'ratio',
  'eager before ms',
  'added MB',
  'eager peak MB',
  'ratio',
  'bits',
  '',
];

/** @param {number} bytes */
const megabytes = (bytes) => figure(bytes / 1e6, 2);

/** @param {number | null} over @param {number | null} under */
const ratio = (over, under) => (over === null || under === null ? null : over / under);

/** @param {import('./gpu-page.mjs').IssueCost} cost */
export function issueRow(cost) {
  const { modelId, dispatches, eagerIssueMs, recordedIssueMs, segmentedIssueMs, memory, bitEqual } = cost;
  const recorded = ratio(eagerIssueMs, recordedIssueMs);
  const segmented = ratio(eagerIssueMs, segmentedIssueMs);
  const added = memory === null ? null : memory.recordingBytes / memory.eagerPeakBytes;
  return [
    modelId,
    String(dispatches),
    figure(eagerIssueMs, 2),
    figure(recordedIssueMs, 3),
    figure(recorded, 1),
    figure(segmentedIssueMs, 3),
    figure(segmented, 1),
    figure(cost.eagerBeforeMs, 2),
    memory === null ? '–' : megabytes(memory.recordingBytes),
    memory === null ? '–' : megabytes(memory.eagerPeakBytes),
    figure(added, 2),
    bitEqual ? 'equal' : 'DIFFER',
    verdict(modelId, { recorded, segmented, added, bitEqual }),
  ];
}

/**
 * @param {string} modelId
 * @param {{ recorded: number | null, segmented: number | null, added: number | null, bitEqual: boolean }} found
 */
function verdict(modelId, { recorded, segmented, added, bitEqual }) {
  const fast =
    !WITH_GOALS.includes(modelId) ||
    ((recorded ?? 0) >= ISSUE_GOALS.recorded && (segmented ?? 0) >= ISSUE_GOALS.segmented);
  return fast && bitEqual && (added ?? Number.POSITIVE_INFINITY) <= MEMORY_GOAL ? 'held' : 'MISSED';
}

export const ZOO_HEAD = [
  'model',
  'dispatches',
  'copies',
  'pipelines',
  'weights MB',
  'intermediates MB',
  'saved by aliasing',
  'uniforms kB',
  'constants kB',
  'added MB',
  'eager peak MB',
  'ratio',
  'bits',
];

/** @param {import('./gpu-page.mjs').ModelFacts} told @returns {string[]} */
export function zooRow({ modelId, reason, facts, memory, bitEqual }) {
  if (facts === null || memory === null) return [modelId, `stays eager: ${reason ?? 'nobody knows why'}`];
  return [
    modelId,
    String(facts.dispatches),
    String(facts.copies),
    String(facts.pipelines),
    megabytes(facts.weightBytes),
    megabytes(facts.intermediateBytes),
    `${figure(100 * (1 - facts.intermediateBytes / facts.unaliasedBytes), 0)} %`,
    figure(facts.uniformBytes / 1e3, 1),
    figure(facts.constantBytes / 1e3, 1),
    megabytes(memory.recordingBytes),
    megabytes(memory.eagerPeakBytes),
    figure(memory.recordingBytes / memory.eagerPeakBytes, 2),
    bitEqual === null ? 'not compared' : bitEqual ? 'equal' : 'DIFFER',
  ];
}

/** Inferences a second of all tenants. @param {import('./gpu-page.mjs').LoopCount} count */
export const rateOf = ({ completions, elapsedMs }) =>
  (1000 * completions.reduce((sum, one) => sum + one, 0)) / elapsedMs;

/**
 * One way of running so many tenants.
 * @typedef {{ tenants: number, layout: 'one device' | 'a device each', mode: import('./gpu-page.mjs').LoopMode, submitsInFlight: number }} Way
 * @typedef {Way & { roundsPerSecond: number[] }} Throughput
 */

export const THROUGHPUT_HEAD = ['tenants', 'devices', 'mode', 'submits', '/s', 'range', '/ eager'];

/**
 * Each beside eager on one device with one submit under way, round by round: what disturbs the machine for longer than a
 * round disturbs both.
 * @param {readonly Throughput[]} all
 * @returns {string[][]}
 */
export const throughputRows = (all) =>
  all.map((one) => [
    String(one.tenants),
    one.layout,
    one.mode,
    String(one.submitsInFlight),
    figure(median(one.roundsPerSecond), 1),
    `${figure(Math.min(...one.roundsPerSecond), 1)}–${figure(Math.max(...one.roundsPerSecond), 1)}`,
    figure(besideEager(one, all), 2),
  ]);

/**
 * Median over rounds of its rate / the rate of as many eager tenants on one device; null without such rounds.
 * @param {Throughput} one
 * @param {readonly Throughput[]} all
 */
export function besideEager(one, all) {
  const eager = all.find(
    ({ tenants, layout, mode, submitsInFlight }) =>
      tenants === one.tenants && layout === 'one device' && mode === 'eager' && submitsInFlight === 1,
  );
  if (eager === undefined) return null;
  return median(
    one.roundsPerSecond.map((rate, round) => rate / (eager.roundsPerSecond[round] ?? Number.NaN)),
  );
}
