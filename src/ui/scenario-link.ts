/**
 * A scenario in the address: `#preset=<id>` for one that comes with the app, `#s=<base64url JSON>` for any other.
 * It reads and writes hashes only; validation of the document is `parseScenario`'s.
 */
import { EngineError } from '../domain/errors';
import { parseScenario, type Scenario } from '../domain/scenario';
import { shareStructure } from './share-structure';

/** What a link can refer to by name. */
interface NamedScenario {
  readonly id: string;
  readonly scenario: Scenario;
}

/** A longer hash is refused before it is decoded; the largest valid scenario has about 8 kB. */
const MAX_HASH = 65_536;

const sameDocument = (a: Scenario, b: Scenario): boolean => shareStructure(a, b) === a;

/** The preset that equals `scenario` in every field, or undefined when it is a custom one. */
export const presetOf = <P extends NamedScenario>(scenario: Scenario, presets: readonly P[]): P | undefined =>
  presets.find((preset) => sameDocument(preset.scenario, scenario));

/** The hash, with its `#`, that reopens `scenario`. */
export function hashOf(scenario: Scenario, presets: readonly NamedScenario[]): string {
  const preset = presetOf(scenario, presets);
  return preset === undefined ? `#s=${encode(JSON.stringify(scenario))}` : `#preset=${preset.id}`;
}

/**
 * Reads a hash; an empty one gives null.
 * @throws EngineError `link-invalid` or `scenario-invalid`: where and why.
 */
export function scenarioFromHash(
  hash: string,
  presets: readonly NamedScenario[],
  modelIds: readonly string[],
): Scenario | null {
  const text = hash.replace(/^#/, '');
  if (text === '') return null;
  if (text.length > MAX_HASH)
    throw invalid(`it is ${text.length} characters long, at most ${MAX_HASH} are read`);
  const [key, value = ''] = [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)];
  if (key === 'preset') return namedScenario(value, presets);
  if (key === 's') return parseScenario(decode(value), modelIds);
  throw invalid('it should start with #preset= or #s=');
}

function namedScenario(id: string, presets: readonly NamedScenario[]): Scenario {
  const preset = presets.find((one) => one.id === id);
  if (preset !== undefined) return preset.scenario;
  throw invalid(`no preset is called "${id}"; there are: ${presets.map((one) => one.id).join(', ')}`);
}

const invalid = (why: string): EngineError =>
  new EngineError('link-invalid', `The link is not valid: ${why}.`);

function encode(text: string): string {
  const binary = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function decode(text: string): unknown {
  let json: string;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    json = new TextDecoder('utf-8', { fatal: true }).decode(
      Uint8Array.from(binary, (letter) => letter.charCodeAt(0)),
    );
  } catch {
    throw invalid('the part after #s= is not base64url text');
  }
  try {
    return JSON.parse(json);
  } catch (thrown) {
    throw invalid(`the part after #s= is not JSON: ${thrown instanceof Error ? thrown.message : ''}`);
  }
}
