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
    `page: main thread busy ${figure((file.ui.mainThreadBusyFraction ?? 0) * 100, 1)} %, ${file.ui.frames} frames, p95 ${figure(file.ui.p95FrameMs, 1)} ms, ${file.ui.longTasks} long tasks`,
    ...file.provenance.warnings.map((warning) => `note: ${warning}`),
  ].join('\n');
}
