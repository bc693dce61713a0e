/** Predictions as tables for the terminal. It computes nothing but means of what they say. */
import { figure, table } from './summary.mjs';

/**
 * @typedef {object} Prediction what is shown of one
 * @property {number} durationMs
 * @property {{ id: string, throughputPerSecond: number, latencyMs: { mean: number | null, p95: number | null, n: number },
 *   late: number, dropped: number, rejected: number, slowdown: number | null, deadlineHitFraction: number | null,
 *   costBasis: string }[]} tenants
 * @property {{ id: string, utilisationFraction: number }[]} executors
 * @property {{ throughputPerSecond: number, stp: number | null, antt: number | null, jainFairness: number | null }} totals
 * @property {{ slope: { gpu: number, cpu: number }, n: number }} contention
 * @property {{ count: number, hash: string }} decisions
 * @property {number} events
 * @property {number} wallMs
 */

/** @param {Prediction} prediction */
export function predictionTable(prediction) {
  const { tenants, executors, totals, contention, decisions, durationMs, events, wallMs } = prediction;
  const rows = tenants.map((one) => [
    one.id,
    figure(one.throughputPerSecond, 1),
    figure(one.slowdown),
    figure(one.latencyMs.mean),
    figure(one.latencyMs.p95),
    String(one.latencyMs.n),
    String(one.late),
    String(one.dropped),
    String(one.rejected),
    figure(one.deadlineHitFraction, 3),
    one.costBasis,
  ]);
  const heading = [
    'tenant',
    'per s',
    'slowdown',
    'mean ms',
    'p95',
    'n',
    'late',
    'dropped',
    'rejected',
    'hits',
    'costs',
  ];
  const busy = executors.map(({ id, utilisationFraction }) => `${id} busy ${figure(utilisationFraction)}`);
  const slope =
    contention.n === 0
      ? 'executors of a device do not slow one another (not fitted)'
      : `linear slowdown, slope ${figure(contention.slope.gpu)} on the GPU, ${figure(contention.slope.cpu)} on the cores`;
  return [
    `Simulated, not measured: ${durationMs / 1000} s.`,
    table([heading, ...rows]),
    busy.join(', '),
    `all: ${figure(totals.throughputPerSecond, 1)} per s, STP ${figure(totals.stp)}, ANTT ${figure(totals.antt)}, Jain ${figure(totals.jainFairness)}`,
    slope,
    `${decisions.count} decisions (${decisions.hash}), ${events} events in ${figure(wallMs, 0)} ms`,
  ].join('\n');
}

/** @param {readonly { choice: { policy: string, grain: string, gate: string }, prediction: Prediction }[]} results */
export function sweepTable(results) {
  const rows = results.map(({ choice, prediction: { tenants, totals } }) => [
    choice.policy,
    choice.grain,
    choice.gate,
    figure(meanHits(tenants), 3),
    figure(totals.stp),
    figure(totals.antt),
    figure(totals.jainFairness),
    figure(totals.throughputPerSecond, 1),
  ]);
  const wallMs = results.reduce((sum, { prediction }) => sum + prediction.wallMs, 0);
  return [
    `Simulated, not measured: ${(results[0]?.prediction.durationMs ?? 0) / 1000} s each. Hits: mean over tenants with deadlines.`,
    table([['policy', 'grain', 'gate', 'hits', 'STP', 'ANTT', 'Jain', 'per s'], ...rows]),
    `${results.length} simulations in ${figure(wallMs, 0)} ms`,
  ].join('\n');
}

/** @param {Prediction['tenants']} tenants */
function meanHits(tenants) {
  const hits = tenants.flatMap(({ deadlineHitFraction }) => deadlineHitFraction ?? []);
  return hits.length === 0 ? null : hits.reduce((sum, one) => sum + one, 0) / hits.length;
}
