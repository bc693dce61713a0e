/**
 * A scenario from a preset or a file, and what the command line puts in its place for every executor. What a field may be
 * is read from the published schema, so that a message lists what there is today; the page validates the document.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { PROJECT } from '../scripts/bootstrap.mjs';

const PRESETS = join(PROJECT, 'public', 'presets');
const SCHEMA = join(PROJECT, 'public', 'scenario.schema.json');

/**
 * @typedef {{ seed: number | null, backend: string | null, policy: string | null, grain: string | null,
 *   segmentMs: number | 'layer' | null, inFlight: number | 'auto' | null, gate: string | null }} Overrides
 * @typedef {{ backends: string[], policies: string[], grains: string[], gates: string[] }} Vocabulary
 */

/** The options that `overridesOf` reads, for `parseArgs`. */
export const OVERRIDE_OPTIONS = /** @type {const} */ ({
  backend: { type: 'string' },
  seed: { type: 'string' },
  policy: { type: 'string' },
  grain: { type: 'string' },
  'segment-ms': { type: 'string' },
  'in-flight': { type: 'string' },
  gate: { type: 'string' },
});

/** @returns {Promise<Vocabulary>} what the fields may be */
export async function vocabulary() {
  const { properties } = JSON.parse(await readFile(SCHEMA, 'utf8'));
  const executor = properties.executors.items.properties;
  return {
    backends: executor.backend.enum,
    policies: executor.policy.enum,
    grains: executor.grain.enum,
    gates: properties.gates.properties.cpu.enum,
  };
}

/**
 * @param {Partial<Record<keyof typeof OVERRIDE_OPTIONS, string | undefined>>} given
 * @param {Vocabulary} words
 * @returns {Overrides}
 * @throws {Error} naming what there is
 */
export function overridesOf(given, words) {
  return {
    seed: given.seed === undefined ? null : numberOf('--seed', given.seed, 0, 2 ** 32 - 1),
    backend: oneOf('--backend', given.backend, words.backends),
    policy: oneOf('--policy', given.policy, words.policies),
    grain: oneOf('--grain', given.grain, words.grains),
    segmentMs: numberOrWord('--segment-ms', given['segment-ms'], [0.25, 1000], 'layer'),
    inFlight: numberOrWord('--in-flight', given['in-flight'], [1, 8], 'auto'),
    gate: oneOf('--gate', given.gate, words.gates),
  };
}

/**
 * @param {string} name
 * @param {string | undefined} text
 * @param {readonly string[]} known
 */
function oneOf(name, text, known) {
  if (text === undefined || known.includes(text)) return text ?? null;
  throw new Error(`${name} is "${text}": it should be one of ${known.join(', ')}.`);
}

/**
 * @template {string} W
 * @param {string} name
 * @param {string | undefined} text
 * @param {readonly [number, number]} range
 * @param {W} word that stands for no number
 * @returns {number | W | null}
 */
function numberOrWord(name, text, [lowest, highest], word) {
  if (text === undefined) return null;
  if (text === word) return word;
  const value = Number(text);
  const whole = word !== 'auto' || Number.isInteger(value);
  if (text.trim() !== '' && value >= lowest && value <= highest && whole) return value;
  const kind = word === 'auto' ? 'a whole number' : 'a number';
  throw new Error(`${name} is "${text}": it should be ${kind} from ${lowest} to ${highest}, or ${word}.`);
}

/**
 * @param {string} name
 * @param {string} text
 * @param {number} lowest
 * @param {number} highest
 */
export function numberOf(name, text, lowest, highest) {
  const value = Number(text);
  if (text.trim() !== '' && value >= lowest && value <= highest) return value;
  throw new Error(`${name} is "${text}": it should be a number from ${lowest} to ${highest}.`);
}

/**
 * A preset's name or a file's path.
 * @param {string} given
 * @returns {Promise<any>} whatever the file holds
 */
export async function readScenario(given) {
  const names = (await readdir(PRESETS)).map((file) => file.replace(/\.json$/, '')).sort();
  const path = names.includes(given) ? join(PRESETS, `${given}.json`) : resolve(given);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Error(`There is no preset and no file "${given}"; presets: ${names.join(', ')}.`);
  });
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw new Error(`${given} is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}.`);
  }
}

/**
 * The scenario with what is put in its place; anything that is no scenario passes untouched to the page.
 * @param {any} document from a file
 * @param {Overrides} overrides
 */
export function overridden(document, { seed, gate, ...ofExecutors }) {
  const changed = { ...document };
  if (seed !== null) changed.seed = seed;
  if (gate !== null) changed.gates = { gpu: gate, cpu: gate };
  const change = Object.fromEntries(Object.entries(ofExecutors).filter(([, value]) => value !== null));
  if (Array.isArray(changed.executors))
    changed.executors = changed.executors.map((/** @type {object} */ executor) => ({
      ...executor,
      ...change,
    }));
  return changed;
}
