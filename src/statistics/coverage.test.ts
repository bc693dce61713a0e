/** How often intervals hold the truth, on data that is as unkind as measured data: neighbours alike, rounds that differ. */
import { expect, it } from 'vitest';
import { createPrng, type Prng } from '../base/prng';
import type { Interval } from '../domain/interval';
import { durations, normal } from '../testing/synthetic-rounds';
import { meanEstimate, medianEstimate } from './blocks';
import { intervalOf, ratioOf } from './interval-of-rounds';
import type { RoundEstimate } from './round-estimate';

const REPEATS = 400;
const TRUTH = 20;

interface Kind {
  readonly rounds: number;
  readonly n: number;
  readonly rho: number;
  /** Of a round that both sides share, and of a side's own, as a fraction. */
  readonly drift: number;
  readonly own: number;
  readonly estimate?: typeof meanEstimate;
}

function side(prng: Prng, kind: Kind, shared: readonly number[], repeat: number): RoundEstimate[] {
  const estimate = kind.estimate ?? meanEstimate;
  return shared.flatMap((drift, round) => {
    const meanMs = TRUTH * Math.exp(drift + kind.own * normal(prng));
    const samples = durations(prng, { n: kind.n, meanMs, rho: kind.rho });
    return estimate(samples, round, repeat * 1000 + Math.floor(prng.next() * 1e9)) ?? [];
  });
}

/** Share of A/A comparisons that see a difference. */
function falseAlarms(kind: Kind, paired = true): number {
  const prng = createPrng(12);
  let alarms = 0;
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const shared = Array.from({ length: kind.rounds }, () => kind.drift * normal(prng));
    const one = side(prng, kind, shared, repeat);
    const other = side(prng, kind, shared, repeat).map((round) =>
      paired ? round : { ...round, round: round.round + 100 },
    );
    const ratio = ratioOf(one, other) as Interval; // rounds are long enough
    if (ratio.low > 1 || ratio.high < 1) alarms += 1;
  }
  return alarms / REPEATS;
}

it.each([2, 3, 5, 10])(
  'A against A over %i paired rounds sees a difference at most 8 times in 100',
  (rounds) => {
    expect(falseAlarms({ rounds, n: 40, rho: 0.5, drift: 0.05, own: 0.03 })).toBeLessThanOrEqual(0.08);
  },
);

it('so it does when rounds differ by nothing but chance, and when a round holds ten samples', () => {
  expect(falseAlarms({ rounds: 3, n: 60, rho: 0.5, drift: 0, own: 0 })).toBeLessThanOrEqual(0.08);
  expect(falseAlarms({ rounds: 3, n: 10, rho: 0.3, drift: 0.03, own: 0.02 })).toBeLessThanOrEqual(0.08);
});

it('so it does when rounds of two machines are compared all with all', () => {
  expect(falseAlarms({ rounds: 3, n: 40, rho: 0.5, drift: 0, own: 0.04 }, false)).toBeLessThanOrEqual(0.08);
});

it('so it does of medians', () => {
  const kind = { rounds: 3, n: 40, rho: 0.5, drift: 0.05, own: 0.03, estimate: medianEstimate };
  expect(falseAlarms(kind)).toBeLessThanOrEqual(0.08);
});

it('one round against one holds its rate only while nothing differs from round to round', () => {
  const steady = { rounds: 1, n: 200, rho: 0.4, drift: 0, own: 0 };
  expect(falseAlarms(steady)).toBeLessThanOrEqual(0.08);
  expect(falseAlarms({ ...steady, own: 0.05 })).toBeGreaterThan(0.25);
});

it('an interval of three rounds holds the truth 92 times in 100 or more', () => {
  const prng = createPrng(5);
  let held = 0;
  for (let repeat = 0; repeat < REPEATS; repeat += 1) {
    const shared = [0, 0, 0];
    const interval = intervalOf(
      side(prng, { rounds: 3, n: 40, rho: 0.5, drift: 0, own: 0.04 }, shared, repeat),
    );
    if (interval !== null && interval.low <= TRUTH && TRUTH <= interval.high) held += 1;
  }
  expect(held / REPEATS).toBeGreaterThanOrEqual(0.92);
});

it('a real difference of a quarter is seen by three rounds nearly always', () => {
  const prng = createPrng(6);
  let seen = 0;
  for (let repeat = 0; repeat < 100; repeat += 1) {
    const kind = { rounds: 3, n: 40, rho: 0.5, drift: 0.05, own: 0.01 };
    const shared = Array.from({ length: 3 }, () => kind.drift * normal(prng));
    const slower = side(
      prng,
      kind,
      shared.map((drift) => drift + Math.log(1.25)),
      repeat,
    );
    const ratio = ratioOf(slower, side(prng, kind, shared, repeat));
    if (ratio !== null && ratio.low > 1) seen += 1;
  }
  expect(seen).toBeGreaterThanOrEqual(90);
});
