/**
 * Whatever is brought is read or refused with a code: arbitrary documents, mutated real ones, mutated bytes, arbitrary
 * lists of files. What is read can be handed on. Seeds and numbers of runs are fixed.
 */
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customModelReferenceSchema, referenceOf } from '../domain/custom-model';
import { EngineError } from '../domain/errors';
import {
  DROPPED,
  floats,
  functionalDocument,
  graphDocument,
  layersDocument,
  type TestFile,
  testFile,
  testFiles,
} from '../testing/custom-files';
import { readBlobFiles } from './blob-files';
import { readCustomModels } from './custom-models';
import { toArtifacts } from './model-artifacts';

const SHARD = 'group1-shard1of1.bin';
const PLAIN_PROTOTYPE = Object.getOwnPropertyNames(Object.prototype).sort().join();

/**
 * @returns the code of the refusal, or null when it was read. Anything else that is thrown fails the property, and so
 *   does a model that was read and cannot be handed on.
 */
async function outcomeOf(files: readonly TestFile[]): Promise<string | null> {
  const read = await readCustomModels(files, DROPPED).catch((thrown: unknown) => {
    if (!(thrown instanceof EngineError)) throw thrown;
    return thrown.code;
  });
  expect(Object.getOwnPropertyNames(Object.prototype).sort().join()).toBe(PLAIN_PROTOTYPE);
  if (typeof read === 'string') return read;
  for (const { model, blobs } of read) {
    expect(customModelReferenceSchema.safeParse(referenceOf(model)).error).toBeUndefined();
    expect(model.inputs).toHaveLength(model.signature.inputs.length);
    toArtifacts(model, await readBlobFiles(model, blobs));
  }
  return null;
}

/** Values that parsers stumble over. */
const awkward = fc.oneof(
  fc.constantFrom<unknown>(null, true, '', '-1', 'x:0', '__proto__', 'constructor', 'Infinity', 'shard2of1'),
  fc.constantFrom<unknown>(0, -1, 1.5, 1e12, 2 ** 31, 1e308, Number.MAX_SAFE_INTEGER, 4, 3),
  fc.constantFrom<unknown>([], {}, [[]], [null], { toString: 1, valueOf: 1 }, { length: -1 }, [-1, -1]),
  fc.jsonValue({ maxDepth: 3 }),
);

interface Mutation {
  readonly at: number;
  readonly from: number;
  readonly kind: 'delete' | 'replace' | 'copy' | 'twice' | 'rename';
  readonly value: unknown;
}

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(),
  from: fc.nat(),
  kind: fc.constantFrom('delete', 'replace', 'copy', 'twice', 'rename'),
  value: awkward,
});

type Holder = Record<string, unknown> | unknown[];
interface Place {
  readonly holder: Holder;
  readonly key: string;
}

function placesIn(document: unknown): readonly Place[] {
  if (typeof document !== 'object' || document === null) return [];
  const holder = document as Holder; // an object that JSON gave
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(valueAt({ holder, key }))]);
}

const valueAt = ({ holder, key }: Place): unknown => (holder as Record<string, unknown>)[key]; // lists have keys, too

function put({ holder, key }: Place, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function mutate(document: unknown, mutations: readonly Mutation[]): unknown {
  const changed = structuredClone(document);
  for (const { at, from, kind, value } of mutations) {
    const places = placesIn(changed);
    const place = places[at % Math.max(1, places.length)];
    const other = places[from % Math.max(1, places.length)];
    if (place === undefined || other === undefined) continue;
    if (kind === 'delete')
      delete (place.holder as Record<string, unknown>)[place.key]; // lists keep a hole: null
    else if (kind === 'replace') put(place, structuredClone(value));
    else if (kind === 'copy') put(place, structuredClone(valueAt(other)));
    else if (kind === 'twice' && Array.isArray(place.holder))
      place.holder.push(structuredClone(valueAt(place)));
    else
      put(
        { holder: place.holder, key: typeof value === 'string' ? value : 'field' },
        structuredClone(valueAt(place)),
      );
  }
  return changed;
}

const DOCUMENTS = [graphDocument(), layersDocument(), functionalDocument(), functionalDocument(true)];

interface RealModel {
  readonly document: unknown;
  readonly text: string;
  readonly shard: { readonly path: string; readonly bytes: Uint8Array<ArrayBuffer> };
}

/** Real models, as far as they are assembled. */
const REAL: readonly RealModel[] = [
  ['selfie', 'selfie.bin'],
  ['emotion', 'emotion.bin'],
  ['esrgan-slim', SHARD],
].flatMap(([id, path = '']) => {
  const folder = new URL(`../../public/models/${id}/`, import.meta.url);
  if (!existsSync(new URL('model.json', folder))) return [];
  const text = readFileSync(new URL('model.json', folder), 'utf8');
  const bytes = new Uint8Array(readFileSync(new URL(path, folder)));
  return [{ document: JSON.parse(text) as unknown, text, shard: { path, bytes } }];
});

/** By number: a counterexample should not print its weights. */
const realModel = fc.nat({ max: Math.max(0, REAL.length - 1) });

const run = { seed: 20_260, endOnFailure: true } as const;

describe('what is read or refused with a code', () => {
  it('is any JSON as a model.json', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ maxDepth: 6 }), async (document) => {
        expect(await outcomeOf(testFiles(document))).not.toBeNull();
      }),
      { ...run, numRuns: 1500 },
    );
  });

  it('is any JSON under the fields of a description', async () => {
    const described = fc.record(
      {
        format: fc.constantFrom('graph-model', 'layers-model'),
        modelTopology: fc.oneof(
          awkward,
          fc.record({ node: fc.array(awkward) }),
          fc.record({ class_name: fc.string(), config: awkward }),
        ),
        weightsManifest: fc.oneof(
          awkward,
          fc.array(fc.record({ paths: fc.array(fc.string()), weights: fc.array(awkward) })),
        ),
        signature: awkward,
      },
      { requiredKeys: ['modelTopology', 'weightsManifest'] },
    );
    await fc.assert(
      fc.asyncProperty(described, async (document) => {
        await outcomeOf(testFiles(document));
      }),
      { ...run, numRuns: 1500 },
    );
  });

  it('is any text or bytes as a model.json', async () => {
    const contents = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.uint8Array({ maxLength: 200 }).map((bytes) => Uint8Array.from(bytes)),
    );
    await fc.assert(
      fc.asyncProperty(contents, async (content) => {
        await outcomeOf([testFile('model.json', content)]);
      }),
      { ...run, numRuns: 400 },
    );
  });

  it('is a small model with one to four fields changed', async () => {
    const codes = new Set<string | null>();
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...DOCUMENTS),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        async (document, mutations) => {
          codes.add(await outcomeOf(testFiles(mutate(document, mutations))));
        },
      ),
      { ...run, numRuns: 2000 },
    );
    // The mutations must reach deep: some models stay whole, others fail in many ways.
    expect(codes.size).toBeGreaterThan(8);
    expect(codes).toContain(null);
  });

  it('is a weights manifest changed in one to three fields', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...DOCUMENTS),
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        async (document, mutations) => {
          await outcomeOf(
            testFiles({ ...document, weightsManifest: mutate(document.weightsManifest, mutations) }),
          );
        },
      ),
      { ...run, numRuns: 2000 },
    );
  });

  it.skipIf(REAL.length === 0)('is a real model with one to three fields changed', async () => {
    await fc.assert(
      fc.asyncProperty(
        realModel,
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        async (which, mutations) => {
          const { document, shard } = REAL[which] as RealModel; // one of them

          await outcomeOf(testFiles(mutate(document, mutations), { [shard.path]: shard.bytes }));
        },
      ),
      { ...run, numRuns: 60 },
    );
  });

  it.skipIf(REAL.length === 0)('is a real description with bytes changed, cut or put in', async () => {
    const edit = fc.record({ at: fc.nat(), length: fc.nat({ max: 12 }), put: fc.string({ maxLength: 6 }) });
    await fc.assert(
      fc.asyncProperty(realModel, fc.array(edit, { minLength: 1, maxLength: 3 }), async (which, edits) => {
        const { text, shard } = REAL[which] as RealModel; // one of them

        const changed = edits.reduce((now, { at, length, put: more }) => {
          const start = at % now.length;
          return now.slice(0, start) + more + now.slice(start + length);
        }, text);
        await outcomeOf([testFile('model.json', changed), testFile(shard.path, shard.bytes)]);
      }),
      { ...run, numRuns: 300 },
    );
  });

  it('is any list of files, with any part of a model among them', async () => {
    const name = fc.oneof(
      fc.constantFrom(
        'model.json',
        SHARD,
        'group1-shard2of2.bin',
        'other.json',
        '../model.json',
        '',
        '/',
        '__proto__',
        'a\\b',
        '._x',
      ),
      fc.string(),
    );
    const content = fc.oneof(
      fc.constantFrom<string | Uint8Array<ArrayBuffer>>(
        ...DOCUMENTS.map((document) => JSON.stringify(document)),
        floats(),
        floats().slice(1),
        '',
      ),
      fc.string(),
    );
    const file = fc.record({ folders: fc.array(name, { maxLength: 2 }), name, content });
    await fc.assert(
      fc.asyncProperty(fc.array(file, { maxLength: 8 }), async (files) => {
        await outcomeOf(files.map((each) => testFile([...each.folders, each.name].join('/'), each.content)));
      }),
      { ...run, numRuns: 2000 },
    );
  });

  it('are weights of any bits and any length', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...DOCUMENTS),
        fc.uint8Array({ minLength: 56, maxLength: 64 }),
        async (document, bytes) => {
          await outcomeOf(testFiles(document, { [SHARD]: Uint8Array.from(bytes) }));
        },
      ),
      { ...run, numRuns: 1000 },
    );
  });
});
