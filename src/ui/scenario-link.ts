/**
 * A scenario in the address: `#preset=<id>` for one that comes with the app, `#z=<base64url of zlib of JSON>` for any other,
 * or `#s=<base64url of JSON>`, as links were before. It reads and writes hashes only; validation of the document is
 * `parseScenario`'s.
 */
import { EngineError } from '../domain/errors';
import { parseScenario, type Scenario } from '../domain/scenario';
import { cutLink, decodeLink, encodeLink, invalidLink } from './link-text';
import { shareStructure } from './share-structure';

/** What a link can refer to by name. */
interface NamedScenario {
  readonly id: string;
  readonly scenario: Scenario;
}

/**
 * A longer hash is neither read nor written, and refused before it is decoded. The largest scenario of catalog models
 * has about 1 kB compressed; 24 models of one's own with a few inputs each have about 40 kB plain.
 */
export const MAX_HASH = 131_072;

const sameDocument = (a: Scenario, b: Scenario): boolean => shareStructure(a, b) === a;

/** The preset that equals `scenario` in every field, or undefined when it is a custom one. */
export const presetOf = <P extends NamedScenario>(scenario: Scenario, presets: readonly P[]): P | undefined =>
  presets.find((preset) => sameDocument(preset.scenario, scenario));

/** The hash, with its `#`, that reopens `scenario`; null when it is too large for a link (pasted numbers can be). */
export function hashOf(scenario: Scenario, presets: readonly NamedScenario[]): string | null {
  const preset = presetOf(scenario, presets);
  if (preset !== undefined) return `#preset=${preset.id}`;
  const text = encodeLink(scenario);
  return text === null || text.length >= MAX_HASH ? null : `#${text}`;
}

/**
 * Reads a hash; an empty one gives null.
 * @throws EngineError `link-invalid`, `link-cut`, `link-too-long`, or one of `parseScenario`'s: where and why.
 */
export function scenarioFromHash(
  hash: string,
  presets: readonly NamedScenario[],
  modelIds: readonly string[],
): Scenario | null {
  const text = hash.replace(/^#/, '');
  if (text === '') return null;
  if (text.length > MAX_HASH)
    throw new EngineError(
      'link-too-long',
      `The link is ${text.length} characters long; at most ${MAX_HASH} are read. No link that this app writes is longer: ask for it again.`,
    );
  const [, key, value = ''] = /^(preset|s|z)(?:=(.*))?$/s.exec(text) ?? [];
  if (key === 'preset') return namedScenario(value, presets);
  if (key === 's' || key === 'z') return parseScenario(decodeLink(key, value), modelIds);
  throw invalidLink('it should start with #preset=, #z= or #s=');
}

function namedScenario(id: string, presets: readonly NamedScenario[]): Scenario {
  if (id === '') throw cutLink('before the name of the preset');
  const preset = presets.find((one) => one.id === id);
  if (preset !== undefined) return preset.scenario;
  const name = id.length > 40 ? `${id.slice(0, 40)}…` : id;
  throw invalidLink(`no preset is called "${name}"; there are: ${presets.map((one) => one.id).join(', ')}`);
}
