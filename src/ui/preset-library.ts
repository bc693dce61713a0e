/** The scenarios that come with the app: their words here, their documents in `public/presets/`. */
import { EngineError } from '../domain/errors';
import { parseScenario, type Scenario } from '../domain/scenario';

export interface Preset {
  /** File name in `public/presets/` and name of the scenario. */
  readonly id: string;
  readonly title: string;
  readonly line: string;
  readonly scenario: Scenario;
}

export const DEFAULT_PRESET = 'four-at-once';

/** In the order of the picker. */
export const PRESET_CARDS = [
  {
    id: 'four-at-once',
    title: 'Four at once',
    line: 'Four models, an executor each: they run side by side and race for the machine.',
  },
  {
    id: 'noisy-neighbour',
    title: 'Noisy neighbour',
    line: 'A face tracker at 30 frames a second shares its executor with a greedy one and misses its deadlines: try another policy.',
  },
  {
    id: 'video-call',
    title: 'Video call',
    line: 'One executor: a cut-out for each of 30 frames a second, a face mesh in bursts, and every two seconds a window of sound. A 50 Hz voice model would need a shorter window than Basic Pitch has.',
  },
  {
    id: 'vr-hands',
    title: 'VR hands',
    line: 'Face mesh → iris at 20/s and hands at 15/s on one executor. Adapted from XRBench’s VR gaming: a third of its rates, the models that are here.',
  },
  {
    id: 'ar-glasses',
    title: 'AR glasses',
    line: 'Hands, cut-out, things, and a face that asks for its emotion half of the time. Adapted from XRBench’s AR assistant: lower rates, no depth, planes or speech.',
  },
  {
    id: 'social-robot',
    title: 'Social robot',
    line: 'Three pipelines: face → mesh → iris, and emotion; person → pose; hands → joints. Each stage looks at what the one before found.',
  },
  {
    id: 'cloud-mix',
    title: 'Cloud mix',
    line: 'Random arrivals with priorities 9, 3 and 1, and deadlines of 1, 10 and 100 times the time alone: measure alone first.',
  },
  {
    id: 'photo-tagger',
    title: 'Photo tagger',
    line: 'What is in the picture, and who: four models on two executors, each given 24 pictures at once. LoadGen-style, offline.',
  },
  {
    id: 'loadgen-style',
    title: 'LoadGen-style',
    line: 'The four modes of MLPerf LoadGen side by side, each with its own figure: single-stream, multi-stream, server, offline. Shortened, so no MLPerf result.',
  },
  {
    id: 'fitness-coach',
    title: 'Fitness coach',
    line: 'A body pose for each of 30 frames a second, beside a greedy 3-D pose and a hand.',
  },
  {
    id: 'recorded-replay',
    title: 'Eager, recorded, interleaved',
    line: 'One face mesh three times on one WebGPU device: eager, recorded, recorded in segments. Compare their time to issue, their throughput, and who waits for whom on the timeline. No benefit on your GPU is an answer too; without WebGPU all three run alike.',
  },
  { id: 'one-alone', title: 'One alone', line: 'A single model with the machine to itself.' },
  {
    id: 'everything',
    title: 'Everything',
    line: 'All fifteen models on five executors, each a few times a second: faces, bodies, hands, pictures, sound.',
  },
] as const;

/**
 * Fetches and validates all presets.
 * @param baseUrl absolute URL of `presets/`, ending in a slash.
 * @throws EngineError `network-unreachable` or `scenario-invalid`, naming the file.
 */
export async function fetchPresets(baseUrl: string, modelIds: readonly string[]): Promise<Preset[]> {
  return Promise.all(
    PRESET_CARDS.map(async (card) => {
      const document = await fetchJson(new URL(`${card.id}.json`, baseUrl).href);
      return { ...card, scenario: parseScenario(document, modelIds) };
    }),
  );
}

/** @throws EngineError `network-unreachable`, naming the address. */
export async function fetchJson(url: string): Promise<unknown> {
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    return await response.json();
  } catch (thrown) {
    const cause = thrown instanceof Error ? thrown.message : String(thrown);
    throw new EngineError('network-unreachable', `${url} could not be read: ${cause}.`, { cause: thrown });
  }
}
