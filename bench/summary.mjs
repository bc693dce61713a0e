/** A run file as a table for the terminal. It computes nothing: it shows what the file says. */

/** @param {number | null | undefined} value @param {number} decimals */
export const figure = (value, decimals = 2) =>
  value === null || value === undefined ? '–' : value.toFixed(decimals);

/**
 * Columns padded to their widest cell.
 * @param {readonly (readonly string[])[]} rows first row: headings
 */
export function table(rows) {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (/** @type {readonly string[]} */ row) =>
    row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
  return rows.map((row) => line(row).join('  ')).join('\n');
}

/** @param {import('./page.mjs').RunFile} file */
export function summaryOf(file) {
  const tenants = table([
    [
      'tenant',
      'backend',
      'per s',
      'alone',
      'slowdown',
      'mean ms',
      'p50',
      'p95',
      'n',
      'late',
      'dropped',
      'failed',
      'hits',
    ],
    ...file.tenants.map((one) => [
      one.id,
      one.backend ?? '–',
      figure(one.throughputPerSecond, 1),
      figure(one.alone?.throughputPerSecond, 1),
      figure(one.slowdown),
      figure(one.latencyMs.mean),
      figure(one.latencyMs.p50),
      figure(one.latencyMs.p95),
      String(one.latencyMs.n),
      String(one.late),
      String(one.dropped),
      String(one.failed),
      figure(one.deadlineHitFraction, 3),
    ]),
  ]);
  const executors = file.executors.map(
    (one) =>
      `${one.id}: ${one.backend ?? 'not started'}${one.threads > 1 ? `, ${one.threads} threads` : ''}${one.softwareAdapter ? ', software adapter' : ''}, busy ${figure(one.utilisationFraction)} (${one.backendReason ?? one.error?.message ?? ''})`,
  );
  const { stp, antt, jainFairness, throughputPerSecond } = file.totals;
  return [
    `${file.scenario.name}, seed ${file.scenario.seed}, ${figure(file.durationMs / 1000, 1)} s measured`,
    tenants,
    ...executors,
    `total ${figure(throughputPerSecond, 1)}/s   STP ${figure(stp)}   ANTT ${figure(antt)}   Jain ${figure(jainFairness)}`,
    decisionsLine(file.decisions),
    ...file.tenants.flatMap(loadgenLine),
    ...(file.predicted === undefined ? [] : predictedLines(file, file.predicted)),
    `page: main thread busy ${figure((file.ui.mainThreadBusyFraction ?? 0) * 100, 1)} %, ${file.ui.frames} frames, p95 ${figure(file.ui.p95FrameMs, 1)} ms, ${file.ui.longTasks} long tasks`,
    ...file.provenance.warnings.map((warning) => `note: ${warning}`),
  ].join('\n');
}

/** @param {import('./page.mjs').RunFile['decisions']} decisions */
const decisionsLine = ({ count, p99Us, beyondSegmentMs }) =>
  `decisions ${count}, p99 ${figure(p99Us, 1)} µs; beyond the segment in flight p99 ${figure(beyondSegmentMs.p99)} ms, n = ${beyondSegmentMs.n}`;

/** @param {import('./page.mjs').RunFile['tenants'][number]} tenant */
function loadgenLine({ id, loadgen }) {
  if (loadgen === null) return [];
  const { mode, metric, value, n, needed, met } = loadgen;
  const bound = met === null ? '' : met ? ', bound met' : ', bound not met';
  return [`${id}: LoadGen-style ${mode}, ${metric} ${figure(value)} (n = ${n} of ${needed} needed)${bound}`];
}

/**
 * A simulated figure and how far it is from the measured one: per cent, or percentage points of a fraction.
 * @param {number | null} simulated
 * @param {number | null} measured
 * @param {{ decimals?: number, points?: boolean }} writing
 */
function beside(simulated, measured, { decimals = 2, points = false } = {}) {
  const known = simulated !== null && measured !== null && (points || measured !== 0);
  if (!known) return figure(simulated, decimals);
  const error = Math.round(100 * (points ? simulated - measured : (simulated - measured) / measured));
  return `${figure(simulated, decimals)} (${error > 0 ? '+' : ''}${error} ${points ? 'pts' : '%'})`;
}

/**
 * @param {import('./page.mjs').RunFile} file
 * @param {NonNullable<import('./page.mjs').RunFile['predicted']>} predicted
 */
function predictedLines(file, predicted) {
  const rows = predicted.tenants.map((one) => {
    const real = file.tenants.find(({ id }) => id === one.id);
    return [
      one.id,
      one.costBasis,
      beside(one.throughputPerSecond, real?.throughputPerSecond ?? null, { decimals: 1 }),
      beside(one.latencyMs.p50, real?.latencyMs.p50 ?? null),
      beside(one.latencyMs.p95, real?.latencyMs.p95 ?? null),
      beside(one.deadlineHitFraction, real?.deadlineHitFraction ?? null, { decimals: 3, points: true }),
      beside(one.slowdown, real?.slowdown ?? null),
    ];
  });
  const { totals, contention, decisions } = predicted;
  const { slope, n, relativeError } = contention;
  return [
    'simulated, and how far from measured:',
    table([['tenant', 'costs', 'per s', 'p50', 'p95', 'hits', 'slowdown'], ...rows]),
    `simulated STP ${beside(totals.stp, file.totals.stp)}   ANTT ${beside(totals.antt, file.totals.antt)}   Jain ${beside(totals.jainFairness, file.totals.jainFairness)}`,
    `contention model: ${contention.kind}, slope cpu ${figure(slope.cpu)}, gpu ${figure(slope.gpu)}, n = ${n}, error of the fit ${figure(relativeError)}`,
    `simulated decisions ${decisions.count}, hash ${decisions.hash}`,
  ];
}
