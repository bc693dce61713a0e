import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createPrng } from '../base/prng';
import { durations } from '../testing/synthetic-rounds';
import { blockLength, meanEstimate, medianEstimate } from './blocks';
import { changePoint } from './change-point';
import { completionGaps } from './completion-gaps';
import { fractionInterval } from './fraction-interval';
import { intervalOf, ratioOf } from './interval-of-rounds';
import { outlierPositions, spreadFraction } from './outliers';
import { type RoundEstimate, sumOf } from './round-estimate';
import { studentT, studentT95 } from './student';

const rounds = (values: readonly (readonly number[])[], seed = 1): RoundEstimate[] =>
  values.flatMap((samples, round) => meanEstimate(samples, round, seed + round) ?? []);
const figure = (value: number, half = 0.01) => ({
  value,
  low: value * (1 - half),
  high: value * (1 + half),
  n: 50,
  confidence: 0.95,
});

it('equal seeds give equal intervals, others do not', () => {
  const samples = durations(createPrng(1), { n: 60, meanMs: 10 });
  const of = (seed: number) => intervalOf([meanEstimate(samples, 0, seed) as RoundEstimate]);
  expect(of(1)).toEqual(of(1));
  expect(of(1)).not.toEqual(of(2));
});

it('three rounds have the interval of Student’s t on their logarithms', () => {
  // 100, 110, 121: logarithms 0.0953 apart; standard error 0.0953 / √3, times t(2) = 4.303.
  const flat = (value: number) => Array.from({ length: 20 }, () => value);
  const interval = intervalOf(rounds([flat(100), flat(110), flat(121)]));
  expect(interval?.value).toBeCloseTo(110, 6);
  expect(interval?.high).toBeCloseTo(110 * Math.exp((4.303 * Math.log(1.1)) / Math.sqrt(3)), 4);
  expect(interval?.n).toBe(60);
});

it('rounds that happen to agree are no more certain than their samples allow', () => {
  const samples = durations(createPrng(2), { n: 40, meanMs: 10, spread: 0.3 });
  const interval = intervalOf(rounds([samples, samples, samples]));
  expect((interval?.high ?? 0) / (interval?.low ?? 0)).toBeGreaterThan(1.05);
});

it('a drift that hits both sides of a round drops out of their ratio', () => {
  const prng = createPrng(3);
  const base = [10, 14, 8].map((meanMs) => durations(prng, { n: 60, meanMs, spread: 0.05 }));
  const slower = base.map((samples) => samples.map((ms) => 1.2 * ms));
  const paired = ratioOf(rounds(slower, 50), rounds(base));
  const apart = rounds(base).map((one) => ({ ...one, round: one.round + 10 }));
  const unpaired = ratioOf(rounds(slower, 50), apart);
  expect(paired?.value).toBeCloseTo(1.2, 6);
  expect(paired?.low).toBeGreaterThan(1.1);
  expect(unpaired?.low).toBeLessThan(1);
});

it('a single round too short to tell has no interval', () => {
  expect(intervalOf(rounds([[10, 11]]))).toBeNull();
  expect(intervalOf([])).toBeNull();
  expect(meanEstimate([], 0, 1)).toBeNull();
  expect(meanEstimate([0, 0], 0, 1)).toBeNull();
});

it('blocks are longer where neighbours are alike, and never longer than a quarter of the round', () => {
  const of = (rho: number) => blockLength(durations(createPrng(4), { n: 400, meanMs: 10, rho }));
  expect(of(0.9)).toBeGreaterThan(of(0));
  expect(blockLength(durations(createPrng(4), { n: 12, meanMs: 10, rho: 0.95 }))).toBeLessThanOrEqual(3);
  expect(blockLength([1])).toBe(1);
});

it('the median of a round does not follow one long request', () => {
  const samples = [...Array.from({ length: 30 }, (_, index) => 10 + (index % 3)), 900];
  expect(medianEstimate(samples, 0, 1)?.value).toBe(11);
});

it('throughputs of several tenants add up, round by round', () => {
  const [one, other] = rounds([
    [10, 10, 10, 10],
    [5, 5, 5, 5],
  ]);
  const sum = sumOf([one as RoundEstimate, other as RoundEstimate]);
  expect(sum?.value).toBe(15);
  expect(sum?.n).toBe(8);
  expect(sumOf([])).toBeNull();
});

it('ten completions of 100 ms are ten a second wherever the window begins', () => {
  const mean = (gaps: readonly number[]) => gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  for (const first of [1, 50, 99]) {
    const at = Array.from({ length: 10 }, (_, index) => first + 100 * index).filter((ms) => ms < 950);
    expect(mean(completionGaps(at, 950, true))).toBeCloseTo(100);
  }
});

it('a window that ends in a stall counts the stall', () => {
  const gaps = completionGaps([100, 200, 300], 1200, true);
  expect(gaps).toEqual([100, 100, 900]);
});

it('other loops have as many a second as were counted', () => {
  const gaps = completionGaps([10, 20, 400], 1000, false);
  expect(gaps.reduce((sum, gap) => sum + gap, 0)).toBe(1000);
  expect(gaps).toHaveLength(3);
  expect(completionGaps([], 1000, true)).toEqual([]);
});

it('a curve that stops growing has its change-point, one that grows on has none', () => {
  const curve = (yields: (x: number) => number, most = 6) =>
    Array.from({ length: most }, (_, index) => ({ at: index + 1, figure: figure(yields(index + 1)) }));
  expect(
    changePoint(
      curve((x) => Math.min(x, 2) * 10),
      1,
    )?.at,
  ).toBeCloseTo(2, 1);
  expect(
    changePoint(
      curve(() => 10),
      1,
    )?.at,
  ).toBe(1);
  expect(
    changePoint(
      curve((x) => 10 * x),
      1,
    ),
  ).toBeNull();
  expect(
    changePoint(
      curve((x) => Math.min(x, 2) * 10, 2),
      1,
    ),
  ).toBeNull();
});

it('points too unsure to tell have no change-point', () => {
  const points = [1, 2, 3, 4].map((at) => ({ at, figure: figure(Math.min(at, 3) * 10, 0.9) }));
  expect(changePoint(points, 1)).toBeNull();
});

it('one far value stands out, wherever the rest lies, and equal values do not', () => {
  expect(outlierPositions([10, 11, 10, 12, 40])).toEqual([4]);
  expect(outlierPositions([5, 5, 5, 5, 9])).toEqual([4]);
  expect(outlierPositions([5, 5, 5])).toEqual([]);
  expect(spreadFraction([90, 100, 120])).toBeCloseTo(0.3);
  expect(spreadFraction([1])).toBeNull();
});

it('a fraction of 30 in 30 is not certain, and rounds that differ make it less so', () => {
  // Wilson: n / (n + 1.96²).
  expect(fractionInterval([{ hits: 30, n: 30 }])?.low).toBeCloseTo(30 / (30 + 1.96 ** 2), 3);
  const width = (hits: readonly number[]) => {
    const interval = fractionInterval(hits.map((one) => ({ hits: one, n: 40 })));
    return (interval?.high ?? 0) - (interval?.low ?? 0);
  };
  expect(width([10, 30, 20])).toBeGreaterThan(2 * width([20, 20, 20]));
  expect(fractionInterval([])).toBeNull();
});

it('t falls to the normal distribution', () => {
  expect(studentT95(2)).toBe(4.303);
  expect(studentT95(30.9)).toBe(2.042);
  expect(studentT95(31)).toBeCloseTo(2.0395, 2);
  expect(studentT95(1e6)).toBeCloseTo(1.96, 3);
});

it('Student’s t of another confidence is that of the tables', () => {
  // NIST/SEMATECH e-Handbook, 1.3.6.7.2: columns 0.90, 0.95, 0.995.
  const known = [
    ...[[1, 0.9, 6.314] as const, [2, 0.99, 9.925] as const, [3, 0.99, 5.841] as const],
    ...[[4, 0.99, 4.604] as const, [10, 0.8, 1.372] as const, [29, 0.99, 2.756] as const],
  ];
  for (const [degrees, confidence, t] of known) expect(studentT(degrees, confidence)).toBeCloseTo(t, 3);
  expect(studentT(Number.POSITIVE_INFINITY, 0.99)).toBeCloseTo(2.58, 2);
  for (const degrees of [1, 2, 5, 30, 200]) {
    expect(studentT(degrees, 0.95)).toBe(studentT95(degrees));
    expect(studentT(degrees, 0.950001)).toBeCloseTo(studentT95(degrees), 2);
  }
});

it('a ratio of more confidence reaches further, and says how much', () => {
  const prng = createPrng(8);
  const taken = () => rounds([1, 2, 3].map(() => durations(prng, { n: 40, meanMs: 10 })));
  const [one, other] = [taken(), taken()];
  for (const [of, to] of [
    [one, other],
    [one.slice(0, 1), other.slice(0, 1)],
    [one, other.map((round) => ({ ...round, round: round.round + 10 }))],
  ] as const) {
    const [usual, more] = [ratioOf(of, to), ratioOf(of, to, 0.99)];
    expect(more?.value).toBe(usual?.value);
    expect(more?.low).toBeLessThan(usual?.low ?? 0);
    expect(more?.high).toBeGreaterThan(usual?.high ?? 9);
    expect([usual?.confidence, more?.confidence]).toEqual([0.95, 0.99]);
  }
});

it('whatever the rounds, an interval holds its estimate and a ratio turned round is the inverse', () => {
  const samples = fc.array(fc.double({ min: 0.5, max: 500, noNaN: true }), { minLength: 12, maxLength: 40 });
  fc.assert(
    fc.property(
      fc.array(samples, { minLength: 2, maxLength: 4 }),
      fc.array(samples, { minLength: 2, maxLength: 4 }),
      (a, b) => {
        const ratio = ratioOf(rounds(a, 1), rounds(b, 100));
        const inverse = ratioOf(rounds(b, 100), rounds(a, 1));
        if (ratio === null || inverse === null) throw new Error('there are rounds enough');
        expect(ratio.low).toBeLessThanOrEqual(ratio.value);
        expect(ratio.high).toBeGreaterThanOrEqual(ratio.value);
        expect(ratio.value * inverse.value).toBeCloseTo(1, 6);
        expect(ratio.low * inverse.high).toBeCloseTo(1, 1);
      },
    ),
    { seed: 7, numRuns: 30 },
  );
});
