import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { EvidenceDocument } from '../../domain/evidence';
import type { RowTable } from '../../protocol/packed-row';
import {
  comparedOf,
  experimentOf,
  gpuRunOf,
  gpuSharingOf,
  matrixOf,
  recordingOf,
  runOf,
} from '../../testing/evidence-documents';
import { writeJson } from '../files/write-json';
import { gzip } from '../gzip';
import { MOST_TEXT_BYTES } from './bounded-text';
import { readEvidence } from './read-evidence';

const written = async (document: EvidenceDocument, recording: RowTable | null = null) =>
  (await writeJson({ document, recording })).text();
const read = (text: string | Uint8Array<ArrayBuffer>, name = 'file.json') =>
  readEvidence(new Blob([text]), name);

it('a run and its recording come back equal, and are exported the same again, byte for byte', async () => {
  const text = await written(runOf(), recordingOf(500));
  const back = await read(text);
  expect(back.document).toEqual(runOf());
  expect(back.truncated).toBe(false);
  expect(await written(back.document, back.recording)).toBe(text);
  expect(text.endsWith('}\n')).toBe(true);
});

it('a run on WebGPU comes back with its mode and its GPU times, and is exported the same again', async () => {
  const table = recordingOf(100, 1, true);
  const text = await written(gpuRunOf('segmented'), table);
  const back = await read(text);
  expect(back.document).toEqual({ ...gpuRunOf('segmented'), schemaVersion: 2 });
  expect(await written(back.document, back.recording)).toBe(text);
});

/** With a tenant on WebGPU and one on another backend. */
function onGpu() {
  const base = experimentOf('gpu-sharing', {
    gpuSharing: gpuSharingOf(['eager', 'recorded', 'interleaved']),
  });
  const gpu = {
    running: 'segmented' as const,
    reason: 'As asked.',
    issueMs: runOf().decisions.beyondSegmentMs,
  };
  const measurements = base.measurements.map((run) => ({
    ...run,
    tenants: run.tenants.map((tenant, at) => ({ ...tenant, gpu: at === 0 ? gpu : null })),
  }));
  const request = { ...base.plan.request, kind: 'gpu-sharing' as const, tenants: 2, submits: [1, 4] };
  return { ...base, schemaVersion: 2, measurements, plan: { ...base.plan, request } } as EvidenceDocument; // it has no field of policies
}

it.each([
  onGpu(),
  experimentOf('matrix', { matrix: matrixOf(['a', 'b', 'c']) }),
  experimentOf('scaling', {
    points: [
      {
        copies: 1,
        throughputPerSecond: 40,
        throughputLow: 39,
        throughputHigh: 41,
        p50Ms: 20,
        p95Ms: null,
        n: 90,
      },
    ],
    knee: null,
  }),
  experimentOf('policies', { compared: comparedOf(['fifo', 'edf']) }),
  experimentOf('ramp', { status: 'partial', why: 'It was cancelled.', holdsUpTo: null }),
])('an experiment ($kind) comes back equal and is exported the same again', async (document) => {
  const text = await written(document);
  const back = await read(text);
  expect(back).toEqual({ document, recording: null });
  expect(await written(back.document)).toBe(text);
});

it('whatever numbers and names a run has, export, import and export again give the same bytes', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ maxLength: 300 }),
      fc.dictionary(fc.stringMatching(/^[a-z0-9-]{1,12}$/), fc.string()),
      fc.double({ noNaN: true, min: -1e300, max: 1e300 }),
      fc.json({ maxDepth: 3 }),
      fc.nat(30),
      async (userAgent, modelHashes, seed, result, requests) => {
        const base = runOf();
        const [first, ...others] = base.tenants;
        const lastResult: unknown = {
          shown: JSON.parse(result.replace(/__proto__|constructor|prototype/g, 'x')),
        };
        const document = {
          ...base,
          provenance: { ...base.provenance, userAgent, modelHashes, seed },
          tenants: first === undefined ? [] : [{ ...first, lastResult }, ...others],
        };
        const text = await written(document, requests === 0 ? null : recordingOf(requests));
        const back = await read(text);
        expect(await written(back.document, back.recording)).toBe(text);
      },
    ),
    { seed: 11, numRuns: 100 },
  );
});

it('the order of keys is the same whatever order a document was built in', async () => {
  const { schemaVersion, ...rest } = runOf();
  expect(await written({ ...rest, schemaVersion })).toBe(await written(runOf()));
});

it('gzip of it is read as well', async () => {
  const text = await written(runOf());
  expect((await read(await gzip(text))).document).toEqual(runOf());
});

it('a field that only a later version writes is kept', async () => {
  const text = await written(runOf());
  const later = { ...JSON.parse(text), energyJoule: 3 };
  const back = await read(JSON.stringify(later));
  expect(JSON.parse(await written(back.document))).toEqual(later);
});

it('a run from before plans, pipelines, overlap and recordings is read', async () => {
  const now = JSON.parse(await written(runOf()));
  const { decisions: _d, costs: _c, xrbench: _x, ...old } = now;
  old.tenants = old.tenants.map(
    ({ plan: _p, pipeline: _q, loadgen: _l, overlap: _o, ...tenant }: object & Record<string, unknown>) =>
      tenant,
  );
  const { document } = await read(JSON.stringify(old));
  expect(document).toMatchObject({
    costs: null,
    decisions: { count: 0 },
    tenants: [{ plan: null, pipeline: null, loadgen: null }, {}],
  });
  expect('overlap' in ('tenants' in document ? (document.tenants[0] ?? {}) : {})).toBe(false);
});

const refusal = (value: unknown, name = 'file.json') =>
  read(typeof value === 'string' ? value : JSON.stringify(value), name).then(
    () => 'read',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  );

it.each([
  [{ traceEvents: [{ ph: 'X' }] }, 'a trace for Perfetto or Chrome'],
  [[{ ph: 'X', ts: 1 }], 'a trace for Perfetto or Chrome'],
  [{ format: 'graph-model', modelTopology: {}, weightsManifest: [] }, "a model's description"],
  [{ name: 'x', version: '1.0.0', dependencies: {} }, 'a package.json'],
  [{ schemaVersion: 1, name: 'x', executors: [], tenants: [] }, 'a scenario'],
  [{ schemaVersion: 1, experiment: { kind: 'matrix' } }, 'a request for an experiment'],
  [{ hello: 1 }, 'neither a run nor an experiment'],
  [[1, 2], 'a list'],
  ['12', 'only a number'],
  ['<!doctype html><p>x', 'a web page'],
  ['tenant,arrived,ended,latency\r\na,1,2,3', 'a table'],
  ['', 'empty'],
])('%j is foreign, and it says what it seems to be', async (value, words) => {
  expect(await refusal(value)).toMatch(/^evidence-foreign: "file\.json"/);
  expect(await refusal(value)).toContain(words);
});

it('a document of a newer schema is named as such', async () => {
  expect(await refusal({ ...runOf(), schemaVersion: 3 })).toMatch(/^evidence-too-new: .*schema 3/);
});

it('a wrong field is told by its path and why', async () => {
  const run = runOf();
  const broken = { ...run, tenants: [{ ...run.tenants[0], latencyMs: { n: 'many' } }] };
  expect(await refusal(broken)).toMatch(/^evidence-malformed: .*tenants\[0\]\.latencyMs\.n: /);
  const matrix = { ...matrixOf(['a', 'b']), tenants: ['a'] };
  expect(await refusal(experimentOf('matrix', { matrix }))).toContain('a row and a column for each tenant');
});

it('a file that was cut is malformed, not foreign', async () => {
  const text = await written(runOf());
  expect(await refusal(text.slice(0, 700))).toMatch(/^evidence-malformed: .*cut or edited/);
  const packed = await gzip(text);
  await expect(read(packed.subarray(0, packed.length - 40))).rejects.toMatchObject({
    code: 'evidence-malformed',
  });
});

it.each(['__proto__', 'constructor', 'prototype'])(
  'a field named %s is refused by its place, and reaches nothing',
  async (name) => {
    const text = (await written(runOf())).replace(
      '"commit": "abc1234"',
      `"commit": "x", "modelHash": { "${name}": { "polluted": 1 } }`,
    );
    expect(await refusal(text)).toContain(`provenance.modelHash.${name}`);
    expect('polluted' in {}).toBe(false);
  },
);

it('a file larger than what is read is refused by its size, before it is read', async () => {
  const blob = new Blob(['{}']);
  Object.defineProperty(blob, 'size', { value: MOST_TEXT_BYTES + 2 ** 20 });
  await expect(readEvidence(blob, 'big.json')).rejects.toMatchObject({
    code: 'evidence-too-large',
    message: expect.stringContaining('401 MB'),
  });
});

it('a document of too many values or levels is refused before it is parsed', async () => {
  expect(await refusal(`{"a":${'['.repeat(100)}${']'.repeat(100)}}`)).toMatch(
    /^evidence-malformed: .*levels deep/,
  );
  expect(await refusal(`{"a":[${'1,'.repeat(16_000_001)}1]}`)).toMatch(
    /^evidence-too-large: .*16 million values/,
  );
});
