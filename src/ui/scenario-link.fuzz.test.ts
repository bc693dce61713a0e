/** Whatever stands in the address: a valid scenario or an error with a code, never a crash, and nothing left behind. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EngineError } from '../domain/errors';
import { parseScenario, type Scenario, scenarioSchema } from '../domain/scenario';
import { compressed } from './link-compression';
import { hashOf, scenarioFromHash } from './scenario-link';

const PRESETS = new URL('../../public/presets/', import.meta.url);
const documents = readdirSync(PRESETS).map((file): unknown =>
  JSON.parse(readFileSync(new URL(file, PRESETS), 'utf8')),
);
const modelIds = documents.flatMap(
  (document) => (document as { tenants: { modelId: string }[] }).tenants.map((one) => one.modelId), // presets are scenarios
);
const onGpu = (scenario: Scenario): Scenario => ({
  ...scenario,
  executors: scenario.executors.map((one) => ({
    ...one,
    submitsInFlight: 2,
    gpuTiming: true,
    memoryBudgetMB: 64,
  })),
  tenants: scenario.tenants.map((one) => ({ ...one, mode: 'segmented' })),
});
/** Every preset as it is, and with the fields that none of them may have. */
const scenarios = documents
  .map((document) => parseScenario(document, modelIds))
  .flatMap((scenario) => [scenario, onGpu(scenario)]);
const hashes = scenarios.map((scenario) => hashOf(scenario, []) ?? '');

const plainLink = (document: unknown) => Buffer.from(JSON.stringify(document)).toString('base64url');
const packedLink = (text: string) => Buffer.from(compressed(Buffer.from(text))).toString('base64url');

/** Reads it and checks that what comes is valid, or an expected failure in words. */
function read(hash: string): string {
  try {
    const scenario = scenarioFromHash(hash, [], modelIds);
    if (scenario !== null) expect(scenarioSchema.safeParse(scenario).success).toBe(true);
    return 'accepted';
  } catch (thrown) {
    if (!(thrown instanceof EngineError)) throw thrown;
    expect(thrown.message.length).toBeGreaterThan(20);
    expect(thrown.message.length).toBeLessThan(6000);
    return thrown.code;
  }
}

/** Neither objects nor arrays have got anything that they did not have. */
function untouched(): void {
  const stranger: Record<string, unknown> = {};
  for (const name of ['polluted', 'id', 'executors', 'tenants', 'schemaVersion', 'backend'])
    expect(stranger[name]).toBeUndefined();
}

type Path = readonly (string | number)[];

/** Every place of a document. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]))];
}

/** The document with `given` at a place; an `own` field of an object keeps even the name `__proto__`. */
function withAt(value: unknown, path: Path, given: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return given;
  const copy: unknown = structuredClone(value);
  if (typeof copy !== 'object' || copy === null) return given;
  if (Array.isArray(copy) && key === 'length') return copy; // JSON cannot say it
  const old = Object.getOwnPropertyDescriptor(copy, key)?.value as unknown; // own fields of JSON have a value
  const descriptor = {
    value: withAt(old, rest, given),
    enumerable: true,
    configurable: true,
    writable: true,
  };
  return Object.defineProperty(copy, key, descriptor);
}

const strangeKey = fc.constantFrom('__proto__', 'constructor', 'toString', 'length', '$schema', 'extra', '');
const strangeValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(null, -1, 1e308, 2 ** 53, '', 'x'.repeat(5000), [], {}, [[]]),
  fc.constant({ polluted: true, __proto__: null }),
);
const settings = { seed: 20_260, numRuns: 400 };

it('any JSON, plain or compressed, is a scenario or the same expected failure', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), (document) => {
      const plain = read(`#s=${plainLink(document)}`);
      expect(read(`#z=${packedLink(JSON.stringify(document))}`)).toBe(plain);
    }),
    settings,
  );
  untouched();
});

it('any text, compressed, is a scenario or an expected failure', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
      expect(read(`#z=${packedLink(text)}`)).toMatch(/^(link|scenario)-/);
    }),
    settings,
  );
});

it('a compressed link in which letters were exchanged is told, never read as another scenario', () => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const edit = fc.record({
    hash: fc.constantFrom(...hashes),
    at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    put: fc.constantFrom(...letters),
  });
  const codes = new Set<string>();
  fc.assert(
    fc.property(edit, ({ hash, at, put }) => {
      expect(hash).toMatch(/^#z=/);
      // Not the last letter: a part of its bits may mean nothing.
      const from = 3 + Math.floor(at * (hash.length - 4));
      if (hash[from] !== put) codes.add(read(hash.slice(0, from) + put + hash.slice(from + 1)));
    }),
    { ...settings, numRuns: 4000 },
  );
  expect([...codes].sort()).toEqual(['link-cut', 'link-invalid']);
});

it('a small link that swells hugely is refused, whatever it swells to and wherever it is cut', () => {
  const bomb = Buffer.from(compressed(new Uint8Array(60_000_000))).toString('base64url');
  expect(bomb.length).toBeLessThan(131_072);
  fc.assert(
    fc.property(fc.integer({ min: 4, max: bomb.length }), (length) => {
      const code = read(`#z=${bomb.slice(0, length)}`);
      expect(code).toMatch(length > 4000 ? /^link-too-long$/ : /^link-(cut|too-long)$/);
    }),
    { ...settings, numRuns: 100 },
  );
  expect(read(`#z=${packedLink(`{"a":"${' '.repeat(2_000_000)}"}`)}`)).toBe('link-too-long');
});

it('a preset with anything in any place is a scenario or an expected failure', () => {
  const mutated = fc
    .constantFrom(...documents)
    .chain((document) =>
      fc
        .tuple(fc.constantFrom(...pathsOf(document)), strangeKey, fc.boolean(), strangeValue)
        .map(([path, key, added, value]) => withAt(document, added ? [...path, key] : path, value)),
    );
  const codes = new Set<string>();
  fc.assert(
    fc.property(mutated, (document) => {
      codes.add(read(`#s=${plainLink(document)}`));
    }),
    { ...settings, numRuns: 800 },
  );
  untouched();
  expect([...codes]).toEqual(expect.arrayContaining(['accepted', 'scenario-invalid']));
});

it('a real link with letters changed, cut out or doubled is a scenario or an expected failure', () => {
  const damage = fc.record({
    hash: fc.constantFrom(...hashes),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(6),
    put: fc.string({ maxLength: 6, unit: 'binary' }),
  });
  fc.assert(
    fc.property(damage, ({ hash, at, length, put }) => {
      const from = Math.floor(at * hash.length);
      read(hash.slice(0, from) + put + hash.slice(from + length));
    }),
    settings,
  );
});

it('any text is a scenario or an expected failure, with and without a beginning that it should have', () => {
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.base64String({ maxLength: 300 }));
  fc.assert(
    fc.property(
      fc.constantFrom('', '#', '#s', '#s=', '#z', '#z=', '#z=eJ', '#z=eNq', '#preset=', '#preset'),
      text,
      (start, rest) => {
        read(start + rest);
      },
    ),
    settings,
  );
});

it('nesting as deep as a link has room for is refused, not fallen over', () => {
  const deep = 45_000;
  for (const document of ['['.repeat(deep), '['.repeat(deep) + ']'.repeat(deep), '{"a":'.repeat(deep / 5)])
    for (const link of [`#s=${Buffer.from(document).toString('base64url')}`, `#z=${packedLink(document)}`])
      expect(read(link)).toMatch(/^(link|scenario)-/);
  const nested = `{"schemaVersion":1,"tenants":${'['.repeat(deep)}${']'.repeat(deep)}}`;
  expect(read(`#s=${Buffer.from(nested).toString('base64url')}`)).toBe('scenario-invalid');
});

it('a field called __proto__ is refused and reaches no prototype', () => {
  const [first = ''] = documents.map((document) => JSON.stringify(document));
  const polluted = first.replace('{', '{"__proto__":{"polluted":true},');
  expect(read(`#s=${Buffer.from(polluted).toString('base64url')}`)).toBe('scenario-invalid');
  untouched();
});
