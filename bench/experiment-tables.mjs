/** An experiment's answer as text for the terminal. It computes nothing: it shows what the file says. */
import { figure, table } from './summary.mjs';

/** @typedef {import('../e2e/automation.d.ts').SeenExperimentFile} ExperimentFile */

/** @param {{ value: number, low: number, high: number } | null} interval @param {number} decimals */
const withBounds = (interval, decimals = 2) =>
  interval === null
    ? '–'
    : `${figure(interval.value, decimals)} [${figure(interval.low, decimals)}–${figure(interval.high, decimals)}]`;

/** @param {ExperimentFile} file */
export function experimentSummary(file) {
  return [
    `${file.title}: ${file.status}, ${file.measurements.length} of ${file.plan.runs.length} runs`,
    ...(file.why === null ? [] : [`note: ${file.why}`]),
    ...answerLines(file),
    ...(file.drift === null || file.drift.ratio === null
      ? []
      : [
          `last A run / first: ${withBounds(file.drift.ratio)}${file.drift.flagged ? ', the machine changed' : ''}`,
        ]),
    ...file.flags.map(({ kind, words }) => `flag ${kind}: ${words}`),
    ...file.provenance.warnings.map((warning) => `note: ${warning}`),
    file.method,
  ].join('\n');
}

/** @param {ExperimentFile} file */
function answerLines(file) {
  if (file.matrix !== undefined) return matrixLines(file.matrix);
  if (file.points !== undefined) return scalingLines(file.points, file.knee ?? null);
  if (file.steps !== undefined) return rampLines(file.steps, file.holdsUpTo ?? null);
  if (file.advice !== undefined) return adviceLines(file.advice);
  if (file.gpuSharing !== undefined) return gpuSharingLines(file.gpuSharing);
  if (file.compared !== undefined) return [comparedTable(file.compared)];
  return ['nothing was measured'];
}

/** From lighter to darker: slowdowns below 1.1, 1.4, 1.8, 2.5 and above. */
const SHADES = /** @type {const} */ ([
  [1.1, ' '],
  [1.4, '░'],
  [1.8, '▒'],
  [2.5, '▓'],
  [Number.POSITIVE_INFINITY, '█'],
]);

/** @param {number} slowdown */
const shade = (slowdown) => SHADES.find(([below]) => slowdown < below)?.[1] ?? ' ';

/** @param {NonNullable<ExperimentFile['matrix']>} matrix */
function matrixLines({ tenants, cells }) {
  const rows = cells.map((row, index) => [
    tenants[index] ?? '',
    ...row.map((cell) =>
      cell === null
        ? '–'
        : `${shade(cell.slowdown)} ${figure(cell.slowdown)}× [${figure(cell.low)}–${figure(cell.high)}] n=${cell.n}`,
    ),
  ]);
  return ['row slowed by column, 95 % interval; darker is slower', table([['', ...tenants], ...rows])];
}

/**
 * @param {NonNullable<ExperimentFile['points']>} points
 * @param {import('../e2e/automation.d.ts').SeenKnee | null} knee
 */
function scalingLines(points, knee) {
  const rows = points.map((point) => [
    `${point.copies}`,
    withBounds({
      value: point.throughputPerSecond,
      low: point.throughputLow,
      high: point.throughputHigh,
    }),
    figure(point.p50Ms),
    figure(point.p95Ms),
    `${point.n}`,
  ]);
  const words =
    knee === null
      ? 'no knee: throughput grows on, or the points are too few to tell'
      : `knee at ${knee.copies} copies [${knee.low}–${knee.high}]`;
  return [table([['copies', 'per s', 'p50 ms', 'p95 ms', 'n'], ...rows]), words];
}

/**
 * @param {NonNullable<ExperimentFile['steps']>} steps
 * @param {number | null} holdsUpTo
 */
function rampLines(steps, holdsUpTo) {
  const rows = steps.map((step) => [
    `${step.tenants}`,
    withBounds({ value: step.deadlineHitFraction, low: step.low, high: step.high }, 3),
    figure(step.throughputPerSecond, 1),
    figure(step.p95Ms),
    `${step.n}`,
  ]);
  const words =
    holdsUpTo === null ? 'not even one keeps its deadlines' : `deadlines are kept up to ${holdsUpTo}`;
  return [table([['tenants', 'in time', 'per s', 'p95 ms', 'n'], ...rows]), words];
}

/** @param {NonNullable<ExperimentFile['compared']>} compared */
const comparedTable = (compared) =>
  table([
    ['set-up', 'per s', 'against the first', 'p95 ms', 'worst in time', 'STP', 'ANTT', 'n'],
    ...compared.map((cell) => [
      cell.label,
      withBounds(cell.throughputPerSecond, 1),
      withBounds(cell.againstFirst),
      figure(cell.p95Ms),
      figure(cell.worstDeadlineHitFraction, 3),
      figure(cell.stp),
      figure(cell.antt),
      `${cell.n}`,
    ]),
  ]);

/** @param {NonNullable<ExperimentFile['gpuSharing']>} sharing */
function gpuSharingLines({ arms, verdicts }) {
  const heads = [
    'way',
    'per s',
    'against eager',
    'against recorded',
    'worst tenant',
    'CPU to issue ms',
    'p95 ms',
    'n',
  ];
  const rows = arms.map((arm) => [
    arm.label,
    withBounds(arm.throughputPerSecond, 1),
    withBounds(arm.againstEager),
    withBounds(arm.againstRecorded),
    arm.worst === null ? '–' : `${arm.worst.tenantId} ${withBounds(arm.worst.againstEager)}`,
    figure(arm.issueMs, 3),
    figure(arm.p95Ms),
    `${arm.n}`,
  ]);
  return [table([heads, ...rows]), ...verdicts.map(({ words }) => words)];
}

/** @param {NonNullable<ExperimentFile['advice']>} advice */
function adviceLines(advice) {
  const shown = advice.filter(({ onFront, present, measured }) => onFront || present || measured !== null);
  const figures = (/** @type {import('../e2e/automation.d.ts').SeenAdviceFigures | null} */ one) => [
    figure(one?.throughputPerSecond, 1),
    figure(one?.worstDeadlineHitFraction, 3),
    one === null || one.memoryBytes === null ? '–' : figure(one.memoryBytes / 1e6, 0),
  ];
  const rows = shown.map((point) => [
    `${point.label}${point.present ? ' (present)' : ''}`,
    ...figures(point.predicted),
    ...figures(point.measured),
  ]);
  const heads = ['placement', 'simulated per s', 'in time', 'MB', 'measured per s', 'in time', 'MB'];
  return [
    `${advice.length} placements simulated; those not dominated, or measured:`,
    table([heads, ...rows]),
  ];
}
