import { describe, expect, it } from 'vitest';
import {
  type AdvicePoint,
  type ExperimentFile,
  experimentRequestSchema,
  type ScalingPoint,
} from '../../domain/experiment';
import { answerWords, driftWords } from './answer-words';
import { experimentFile } from './experiment-fixture';

const point = (copies: number, throughputPerSecond: number): ScalingPoint => ({
  ...{ copies, throughputPerSecond, throughputLow: throughputPerSecond, throughputHigh: throughputPerSecond },
  ...{ p50Ms: 20, p95Ms: null, n: 40 },
});
const points = [point(1, 30), point(2, 55), point(3, 56), point(4, 55.5)];
const words = (change: Partial<ExperimentFile>) =>
  answerWords(experimentFile(change), (id) => ({ a: 'FaceMesh', b: 'MoveNet' })[id] ?? id);

describe('what an experiment says', () => {
  it('a matrix names its worst pair, who is slowed first, with interval and n', () => {
    const matrix = {
      tenants: ['a', 'b'],
      cells: [
        [null, { slowdown: 1.2, low: 1.1, high: 1.3, n: 100 }],
        [{ slowdown: 1.9, low: 1.8, high: 2.05, n: 60 }, null],
      ],
      bases: [],
    };
    expect(words({ matrix })).toBe(
      'The most slowed is MoveNet beside FaceMesh: 1.90× (95 % 1.80–2.05, n = 60).',
    );
  });

  it('a pair that is slowed for sure comes before one that may be so by chance, which is said of it', () => {
    const unsure = { slowdown: 3.2, low: 0.4, high: 11, n: 4 };
    const matrixOf = (other: typeof unsure) => ({
      ...{ tenants: ['a', 'b'], bases: [] },
      cells: [
        [null, unsure],
        [other, null],
      ],
    });
    const sure = { slowdown: 1.9, low: 1.8, high: 2.05, n: 60 };
    expect(words({ matrix: matrixOf(sure) })).toContain('MoveNet beside FaceMesh: 1.90×');
    expect(words({ matrix: matrixOf(sure) })).not.toContain('chance');
    expect(words({ matrix: matrixOf({ ...unsure, slowdown: 1.1 }) })).toContain(
      'FaceMesh beside MoveNet: 3.20× (95 % 0.40–11.00, n = 4). Its interval holds 1: that may be chance.',
    );
  });

  it('backends are compared model by model', () => {
    const cell = (id: string, backend: string, value: number | null) => ({
      ...{
        cellId: `${id} ${backend}`,
        label: `${id} on ${backend}`,
        factors: { tenant: id, backend, threads: 2 },
      },
      throughputPerSecond:
        value === null ? null : { value, low: value, high: value, n: 30, confidence: 0.95 as const },
      ...{ p95Ms: null, worstDeadlineHitFraction: null, stp: null, antt: null, jainFairness: null },
      ...{ memoryBytes: null, n: 30, againstFirst: null },
      tenants: [
        { id, throughputPerSecond: null, latencyMs: null, slowdown: null, deadlineHitFraction: null },
      ],
    });
    const compared = [
      cell('a', 'wasm', 78),
      cell('a', 'cpu', 2),
      cell('b', 'webgl', 9),
      cell('b', 'cpu', null),
    ];
    expect(words({ kind: 'backends', compared })).toBe(
      'Fastest: FaceMesh on wasm ×2 (78.0/s), MoveNet on webgl (9.0/s).',
    );
    expect(words({ kind: 'backends', compared: [cell('b', 'cpu', null)] })).toContain('Too little');
  });

  it('ways to share a GPU are judged for each number of models', () => {
    const verdict = (tenants: number, said: string) => ({
      ...{ tenants, outcome: 'none' as const, bestCellId: null, words: said },
    });
    const verdicts = [verdict(1, 'No benefit here.'), verdict(2, 'Best here: recorded.')];
    expect(words({ kind: 'gpu-sharing', gpuSharing: { arms: [], verdicts } })).toBe(
      'No benefit here. Best here: recorded.',
    );
    expect(words({ kind: 'gpu-sharing', gpuSharing: { arms: [], verdicts: [] } })).toContain('Too little');
  });

  it('without any cell there is no figure', () => {
    const empty = {
      tenants: ['a', 'b'],
      cells: [
        [null, null],
        [null, null],
      ],
      bases: [],
    };
    expect(words({ matrix: empty })).toBe('Too little was measured for an answer.');
  });

  it('a knee is told with its interval', () => {
    expect(words({ kind: 'scaling', points, knee: { copies: 2, low: 2, high: 3 } })).toContain(
      'stops growing at 2 (95 % 2–3)',
    );
  });

  it('why there is no knee is told: too few points, or no bend', () => {
    expect(words({ kind: 'scaling', points: points.slice(0, 2), knee: null })).toContain(
      '2 points are too few',
    );
    expect(words({ kind: 'scaling', points, knee: null })).toContain('No knee was found among 4 points');
  });

  it('a ramp says how many keep their deadlines, and what breaks', () => {
    const step = (tenants: number, deadlineHitFraction: number) => ({
      ...{ tenants, deadlineHitFraction, low: 0, high: 1, throughputPerSecond: 30, p95Ms: null, n: 30 },
    });
    const request = experimentRequestSchema.parse({ kind: 'ramp', ratePerSecond: 30 });
    const ramp = { kind: 'ramp', plan: { ...experimentFile().plan, request } } as const;
    const steps = [step(1, 1), step(2, 0.62)];
    expect(words({ ...ramp, steps, holdsUpTo: 1 })).toContain(
      '1 at 30 a second keep their deadlines; with 2 only',
    );
    expect(words({ ...ramp, steps, holdsUpTo: null })).toContain('Not even one');
    expect(words({ ...ramp, steps: [step(1, 1)], holdsUpTo: 1 })).toContain('All 1 that were tried');
  });

  it('advice is called better only when it was measured so', () => {
    const figures = (throughputPerSecond: number) => ({
      ...{ throughputPerSecond, worstDeadlineHitFraction: 1, memoryBytes: null },
    });
    const { scenario } = experimentFile().plan.cells[0] ?? {};
    if (scenario === undefined) throw new Error('the fixture has a cell');
    const one = (id: string, change: Partial<AdvicePoint>): AdvicePoint => ({
      ...{ id, label: id, scenario, predicted: figures(99), measured: null, onFront: true, present: false },
      ...change,
    });
    const present = one('now', { present: true, measured: figures(50) });
    expect(words({ kind: 'advice', advice: [present, one('shared', {})] })).toContain(
      'None that was measured beats',
    );
    expect(words({ kind: 'advice', advice: [present, one('shared', { measured: figures(60) })] })).toContain(
      'Measured better than the present one: shared, 60.0/s against 50.0/s now',
    );
  });

  it('drift is told as what was seen, or as not known', () => {
    expect(driftWords({ ratio: null, flagged: false })).toContain('not known');
    const ratio = { value: 0.8, low: 0.7, high: 0.9, n: 20, confidence: 0.95 };
    expect(driftWords({ ratio, flagged: true })).toContain('The machine changed');
  });
});
