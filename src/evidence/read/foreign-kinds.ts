/**
 * What a document seems to be that is neither a run nor an experiment, in words: people drop the wrong file more often than
 * a broken one. It must not know how the right ones are read.
 */

type Fields = Readonly<Record<string, unknown>>;

const has = (fields: Fields, ...names: readonly string[]): boolean =>
  names.every((name) => Object.hasOwn(fields, name));

const KINDS: readonly (readonly [words: string, is: (fields: Fields) => boolean])[] = [
  [
    'a trace for Perfetto or Chrome (a run that was exported as a trace cannot be read back: export it as JSON)',
    (fields) => has(fields, 'traceEvents'),
  ],
  ['a speedscope profile', (fields) => has(fields, 'profiles', 'shared')],
  ['a CPU profile of DevTools', (fields) => has(fields, 'nodes', 'samples')],
  [
    'a request for an experiment, not its answer (give it to the command line: --experiment)',
    (fields) => has(fields, 'schemaVersion', 'experiment'),
  ],
  [
    'a scenario (open it with the scenario menu)',
    (fields) => has(fields, 'schemaVersion', 'executors', 'tenants') && !has(fields, 'provenance'),
  ],
  [
    "a model's description (drop it with its weights to add a model)",
    (fields) => has(fields, 'modelTopology'),
  ],
  [
    "a model's description (drop it with its weights to add a model)",
    (fields) => has(fields, 'weightsManifest'),
  ],
  ['the catalog of models', (fields) => has(fields, 'models', 'packages')],
  [
    'a package.json of npm',
    (fields) =>
      has(fields, 'name', 'version') &&
      (has(fields, 'dependencies') ||
        has(fields, 'scripts') ||
        has(fields, 'license') ||
        has(fields, 'main') ||
        has(fields, 'type')),
  ],
  ['a HAR file of network requests', (fields) => has(fields, 'log')],
];

/** Null when nothing tells. */
export function foreignKindOf(value: unknown): string | null {
  if (Array.isArray(value)) {
    const first: unknown = value[0];
    const isTrace = typeof first === 'object' && first !== null && 'ph' in first;
    return isTrace ? 'a trace for Perfetto or Chrome, as a bare list' : 'a list';
  }
  if (typeof value !== 'object' || value === null)
    return `only ${value === null ? 'null' : `a ${typeof value}`}`;
  const fields = value as Fields; // an object that is no list
  return KINDS.find(([, is]) => is(fields))?.[0] ?? null;
}

/** Of text that is no JSON. */
export function foreignTextOf(start: string): string | null {
  const trimmed = start.trimStart();
  if (trimmed === '') return 'empty';
  if (/^<(!doctype|html|\?xml|svg)/i.test(trimmed))
    return 'a web page or a drawing (a report cannot be read back: export the run as JSON)';
  if (trimmed.startsWith('PK')) return 'a zip archive';
  if (/^[\w "-]+(,[\w "-]+){3,}\r?\n/.test(trimmed))
    return 'a table (CSV cannot be read back: export the run as JSON)';
  return /^[[{"\d-]/.test(trimmed) ? null : 'no JSON';
}

/** What the first kilobytes of a large file give away, before all of it is read. */
export const looksLikeTrace = (start: string): boolean =>
  /^\s*(\[\s*\{|\{\s*"traceEvents"\s*:)/.test(start) || /^\s*\{[^[{]*"traceEvents"\s*:/.test(start);
