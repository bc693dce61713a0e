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
    id: 'video-call',
    title: 'Video call',
    line: 'A cut-out and a face mesh for every frame of 30 a second; every two seconds the sound is transcribed.',
  },
  {
    id: 'fitness-coach',
    title: 'Fitness coach',
    line: 'A body pose for each of 30 frames a second, beside a greedy 3-D pose and a hand.',
  },
  {
    id: 'photo-tagger',
    title: 'Photo tagger',
    line: 'What is in the picture, and who: four models share two executors, as fast as they can.',
  },
  {
    id: 'noisy-neighbour',
    title: 'Noisy neighbour',
    line: 'A face tracker at 30 frames a second shares its executor with a greedy one.',
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
