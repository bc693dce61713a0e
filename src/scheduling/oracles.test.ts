/**
 * Small cases with exact answers, computed by hand and by another program: one device, a choice at every layer, switching
 * costs nothing. Figures are compared as fractions; those that were given as decimals, in four places.
 */
import { describe, expect, it } from 'vitest';
import type { PolicyId } from '../domain/policy-ids';
import { createPolicy, isPreemptive } from './policies';
import { type RunEntry, RunQueue } from './run-queue';

interface Job {
  readonly name: string;
  readonly arrivedAt: number;
  readonly layersMs: readonly number[];
  readonly priority: number;
  readonly deadlineAt: number;
}
const job = (
  name: string,
  arrivedAt: number,
  layersMs: readonly number[],
  priority: number,
  deadlineAt: number,
): Job => ({ name, arrivedAt, layersMs, priority, deadlineAt });

const T1 = [job('A', 0, [4, 4, 4, 4, 4, 4], 1, 60), job('B', 1, [2, 2], 9, 9), job('C', 2, [3, 3, 3], 3, 20)];
const T2 = [
  job('A', 0, [2, 2, 2], 3, 22),
  job('B', 3, [1, 1], 9, 24),
  job('C', 1, [3, 3, 3, 3], 9, 28),
  job('D', 2, [1, 1], 1, 8),
];

interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}
const fraction = (over: number, under = 1): Fraction => ({ over: BigInt(over), under: BigInt(under) });
const plus = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under + b.over * a.under,
  under: a.under * b.under,
});
const times = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under });
const inverse = ({ over, under }: Fraction): Fraction => ({ over: under, under: over });
const sum = (all: readonly Fraction[]): Fraction => all.reduce(plus, fraction(0));
const isLess = (a: Fraction, b: Fraction): boolean => a.over * b.under < b.over * a.under;
const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisor(b, a % b));
const text = ({ over, under }: Fraction): string => {
  const common = divisor(over, under);
  return under === common ? `${over / common}` : `${over / common}/${under / common}`;
};
const decimal = ({ over, under }: Fraction): string => (Number(over) / Number(under)).toFixed(4);

interface Outcome {
  readonly order: string;
  readonly finishes: readonly number[];
}

/** One device on integer time: arrivals up to an instant are seen at the next choice. */
function serve(jobs: readonly Job[], id: PolicyId): Outcome {
  const policy = createPolicy({ id, tenants: [], userPolicy: null });
  const queue = new RunQueue<RunEntry>(policy, isPreemptive(id));
  const coming = [...jobs].sort((a, b) => a.arrivedAt - b.arrivedAt);
  const finishedAt = new Map<string, number>();
  let order = '';
  let now = 0;
  while (coming.length > 0 || queue.size > 0) {
    for (; coming[0] !== undefined && coming[0].arrivedAt <= now; coming.shift())
      queue.add(entryOf(coming[0]));
    const entry = queue.choose(now);
    if (entry === null) {
      now += 1;
      continue;
    }
    order += entry.tenantId;
    const ranMs = entry.nextMs;
    now += ranMs;
    if (queue.served(entry, ranMs, now)) finishedAt.set(entry.tenantId, now);
  }
  return { order, finishes: jobs.map(({ name }) => finishedAt.get(name) ?? Number.NaN) };
}

let requestId = 0;
function entryOf({ name, arrivedAt, layersMs, priority, deadlineAt }: Job): RunEntry {
  const estimatedMs = layersMs.reduce((total, ms) => total + ms, 0);
  requestId += 1;
  return {
    ...{ requestId, tenantId: name, arrivedAt, deadlineAt, priority, weight: 1, estimatedMs },
    ...{ remainingMs: estimatedMs, nextMs: layersMs[0] ?? 0, servedAt: null, segmentsMs: layersMs, done: 0 },
  };
}

/** ANTT, STP, min / max normalised progress and Jain's index over it, and who was late. */
function figures(jobs: readonly Job[], { finishes }: Outcome) {
  const slowdowns = jobs.map(({ arrivedAt, layersMs }, index) =>
    fraction(
      (finishes[index] ?? 0) - arrivedAt,
      layersMs.reduce((total, ms) => total + ms, 0),
    ),
  );
  const progress = slowdowns.map(inverse);
  const stp = sum(progress);
  const squares = sum(progress.map((one) => times(one, one)));
  const sorted = [...progress].sort((a, b) => (isLess(a, b) ? -1 : 1));
  const [least = fraction(0), most = fraction(1)] = [sorted[0], sorted.at(-1)];
  return {
    antt: text(times(sum(slowdowns), fraction(1, jobs.length))),
    stp: text(stp),
    fairness: text(times(least, inverse(most))),
    fairnessDecimal: decimal(times(least, inverse(most))),
    jain: decimal(times(times(stp, stp), inverse(times(fraction(jobs.length), squares)))),
    misses: jobs
      .filter(({ deadlineAt }, index) => (finishes[index] ?? 0) > deadlineAt)
      .map(({ name }) => name),
  };
}

describe('three requests of which a long one comes first (T1)', () => {
  const whole = ['AAAAAABBCCC', '419/108', '1328/945', '4/27', '0.6050', ['B', 'C']] as const;
  const turns = ['AABCABCACAA', '217/72', '401/333', '37/108', '0.8316', ['B', 'C']] as const;
  const short = ['ABBCCCAAAAA', '119/72', '2357/1295', '37/42', '0.9972', []] as const;
  it.each([
    ['fifo', ...whole],
    ['shortest-job', ...whole],
    ['round-robin', ...turns],
    ['shortest-remaining', ...short],
    ['edf', ...short],
    ['least-laxity', ...short],
    ['strict-priority', ...short],
    ['prema', ...short],
  ] as const)('are served by %s in the order %s', (id, order, antt, stp, fairness, jain, misses) => {
    const outcome = serve(T1, id);
    expect(outcome.order).toBe(order);
    expect(figures(T1, outcome)).toMatchObject({ antt, stp, fairness, jain, misses });
  });
});

describe('four requests that tell seven policies apart (T2)', () => {
  it.each([
    ['fifo', 'AAACCCCDDBB', [6, 22, 18, 20], '251/48', '5588/2907', '0.1053', '0.6071', ['D']],
    ['round-robin', 'AACDABCDBCC', [10, 16, 22, 15], '197/48', '673/455', '0.2564', '0.7453', ['D']],
    ['shortest-remaining', 'ADDBBAACCCC', [10, 6, 22, 4], '71/48', '298/105', '0.5714', '0.9450', []],
    ['edf', 'ADDAABBCCCC', [8, 10, 22, 4], '91/48', '73/28', '0.2857', '0.8623', []],
    ['least-laxity', 'ADDCACACBBC', [14, 19, 22, 4], '157/48', '17/8', '0.1250', '0.7399', []],
    ['strict-priority', 'ACCCCBBAADD', [20, 16, 14, 22], '251/48', '96/65', '0.1083', '0.5589', ['D']],
    ['prema', 'ACBBAADDCCC', [11, 7, 22, 13], '133/48', '277/154', '0.3182', '0.8917', ['D']],
  ] as const)(
    'are served by %s in the order %s',
    (id, order, finishes, antt, stp, fairnessDecimal, jain, misses) => {
      const outcome = serve(T2, id);
      expect(outcome).toEqual({ order, finishes });
      expect(figures(T2, outcome)).toMatchObject({ antt, stp, fairnessDecimal, jain, misses });
    },
  );
});
