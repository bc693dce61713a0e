import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatsOf } from './evidence-files.mjs';
import { statusOf } from './experiment.mjs';
import { requestOf } from './experiment-request.mjs';
import { experimentSummary } from './experiment-tables.mjs';

const folder = await mkdtemp(join(tmpdir(), 'experiment-'));

/** @param {string} name @param {unknown} content */
async function fileOf(name, content) {
  const path = join(folder, name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('what the command line asks of an experiment', () => {
  it('a kind alone leaves everything to its defaults', async () => {
    expect(await requestOf({ experiment: 'matrix' })).toEqual({
      request: { kind: 'matrix' },
      scenario: undefined,
    });
  });

  it('seconds become ms, and only what was given is said', async () => {
    const given = {
      experiment: 'ramp',
      rounds: '2',
      duration: '0.5',
      warmup: '0',
      seed: '7',
      copies: '3',
      rate: '15',
    };
    expect((await requestOf(given)).request).toEqual({
      ...{ kind: 'ramp', rounds: 2, durationMs: 500, warmupMs: 0, seed: 7, most: 3, ratePerSecond: 15 },
    });
  });

  it('ways to share a GPU are scaled and interleaved as deep as is asked', async () => {
    const given = { experiment: 'gpu-sharing', tenants: '4', submits: '1,2,4' };
    expect((await requestOf(given)).request).toEqual({ kind: 'gpu-sharing', tenants: 4, submits: [1, 2, 4] });
    await expect(requestOf({ experiment: 'gpu-sharing', submits: '1,9' })).rejects.toThrow(
      '--submits is "9": it should be a number from 1 to 4.',
    );
    await expect(requestOf({ experiment: 'matrix', tenants: '2' })).rejects.toThrow(
      '--tenants says nothing to an experiment of the kind matrix: it is for gpu-sharing',
    );
  });

  it('a file keeps its fields but those that are given beside it, and brings its scenario', async () => {
    const experiment = { kind: 'sweep', rounds: 5, axes: [{ path: 'seed', values: [1, 2] }] };
    const path = await fileOf('sweep.json', { schemaVersion: 1, experiment, scenario: { name: 'mine' } });
    expect(await requestOf({ experiment: path, rounds: '2' })).toEqual({
      request: { ...experiment, rounds: 2 },
      scenario: { name: 'mine' },
    });
  });

  it.each([
    [{ experiment: 'lottery' }, 'There is no experiment and no file "lottery"; experiments: matrix, scaling'],
    [{ experiment: 'matrix', rounds: '0' }, '--rounds is "0": it should be a number from 1 to 20.'],
    [{ experiment: 'matrix', duration: 'long' }, '--duration is "long"'],
    [{ experiment: 'matrix', copies: '3' }, '--copies says nothing to an experiment of the kind matrix'],
    [
      { experiment: 'scaling', rate: '30' },
      '--rate says nothing to an experiment of the kind scaling: it is for ramp',
    ],
  ])('%o is refused with what there is', async (given, message) => {
    await expect(requestOf(given)).rejects.toThrow(message);
  });

  it('a file that is no experiment is told apart from one that is no JSON', async () => {
    await expect(requestOf({ experiment: await fileOf('a.json', 'half {') })).rejects.toThrow('is not JSON');
    await expect(requestOf({ experiment: await fileOf('b.json', { name: 'x' }) })).rejects.toThrow(
      'is no experiment: it should be { "schemaVersion": 1',
    );
  });
});

describe('what is written beside the result', () => {
  it('the CSV of a run has its requests, that of an experiment its figures', () => {
    expect(formatsOf({ csv: 'a.csv', report: 'r.html' }, 'run')).toEqual([
      { format: 'requests', path: 'a.csv' },
      { format: 'report', path: 'r.html' },
    ]);
    expect(formatsOf({ csv: 'a.csv' }, 'experiment')).toEqual([{ format: 'summary', path: 'a.csv' }]);
  });

  it('an experiment keeps no requests, so no trace is asked of it', () => {
    expect(formatsOf({ trace: 't.json' }, 'experiment')).toEqual([]);
    expect(formatsOf({ trace: 't.json' }, 'run')).toEqual([{ format: 'trace', path: 't.json' }]);
  });
});

/** @type {import('../e2e/automation.d.ts').SeenExperimentFile} */
const FILE = {
  ...{ schemaVersion: 1, type: 'experiment', kind: 'matrix', title: 'Contention matrix', status: 'partial' },
  ...{
    why: 'It was cancelled.',
    provenance: { warnings: [] },
    measurements: [],
    method: 'Bootstrap of medians.',
  },
  plan: { kind: 'matrix', title: '', request: {}, cells: [], runs: [], estimatedMs: 1000, notes: [] },
  drift: { ratio: { value: 0.8, low: 0.75, high: 0.85, n: 40 }, flagged: true },
  flags: [{ kind: 'tenant-failed', words: 'b failed.', cellId: null, tenantId: 'b' }],
  matrix: {
    tenants: ['a', 'b'],
    cells: [
      [null, { slowdown: 1.62, low: 1.5, high: 1.7, n: 120 }],
      [{ slowdown: 1.04, low: 1, high: 1.1, n: 80 }, null],
    ],
    bases: [],
  },
};

describe('an answer on the terminal', () => {
  it('a matrix is a heat map whose cells have interval and n, row slowed by column', () => {
    const lines = experimentSummary(FILE).split('\n');
    expect(lines.find((line) => line.startsWith('a '))).toContain('▒ 1.62× [1.50–1.70] n=120');
    expect(lines.find((line) => line.startsWith('b '))).toContain('1.04× [1.00–1.10] n=80');
  });

  it('says that it is partial, that the machine changed, and each flag', () => {
    const text = experimentSummary(FILE);
    for (const words of [
      'partial',
      'It was cancelled.',
      'the machine changed',
      'flag tenant-failed: b failed.',
    ])
      expect(text).toContain(words);
  });

  it('a curve without a knee says so, one with a knee gives its interval', () => {
    const { matrix: _matrix, ...rest } = FILE;
    const point = { copies: 1, throughputPerSecond: 30, throughputLow: 29, throughputHigh: 31 };
    const points = [{ ...point, p50Ms: 30, p95Ms: null, n: 36 }];
    expect(experimentSummary({ ...rest, points, knee: null })).toContain('no knee');
    expect(experimentSummary({ ...rest, points, knee: { copies: 2, low: 2, high: 3 } })).toContain(
      'knee at 2 copies [2–3]',
    );
  });

  it('ways to share a GPU are a row each, and what they come to a sentence', () => {
    const { matrix: _matrix, ...rest } = FILE;
    const interval = { value: 1.5, low: 1.4, high: 1.6, n: 80 };
    const arm = {
      ...{ cellId: 'x', label: '2 models recorded on one device', arm: 'recorded', tenants: 2, submits: 1 },
      ...{ throughputPerSecond: { ...interval, value: 60 }, p95Ms: 40, issueMs: 0.1, n: 80, missed: [] },
      ...{ againstEager: interval, againstRecorded: null, worst: { tenantId: 'b', againstEager: interval } },
    };
    const verdicts = [{ tenants: 2, outcome: 'benefit', bestCellId: 'x', words: 'Best here: recorded.' }];
    const text = experimentSummary({ ...rest, gpuSharing: { arms: [arm], verdicts } });
    expect(text).toMatch(/2 models recorded on one device .*1\.50 \[1\.40–1\.60\].*b 1\.50.*0\.100/);
    expect(text).toContain('Best here: recorded.');
  });

  it('the status is 1 when a tenant failed, and 0 when it is only partial', () => {
    expect(statusOf(FILE)).toBe(1);
    expect(statusOf({ ...FILE, flags: [] })).toBe(0);
  });
});
