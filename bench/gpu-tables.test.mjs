import { beforeAll, describe, expect, it, vi } from 'vitest';
import { gpuFileSchema, issueFileOf } from './gpu-file.mjs';
import { eachModel, machineLines } from './gpu-page.mjs';
import { allWays, measureRounds } from './gpu-rounds.mjs';
import { besideEager, issueRow, rateOf, throughputRows, zooRow } from './gpu-tables.mjs';

beforeAll(() => vi.spyOn(console, 'log').mockImplementation(() => {})); // they say how far they are

const cost = {
  modelId: 'facemesh',
  dispatches: 114,
  eagerIssueMs: 4,
  recordedIssueMs: 0.1,
  segmentedIssueMs: 0.2,
  eagerBeforeMs: 4,
  bitEqual: true,
  note: null,
  samples: 60,
  segments: 8,
  memory: { eagerPeakBytes: 10_000_000, recordingBytes: 8_000_000 },
};

const facts = {
  dispatches: 114,
  copies: 2,
  pipelines: 21,
  weightBytes: 2_400_000,
  intermediateBytes: 5_000_000,
  unaliasedBytes: 20_000_000,
  uniformBytes: 12_300,
  constantBytes: 500,
};

const machine = {
  adapter: {
    name: 'nvidia ampere',
    ...{ vendor: 'nvidia', architecture: 'ampere', device: '', description: '' },
    ...{ software: false, features: ['timestamp-query'], limits: { maxBufferSize: 268_435_456 } },
  },
  userAgent: 'Mozilla/5.0',
  cores: 8,
  crossOriginIsolated: true,
  clockStepMs: 0.005,
  tensorflowVersion: '4.22.0',
};

/** @param {Partial<import('./gpu-tables.mjs').Throughput>} change @returns {import('./gpu-tables.mjs').Throughput} */
const throughput = (change) => ({
  tenants: 2,
  layout: 'one device',
  mode: 'eager',
  submitsInFlight: 1,
  roundsPerSecond: [10, 20, 40],
  ...change,
});

describe('what an issue costs', () => {
  it('a model that is 40 and 20 times cheaper and takes less memory holds its goals', () => {
    expect(issueRow(cost)).toEqual([
      ...['facemesh', '114', '4.00', '0.100', '40.0', '0.200', '20.0', '4.00'],
      ...['8.00', '10.00', '0.80', 'equal', 'held'],
    ]);
  });

  it.each([
    ['recorded is less than 20 times cheaper', { recordedIssueMs: 0.21 }],
    ['segments are less than 12 times cheaper', { segmentedIssueMs: 0.35 }],
    [
      'nothing was recorded',
      { recordedIssueMs: null, segmentedIssueMs: null, bitEqual: false, memory: null },
    ],
    ['its bits differ', { bitEqual: false }],
    ['it takes more than 1.2 of an eager peak', { memory: { eagerPeakBytes: 10, recordingBytes: 13 } }],
  ])('is missed when %s', (_, change) => {
    expect(issueRow({ ...cost, ...change }).at(-1)).toBe('MISSED');
  });

  it('a model without a goal for speed is judged by its bits and its memory alone', () => {
    expect(issueRow({ ...cost, modelId: 'emotion', recordedIssueMs: 1 }).at(-1)).toBe('held');
  });

  it('the file has what was asked for and nothing else', () => {
    expect(issueFileOf([{ ...cost, eagerIssueMs: 4.000000001 }])).toEqual({
      models: [
        {
          ...{ modelId: 'facemesh', dispatches: 114, eagerIssueMs: 4 },
          ...{ recordedIssueMs: 0.1, segmentedIssueMs: 0.2, bitEqual: true },
        },
      ],
    });
  });
});

describe('the table of the zoo', () => {
  const told = { modelId: 'facemesh', reason: null, facts, memory: cost.memory, bitEqual: true, tookMs: 1 };

  it('says what a recording consists of and what aliasing saved', () => {
    expect(zooRow(told)).toEqual([
      ...['facemesh', '114', '2', '21', '2.40', '5.00', '75 %', '12.3', '0.5', '8.00', '10.00', '0.80'],
      'equal',
    ]);
  });

  it('says why a model stays eager', () => {
    expect(zooRow({ ...told, facts: null, memory: null, reason: 'it uses a texture' })).toEqual([
      'facemesh',
      'stays eager: it uses a texture',
    ]);
  });

  it('says that nobody compared', () => {
    expect(zooRow({ ...told, bitEqual: null }).at(-1)).toBe('not compared');
  });
});

describe('throughput', () => {
  it('counts all tenants over the time until the last one ended', () => {
    expect(rateOf({ completions: [3, 5], elapsedMs: 2000 })).toBe(4);
  });

  it('is compared round by round, so that a slow machine disturbs both sides', () => {
    const recorded = throughput({ mode: 'recorded', roundsPerSecond: [20, 60, 80] });
    expect(besideEager(recorded, [throughput({}), recorded])).toBe(2);
  });

  it('is compared with as many eager tenants on one device, not with those on a device each', () => {
    const apart = throughput({ layout: 'a device each', roundsPerSecond: [5, 10, 20] });
    const rows = throughputRows([apart, throughput({}), throughput({ tenants: 3, mode: 'recorded' })]);
    expect(rows.map((cells) => cells.at(-1))).toEqual(['0.50', '1.00', '–']);
  });

  it('every way is measured once a round, each time another one first', async () => {
    /** @type {string[]} */
    const asked = [];
    const call = /** @type {import('./gpu-page.mjs').Call} */ (
      /** @type {unknown} */ (
        async (
          /** @type {string} */ name,
          /** @type {number} */ tenants,
          /** @type {{ mode: string }} */ { mode },
        ) => {
          asked.push(`${name} ${tenants} ${mode}`);
          return { completions: [1], elapsedMs: 100 * asked.length };
        }
      )
    );
    const ways = allWays([1], [1]);
    const measured = await measureRounds(call, ways, { rounds: 2, roundMs: 1 });
    const [eager, recorded, interleaved, eagerApart, recordedApart] = [
      ...['together 1 eager', 'together 1 recorded', 'together 1 interleaved'],
      ...['separately 1 eager', 'separately 1 recorded'],
    ];
    expect(asked).toEqual([
      ...[eager, recorded, interleaved, eagerApart, recordedApart],
      ...[recorded, interleaved, eagerApart, recordedApart, eager],
    ]);
    expect(measured.map(({ roundsPerSecond }) => roundsPerSecond)).toEqual([
      [10, 1],
      [5, 10 / 6],
      [10 / 3, 10 / 7],
      [2.5, 1.25],
      [2, 10 / 9],
    ]);
  });
});

describe('the file of a GPU', () => {
  const file = {
    schemaVersion: 1,
    kind: 'gpu-bench',
    takenAt: '2030-01-01T00:00:00.000Z',
    machine: {
      ...machine,
      ...{ browserVersion: '156.0', platform: 'Linux 6', productVersion: '0.1.0', commit: null },
    },
    options: { models: ['facemesh'], rounds: 5, roundMs: 1000, segments: 8, samples: 60 },
    issue: [cost],
    tenants: ['facemesh', 'emotion'],
    throughput: [throughput({})],
    leftOut: [{ modelId: 'blazeface', reason: 'Two eager runs of it differ.' }],
  };

  it('is taken as it is written', () => {
    expect(gpuFileSchema.parse(JSON.parse(JSON.stringify(file)))).toEqual(file);
  });

  it.each([
    ['another version', { ...file, schemaVersion: 2 }],
    ['no adapter', { ...file, machine: { ...file.machine, adapter: null } }],
    ['rounds of which none was measured', { ...file, throughput: [throughput({ roundsPerSecond: [] })] }],
    ['a rate that is no number', { ...file, throughput: [throughput({ roundsPerSecond: [Number.NaN] })] }],
    ['a field that nobody knows', { ...file, score: 9000 }],
  ])('is refused with %s', (_, given) => {
    expect(gpuFileSchema.safeParse(given).success).toBe(false);
  });
});

describe('a model that fails', () => {
  it('is left out with its reason, and the others are measured', async () => {
    const work = async (/** @type {string} */ id) => {
      if (id === 'b') throw new Error('page.evaluate: Error: b does not fit.\n    at somewhere');
      return id.length;
    };
    expect(await eachModel(['a', 'b', 'c'], work)).toEqual({
      done: [
        { modelId: 'a', value: 1 },
        { modelId: 'c', value: 1 },
      ],
      failed: [{ modelId: 'b', reason: 'b does not fit.' }],
    });
  });
});

describe('what stands above a table', () => {
  it('names adapter, browser and clock', () => {
    expect(machineLines(machine, '156.0')).toEqual([
      'adapter nvidia ampere; Chromium 156.0, TensorFlow.js 4.22.0, 8 cores, clock 5 µs',
    ]);
  });

  it('says first that a software adapter says nothing about a GPU', () => {
    const software = { ...machine, adapter: { ...machine.adapter, software: true } };
    expect(machineLines(software, '156.0')[0]).toMatch(/^SOFTWARE ADAPTER/);
  });

  it('says what to try where there is no adapter', () => {
    expect(() => machineLines({ ...machine, adapter: null }, '156.0')).toThrow(/--headed.*--software-gpu/);
  });
});
