import { expect, it } from 'vitest';
import type { Evidence } from '../../protocol/evidence-contract';
import { COLUMN, ROW_LENGTH } from '../../protocol/packed-row';
import { experimentOf, gpuRunOf, provenanceOf, recordingOf, runOf } from '../../testing/evidence-documents';
import { compareEvidence } from './compare-evidence';

/** From the first arrival to the last end, ms: as long as the window that recorded it. */
function spanOf(rows: Float64Array): number {
  const ends = Array.from(
    { length: rows.length / ROW_LENGTH },
    (_, row) => rows[row * ROW_LENGTH + COLUMN.endedAt] ?? 0,
  );
  return Math.max(...ends) - (rows[COLUMN.arrivedAt] ?? 0);
}

function run(seed: number, change: Parameters<typeof runOf>[1] = {}): Evidence {
  const recording = recordingOf(2000, seed);
  return { document: runOf(undefined, { durationMs: spanOf(recording.rows), ...change }), recording };
}

/** The same requests, each so many times as long, gaps too. */
function stretched({ document, recording }: Evidence, factor: number): Evidence {
  if (recording === null) return { document, recording };
  const rows = recording.rows.slice();
  const origin = rows[COLUMN.arrivedAt] ?? 0;
  for (let start = 0; start < rows.length; start += ROW_LENGTH) {
    for (let column = COLUMN.arrivedAt; column <= COLUMN.endedAt; column++) {
      rows[start + column] = origin + ((rows[start + column] ?? 0) - origin) * factor;
    }
  }
  return {
    document: { ...document, durationMs: spanOf(rows) } as typeof document,
    recording: { ...recording, rows },
  };
}

const ratio = (evidence: readonly Evidence[], figure: string) =>
  compareEvidence(
    evidence,
    evidence.map((_, index) => `${index}`),
  ).figures.find((one) => one.tenantId === 'a' && one.figure === figure)?.ratios[1];

it('a run that took 1.25 times as long is found to, and the interval says how surely', () => {
  const base = run(1);
  const slower = stretched(run(2), 1.25);
  const latency = ratio([base, slower], 'mean latency');
  expect(latency?.low).toBeLessThan(1.25);
  expect(latency?.high).toBeGreaterThan(1.25);
  expect(latency?.low).toBeGreaterThan(1.1);
  const throughput = ratio([base, slower], 'throughput');
  expect(throughput?.low).toBeLessThan(0.8);
  expect(throughput?.high).toBeGreaterThan(0.8);
  expect(throughput?.high).toBeLessThan(0.95);
});

it('two runs of the same machine differ by nothing, within the interval', () => {
  const same = ratio([run(3), run(4)], 'mean latency');
  expect(same?.low).toBeLessThan(1);
  expect(same?.high).toBeGreaterThan(1);
});

it('without a recording there are figures and no ratio', () => {
  const bare = { document: runOf(), recording: null };
  const { figures } = compareEvidence([run(1), bare], ['one', 'other']);
  expect(figures.find((one) => one.tenantId === 'a' && one.figure === 'mean latency')).toMatchObject({
    values: [20, 20],
    ratios: [null, null],
  });
});

it('the same scenario that ran in another mode is told, and a file from before there were modes too', () => {
  const modes = ['recorded', 'eager', null] as const;
  const evidence = modes.map((mode) => ({ document: gpuRunOf(mode), recording: null }));
  const { differences } = compareEvidence(evidence, ['one', 'other', 'old']);
  expect(differences).toEqual([
    {
      field: 'modes on WebGPU',
      severity: 'grave',
      values: ['a: recorded', 'a: eager', 'a: not told'],
    },
  ]);
});

it('another machine is told first, another commit last', () => {
  const there = run(1, {
    provenance: provenanceOf({ cores: 8, commit: 'other', modelHashes: { tiny: '1'.repeat(64) } }),
  });
  const { differences } = compareEvidence([run(1), there], ['here', 'there']);
  expect(differences.map(({ field, severity }) => [field, severity])).toEqual([
    ['cores', 'grave'],
    ['model tiny', 'grave'],
    ['commit', 'slight'],
  ]);
  expect(differences[0]?.values).toEqual(['2', '8']);
});

it('a window of another length is told as slight, and the method says what an interval of two runs leaves out', () => {
  const { differences, method } = compareEvidence(
    [run(1, { durationMs: 10_000 }), run(1, { durationMs: 10_300 })],
    ['one', 'other'],
  );
  expect(differences).toEqual([
    { field: 'length of a window', severity: 'slight', values: ['10 s', '10.3 s'] },
  ]);
  expect(method).toContain('covers only what varies within a run');
});

it('a tenant of only one of them is compared with nothing', () => {
  const more = {
    document: runOf([
      ['a', 'wasm-1', 20],
      ['c', 'wasm-2', 9],
    ]),
    recording: null,
  };
  const { figures, differences } = compareEvidence([run(1), more], ['one', 'other']);
  expect(figures.find((one) => one.tenantId === 'c' && one.figure === 'throughput')?.values[0]).toBeNull();
  expect(differences.some(({ field }) => field.startsWith('scenario: tenant c'))).toBe(true);
});

it('experiments compare by set-up, over their rounds', () => {
  const [one, other] = [experimentOf('policies'), experimentOf('policies')];
  const evidence = [one, other].map((document) => ({ document, recording: null }));
  const { figures } = compareEvidence(evidence, ['one', 'other']);
  const named = figures.find(
    ({ figure, tenantId }) => figure === 'Earliest deadline first: mean latency' && tenantId === 'a',
  );
  expect(named?.values).toEqual([20, 20]);
  expect(named?.ratios[1]).toMatchObject({ confidence: 0.95, value: expect.closeTo(1, 6) });
});

it('a run does not stand beside an experiment, nor one kind beside another', () => {
  const matrix = { document: experimentOf('matrix'), recording: null };
  const policies = { document: experimentOf('policies'), recording: null };
  for (const evidence of [[run(1), matrix], [matrix, policies], [matrix]]) {
    expect(() => compareEvidence(evidence, [])).toThrow(/Choose/);
  }
});
