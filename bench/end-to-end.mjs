/**
 * `npm run bench -- --end-to-end`: inferences a second, recorded against eager, for one tenant and for all: input written, computed,
 * outputs read. By default on the software adapter, where computing hides what recording saves: there it must only not be
 * slower. `--rounds N` (5), `--requests N` of a tenant in a round (3), `--models a,b,c`, `--real-gpu`.
 */
import { parseArgs } from 'node:util';
import { idsOf, machineLines, withGpuPage } from './gpu-page.mjs';
import { measureRounds } from './gpu-rounds.mjs';
import { besideEager, THROUGHPUT_HEAD, throughputRows } from './gpu-tables.mjs';
import { table } from './summary.mjs';

/** Recorded over eager, at least: what is left to noise. */
const LEAST = 0.97;
const SEGMENTS = 8;

/**
 * @param {string[]} args
 * @returns {Promise<number>} exit status: 1 when recorded is slower
 */
export async function main(args) {
  const { values } = parseArgs({
    args,
    options: {
      'end-to-end': { type: 'boolean' },
      rounds: { type: 'string', default: '5' },
      requests: { type: 'string', default: '3' },
      models: { type: 'string', default: 'emotion,facemesh,iris' },
      'real-gpu': { type: 'boolean', default: false },
    },
  });
  const models = idsOf(values.models);
  const most = Number(values.requests);
  const ways = [1, models.length].flatMap((tenants) =>
    /** @type {const} */ (['eager', 'recorded', 'interleaved']).map((mode) => ({
      ...{ tenants, layout: /** @type {const} */ ('one device'), mode, submitsInFlight: 1 },
    })),
  );
  return withGpuPage({ softwareGpu: !values['real-gpu'] }, async ({ call }, browserVersion) => {
    const lines = machineLines(await call('machine'), browserVersion);
    for (const id of models) await call('add', id, SEGMENTS, false);
    const options = { rounds: Number(values.rounds), roundMs: Number.MAX_SAFE_INTEGER, most };
    await measureRounds(call, ways, { ...options, rounds: 1, most: 1 }); // warm
    const measured = await measureRounds(call, ways, options);
    const method = `${models.join(', ')} in closed loops, ${most} requests each in a round, ${options.rounds} interleaved rounds, ${SEGMENTS} segments`;
    console.log(['', ...lines, method, table([THROUGHPUT_HEAD, ...throughputRows(measured)])].join('\n'));
    const recorded = measured.filter(({ mode }) => mode === 'recorded');
    return recorded.every((one) => (besideEager(one, measured) ?? 0) >= LEAST) ? 0 : 1;
  });
}
