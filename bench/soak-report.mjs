/** What a soak found, as tables, and whether it is good. It computes from what was sampled and measures nothing. */
import { percentile, slopeOf } from './statistics.mjs';
import { figure, table } from './summary.mjs';

/** @typedef {import('./soak.mjs').Soaked} Soaked */
/** @typedef {{ minutes: number, everyS: number, seed: number, gpu: boolean }} Setting */

const QUANTITIES = /** @type {const} */ ([
  ['heap', 'JavaScript heap of the page after collection, MB'],
  ['tensors', 'tensors of all executors, MB'],
  ['reserved', 'reserved by all executors, MB'],
  ['gpu', 'reserved on the GPU, MB'],
  ['workers', 'workers'],
]);

/** Violations told one by one; the rest is counted. */
const TOLD = 10;

/** @param {Soaked} soaked @param {Setting} setting @returns {{ text: string, good: boolean }} */
export function soakReport(soaked, { minutes, everyS, seed, gpu }) {
  const { accounting, injected, drained } = soaked;
  const wrong = accounting.violations;
  const never = [...soaked.incidents.values()].filter((one) => one.recoveredAt === null);
  const ended = /** @type {const} */ (['arrivals', 'completions', 'failed', 'dropped', 'rejected']);
  return {
    good: wrong.length === 0 && drained === 0 && never.length === 0,
    text: [
      `\nFour at once on WASM${gpu ? ', one on WebGL (software)' : ''}, ${minutes} minutes, a mishap every ${everyS} s, seed ${seed}`,
      `injected: ${[...injected].map(([kind, times]) => `${kind} ${times}`).join(', ') || 'nothing'}`,
      '',
      `requests: ${ended.map((counter) => `${counter} ${accounting.total(counter)}`).join(', ')}; outstanding after the end ${drained}`,
      `accounting: ${wrong.length} violations in ${accounting.looks} looks at a tenant`,
      ...wrong.slice(0, TOLD),
      '',
      table(recoveryRows(soaked)),
      ...never.slice(0, TOLD).map((one) => `never recovered: ${one.mishap ?? one.cause}: ${one.message}`),
      '',
      `memory, ${soaked.memory.length} samples while all ran`,
      table([['what', 'first', 'last', 'highest', 'slope a minute'], ...memoryRows(soaked)]),
    ].join('\n'),
  };
}

/** @param {Soaked} soaked */
function recoveryRows({ incidents }) {
  const all = [...incidents.values()];
  const kinds = [...new Set(all.map((one) => one.mishap ?? one.cause))].sort();
  const row = (/** @type {string} */ name, /** @type {typeof all} */ some) => {
    // An incident that hit nobody (the network is refused) has nothing to recover.
    const times = some.flatMap((one) =>
      one.recoveredAt === null || one.tenantIds.length === 0 ? [] : [(one.recoveredAt - one.at) / 1000],
    );
    const never = some.filter((one) => one.recoveredAt === null).length;
    return [
      name,
      String(some.length),
      String(times.length),
      ...[0.5, 0.95, 1].map((fraction) =>
        times.length === 0 ? '–' : figure(percentile(times, fraction), 2),
      ),
      String(never),
    ];
  };
  return [
    ['incident', 'n', 'recovered', 'p50 s', 'p95 s', 'max s', 'never'],
    ...kinds.map((kind) =>
      row(
        kind,
        all.filter((one) => (one.mishap ?? one.cause) === kind),
      ),
    ),
    row('all', all),
  ];
}

/** @param {Soaked} soaked */
function memoryRows({ memory }) {
  return QUANTITIES.map(([key, what]) => {
    const points = memory.flatMap((one) => {
      const value = one[key];
      return value === null ? [] : [/** @type {const} */ ([one.minute, value])];
    });
    const values = points.map(([, value]) => value);
    return [
      what,
      figure(values[0], 2),
      figure(values.at(-1), 2),
      values.length === 0 ? '–' : figure(Math.max(...values), 2),
      points.length < 2 ? '–' : figure(slopeOf(points), 3),
    ];
  });
}
