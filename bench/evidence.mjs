/**
 * What a long recording costs, in this Node and one thread: writing a run of a million requests as JSON, its size, and reading
 * it back as a dropped file is read (bounds, JSON, every field, the recording). The sources are built as for production first;
 * no browser.
 */
import { parseArgs } from 'node:util';
import { builtModules } from './built-modules.mjs';
import { figure, table } from './summary.mjs';

const MODULES = {
  read: 'src/evidence/read/read-evidence.ts',
  write: 'src/evidence/files/write-json.ts',
  documents: 'src/testing/evidence-documents.ts',
};
const COLUMNS = 17;
const READ_LIMIT_MS = 2000;
const SIZE_LIMIT_MB = 100;

/** @param {string[]} args */
export async function main(args) {
  const { values } = parseArgs({
    args,
    options: { evidence: { type: 'boolean' }, requests: { type: 'string', default: '1000000' } },
  });
  const requests = Number(values.requests);
  if (!(requests >= 1 && requests <= 4_000_000))
    throw new Error(`--requests is "${values.requests}": 1 to 4000000.`);
  const { read, write, documents } = await builtModules('evidence-bench', MODULES);
  const given = { document: documents.runOf(), recording: recordingOf(requests) };
  const [blob, writeMs] = await timed(() => write.writeJson(given));
  const [back, readMs] = await timed(() => read.readEvidence(blob, 'long.run.json'));
  if (back.recording?.rows.length !== given.recording.rows.length)
    throw new Error('What was read is not what was written: the figures would mean nothing.');
  const sizeMb = blob.size / 2 ** 20;
  console.log(
    table([
      ['requests', 'write, ms', 'size, MB', 'bytes each', 'read, ms'],
      [String(requests), figure(writeMs, 0), figure(sizeMb), figure(blob.size / requests), figure(readMs, 0)],
    ]),
  );
  console.log(`\nGoals: read within ${READ_LIMIT_MS} ms, below ${SIZE_LIMIT_MB} MB.`);
  return readMs <= READ_LIMIT_MS && sizeMb < SIZE_LIMIT_MB ? 0 : 1;
}

/**
 * @template T
 * @param {() => Promise<T>} act
 * @returns {Promise<[T, number]>}
 */
async function timed(act) {
  const startedAt = performance.now();
  const told = await act();
  return [told, performance.now() - startedAt];
}

/**
 * Two tenants, a request a millisecond, parts that vary as measured ones do.
 * @param {number} requests
 */
function recordingOf(requests) {
  const rows = new Float64Array(requests * COLUMNS);
  let state = 1;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  for (let index = 0; index < requests; index++) {
    let at = 1.77e12 + index + next();
    const arrivedAt = at;
    const stamps = [2, 0.2, 1, 8, 0.5, 0.5, 0.1].map((most) => {
      at += most * next();
      return at;
    });
    rows.set(
      [
        index + 1,
        index % 2,
        index % 2,
        0,
        arrivedAt,
        arrivedAt + 33,
        ...stamps,
        0,
        1,
        Number.NaN,
        arrivedAt - 9 * next(),
      ],
      index * COLUMNS,
    );
  }
  return { tenantIds: ['a', 'b'], executorIds: ['x', 'y'], rows, segmentsAt: new Float64Array() };
}
