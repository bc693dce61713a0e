/** Throughput of tenants on WebGPU in interleaved rounds: every way of running them once a round, in a turning order. */
import { rateOf } from './gpu-tables.mjs';
import { figure } from './summary.mjs';

/** @typedef {import('./gpu-tables.mjs').Way} Way */
/** @typedef {import('./gpu-tables.mjs').Throughput} Throughput */

/**
 * @param {import('./gpu-page.mjs').Call} call tenants are added already
 * @param {readonly Way[]} ways
 * @param {{ rounds: number, roundMs: number, most?: number }} options `most`: requests of a tenant in a round
 * @returns {Promise<Throughput[]>}
 */
export async function measureRounds(call, ways, { rounds, roundMs, most = Number.MAX_SAFE_INTEGER }) {
  const measured = ways.map((way) => ({ ...way, roundsPerSecond: /** @type {number[]} */ ([]) }));
  for (let round = 0; round < rounds; round += 1) {
    console.log(`round ${round + 1} of ${rounds}`);
    for (let turn = 0; turn < ways.length; turn += 1) {
      const way = measured[(round + turn) % ways.length];
      if (way === undefined) continue;
      const { mode, submitsInFlight, tenants, layout } = way;
      const options = { mode, submitsInFlight, forMs: roundMs, most };
      const count = await call(layout === 'one device' ? 'together' : 'separately', tenants, options);
      way.roundsPerSecond.push(rateOf(count));
      console.log(
        `  ${tenants} × ${mode}, ${layout}, ${submitsInFlight} submitted: ${figure(rateOf(count), 2)}/s`,
      );
    }
  }
  return measured;
}

/**
 * Every way for so many tenants. A device each has nothing to interleave.
 * @param {readonly number[]} counts of tenants
 * @param {readonly number[]} depths submits under way
 * @returns {Way[]}
 */
export const allWays = (counts, depths) =>
  counts.flatMap((tenants) => [
    .../** @type {const} */ (['eager', 'recorded', 'interleaved']).flatMap((mode) =>
      depths.map((submitsInFlight) => ({
        tenants,
        layout: /** @type {const} */ ('one device'),
        mode,
        submitsInFlight,
      })),
    ),
    .../** @type {const} */ (['eager', 'recorded']).map((mode) => ({
      tenants,
      layout: /** @type {const} */ ('a device each'),
      mode,
      submitsInFlight: 1,
    })),
  ]);
