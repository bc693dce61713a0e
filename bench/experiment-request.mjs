/**
 * What the command line asks of an experiment: its kind or a file, and what is put in place of the file's fields. The page
 * validates what comes of it; here only numbers and names are read.
 */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { numberOf } from './overrides.mjs';

export const KINDS = [
  'matrix',
  'scaling',
  'ramp',
  'backends',
  'placements',
  'policies',
  'variants',
  'advice',
  'gpu-sharing',
];

/** The options that `requestOf` reads, for `parseArgs`. */
export const REQUEST_OPTIONS = /** @type {const} */ ({
  experiment: { type: 'string' },
  rounds: { type: 'string' },
  duration: { type: 'string' },
  warmup: { type: 'string' },
  tenant: { type: 'string' },
  copies: { type: 'string' },
  placement: { type: 'string' },
  rate: { type: 'string' },
  tenants: { type: 'string' },
  submits: { type: 'string' },
});

/** @typedef {Partial<Record<keyof typeof REQUEST_OPTIONS | 'seed', string | undefined>>} Given */

/** Kinds that have copies of one tenant. */
const OF_COPIES = ['scaling', 'ramp'];

/**
 * @param {Given} given
 * @returns {Promise<{ request: { kind: string, [field: string]: unknown }, scenario: unknown }>} `scenario`: the file's own, or undefined
 * @throws {Error} naming what there is
 */
export async function requestOf(given) {
  const asked = given.experiment ?? '';
  const document = KINDS.includes(asked)
    ? { experiment: { kind: asked }, scenario: undefined }
    : await readDocument(asked);
  const { experiment, scenario } = document;
  return { request: { ...experiment, ...changesOf(given, experiment.kind) }, scenario };
}

/**
 * @param {Given} given
 * @param {string} kind
 * @returns {Record<string, unknown>} fields of the request, those that were given
 */
function changesOf(given, kind) {
  const { rounds, duration, warmup, seed, tenant, copies, placement, rate, tenants, submits } = given;
  refuseForOthers({ '--copies': copies, '--placement': placement }, kind, OF_COPIES);
  refuseForOthers({ '--rate': rate }, kind, ['ramp']);
  refuseForOthers({ '--tenant': tenant }, kind, [...OF_COPIES, 'variants']);
  refuseForOthers({ '--tenants': tenants, '--submits': submits }, kind, ['gpu-sharing']);
  const number = (
    /** @type {string} */ name,
    /** @type {string | undefined} */ text,
    /** @type {readonly [number, number]} */ [lowest, highest],
    factor = 1,
  ) => (text === undefined ? undefined : factor * numberOf(name, text, lowest, highest));
  const changes = {
    rounds: number('--rounds', rounds, [1, 20]),
    durationMs: number('--duration', duration, [0.2, 600], 1000),
    warmupMs: number('--warmup', warmup, [0, 60], 1000),
    seed: number('--seed', seed, [0, 2 ** 32 - 1]),
    most: number('--copies', copies, [1, 24]),
    ratePerSecond: number('--rate', rate, [0.1, 1000]),
    placement,
    tenantId: tenant,
    tenants: number('--tenants', tenants, [1, 8]),
    submits: submits?.split(',').map((one) => numberOf('--submits', one, 1, 4)),
  };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

/**
 * @param {Record<string, string | undefined>} given
 * @param {string} kind
 * @param {readonly string[]} allowed
 */
function refuseForOthers(given, kind, allowed) {
  const [name] = Object.entries(given).find(([, value]) => value !== undefined) ?? [];
  if (name === undefined || allowed.includes(kind)) return;
  throw new Error(
    `${name} says nothing to an experiment of the kind ${kind}: it is for ${allowed.join(', ')}.`,
  );
}

/**
 * An `ExperimentDocument`.
 * @param {string} path
 * @returns {Promise<{ experiment: { kind: string }, scenario: unknown }>}
 */
async function readDocument(path) {
  const text = await readFile(resolve(path), 'utf8').catch(() => {
    throw new Error(`There is no experiment and no file "${path}"; experiments: ${KINDS.join(', ')}.`);
  });
  /** @type {any} */
  let document;
  try {
    document = JSON.parse(text);
  } catch (thrown) {
    throw new Error(`${path} is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}.`);
  }
  if (typeof document?.experiment?.kind === 'string' && document.schemaVersion === 1) return document;
  throw new Error(
    `${path} is no experiment: it should be { "schemaVersion": 1, "experiment": { "kind": … }, "scenario": … }.`,
  );
}
