/** Cutting on networks that only pretend to compute: which cuts are kept, what is told, how much work goes into it. */
import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../base/clock';
import type { SegmentTarget } from '../domain/plan';
import { type Cut, cutModel } from './cut-model';
import type { CutNetwork, LoadedModel, PartedRun, PendingOutputs } from './runtime';

interface Pretence {
  /** Cost of each operation, ms; they form a chain. */
  readonly operationsMs: readonly number[];
  /** Cuts that change the outputs. */
  readonly wrong?: readonly number[];
  /** Cuts that cannot run. */
  readonly failing?: readonly number[];
  /** What the wait at the end of each run takes, ms; null: none is needed. */
  readonly fenceMs?: number | null;
  /** Each run adds in another order, unless that is fixed. */
  readonly drifts?: 'always' | 'unless-fixed';
  readonly whole?: string;
}

function pretend({ operationsMs, wrong = [], failing = [], fenceMs = null, drifts, whole }: Pretence) {
  const clock = new VirtualClock(0);
  let input = 0;
  let [runs, fixed] = [0, false];
  const held = new Set<object>();
  const spend = (from: number, to: number) => {
    const ms = operationsMs.slice(from, to).reduce((sum, one) => sum + one, 0);
    clock.advanceTo(clock.now() + ms + (fenceMs ?? 0));
  };
  const outputs = (value: number): PendingOutputs => {
    runs += 1;
    const drift = drifts === 'always' || (drifts === 'unless-fixed' && !fixed) ? runs : 0;
    return { read: async () => [{ name: 'out', shape: [1], data: Float32Array.of(value + drift) }] };
  };
  const cutAt = (boundaries: readonly number[]): CutNetwork => ({
    begin() {
      const edges = [0, ...boundaries, operationsMs.length];
      const value = input + boundaries.filter((place) => wrong.includes(place)).length;
      let at = 0;
      let last: PendingOutputs | null = null;
      const run: PartedRun = {
        get left() {
          return edges.length - 1 - at;
        },
        async step() {
          held.add(run);
          if (failing.includes(edges[at] ?? 0)) throw new Error('no such tensor');
          spend(edges[at] ?? 0, edges[at + 1] ?? 0);
          at += 1;
          last = outputs(value);
        },
        finish() {
          held.delete(run);
          return last as PendingOutputs; // after the last step
        },
        abandon: () => held.delete(run),
      };
      return run;
    },
  });
  const nodes = operationsMs.map((_, index) => ({ name: `n${index}`, needs: [], gives: [] }));
  const network: LoadedModel = {
    notes: [],
    fenced: fenceMs !== null,
    fixSumOrder:
      drifts === 'unless-fixed'
        ? (on) => {
            fixed = on;
          }
        : null,
    upload([data]) {
      input = data?.[0] ?? 0;
    },
    async execute() {
      spend(0, operationsMs.length);
      return outputs(input);
    },
    dissect: () => (whole === undefined ? { graph: { nodes, inputs: [], outputs: [] }, cutAt } : { whole }),
    record: null,
    issueMs: null,
    dispose: () => {},
  };
  const numbers = (value: number) => ({
    next: async () => ({ data: [Float32Array.of(value)], taken: null }),
  });
  const cut = async (target: SegmentTarget): Promise<Cut> => {
    const told: Cut[] = [];
    const options = { target, inputs: () => [numbers(1), numbers(2)] as const, now: () => clock.now() };
    for await (const _ of cutModel(network, { ...options, onCut: (one) => told.push(one) }));
    expect(told).toHaveLength(1);
    expect(held.size).toBe(0);
    return told[0] as Cut; // just counted
  };
  return { clock, cut, network, numbers, held };
}

const EIGHT = { operationsMs: [1, 1, 1, 1, 1, 1, 1, 1] };

describe('a model that is cut', () => {
  it('is cut into segments of the target, each measured', async () => {
    const { plan, network } = await pretend(EIGHT).cut(2);
    expect(network).not.toBeNull();
    expect(plan).toEqual({
      target: 2,
      segmentsMs: [2, 2, 2, 2],
      wholeMs: 8,
      n: 9,
      cutsTried: 3,
      cutsKept: 3,
      reason: null,
      lossFraction: 0,
      fenceMs: null,
    });
  });

  it('at every operation has a segment for each', async () => {
    const { plan } = await pretend(EIGHT).cut('layer');
    expect(plan).toMatchObject({ segmentsMs: EIGHT.operationsMs, cutsTried: 7, cutsKept: 7 });
  });

  it('says that an operation is longer than the target', async () => {
    const { plan } = await pretend({ operationsMs: [2, 9, 2] }).cut(2);
    expect(plan.segmentsMs).toEqual([2, 9, 2]);
    expect(plan.reason).toBe('One operation takes 9.0 ms by itself: there is no place to cut within it.');
  });

  it('that is shorter than two segments stays whole', async () => {
    const { plan, network } = await pretend({ operationsMs: [1, 1.5] }).cut(2);
    expect(network).toBeNull();
    expect(plan).toMatchObject({ segmentsMs: [2.5], wholeMs: 2.5, cutsTried: 0, n: 3 });
    expect(plan.reason).toBe('It stays whole: it takes 2.5 ms and a segment should take 2.0 ms.');
  });

  it('that cannot be taken apart stays whole and says why', async () => {
    const { plan } = await pretend({ ...EIGHT, whole: 'It stays whole: it loops.' }).cut(2);
    expect(plan).toMatchObject({ segmentsMs: [8], reason: 'It stays whole: it loops.' });
  });
});

describe('a cut that changes the outputs', () => {
  it('is refused, and the others are kept', async () => {
    const { plan } = await pretend({ ...EIGHT, wrong: [4] }).cut(2);
    expect(plan).toMatchObject({ segmentsMs: [2, 4, 2], cutsTried: 3, cutsKept: 2 });
    expect(plan.reason).toBe('1 of 3 cuts were refused: they change the outputs.');
  });

  it('or cannot run is refused before any is chosen', async () => {
    const { plan } = await pretend({ ...EIGHT, failing: [4] }).cut(2);
    expect(plan).toMatchObject({ segmentsMs: [2, 3, 2, 1], cutsTried: 4, cutsKept: 3 });
    expect(plan.reason).toBe('It cannot be cut at 1 of its places: in two parts, it does not run there.');
  });

  it('wherever it lies leaves the model whole', async () => {
    const { plan, network } = await pretend({ ...EIGHT, wrong: [1, 2, 3, 4, 5, 6, 7] }).cut(2);
    expect(network).toBeNull();
    expect(plan).toMatchObject({ segmentsMs: [8], cutsTried: 3, cutsKept: 0 });
    expect(plan.reason).toContain('not bit for bit');
  });
});

describe('where the whole does not agree with itself', () => {
  it('cuts are compared with the order of sums fixed, and runs are not held to it', async () => {
    const { plan, network } = await pretend({ ...EIGHT, drifts: 'unless-fixed' }).cut(2);
    expect(network).not.toBeNull();
    expect(plan).toMatchObject({ cutsKept: 3, reason: expect.stringContaining('in any order') });
  });

  it('and wrong cuts are refused all the same', async () => {
    const { plan } = await pretend({ ...EIGHT, drifts: 'unless-fixed', wrong: [4] }).cut(2);
    expect(plan).toMatchObject({ cutsTried: 3, cutsKept: 2 });
  });

  it('and nothing can be done about it, no cut is kept', async () => {
    const { plan, network } = await pretend({ ...EIGHT, drifts: 'always' }).cut(2);
    expect(network).toBeNull();
    expect(plan).toMatchObject({ cutsKept: 0, reason: expect.stringContaining('so no cut can be compared') });
  });
});

describe('where a segment ends at a fence', () => {
  it('segments are ten fences long at least, and say so', async () => {
    const { plan } = await pretend({ operationsMs: Array.from({ length: 30 }, () => 1), fenceMs: 0.5 }).cut(
      2,
    );
    expect(plan.fenceMs).toBeCloseTo(0.5);
    expect(plan.segmentsMs).toEqual([5.5, 5.5, 5.5, 5.5, 5.5, 5.5]);
    expect(plan.reason).toBe(
      'Segments of about 5.0 ms instead of 2.0 ms: the fence at the end of each takes 0.5 ms, and should take a tenth at most.',
    );
    expect(plan.lossFraction).toBeCloseTo(1 - 30.5 / 33);
  });

  it('that takes longer than the model is worth, it stays whole', async () => {
    const { plan } = await pretend({ operationsMs: [1, 1, 1, 1], fenceMs: 2 }).cut(2);
    expect(plan).toMatchObject({ segmentsMs: [6], cutsKept: 0, fenceMs: 2 });
    expect(plan.reason).toBe('It stays whole: the fence at the end of each segment would take 2.0 ms.');
  });
});

describe('the work of cutting', () => {
  it('is bounded where an inference takes long, and says what it left out', async () => {
    const { clock, cut } = pretend({ operationsMs: Array.from({ length: 100 }, () => 10) });
    const { plan } = await cut(20);
    expect(plan.reason).toBe('16 of 99 places were tried, because one inference takes 1000 ms here.');
    expect(plan.n).toBe(2);
    expect(clock.now()).toBeLessThanOrEqual(12_000);
  });

  it('that is given up half-way holds nothing', async () => {
    const { network, numbers, held } = pretend(EIGHT);
    for (let steps = 0; steps < 60; steps++) {
      const work = cutModel(network, {
        target: 2,
        inputs: () => [numbers(1), numbers(2)],
        now: () => 0,
        onCut: () => {},
      });
      for (let step = 0; step < steps; step++) await work.next();
      await work.return();
      expect(held.size).toBe(0);
    }
  });

  it('that fails leaves the model whole and says why', async () => {
    const { network, numbers } = pretend(EIGHT);
    const lost: LoadedModel = { ...network, execute: () => Promise.reject(new Error('the device is lost')) };
    const told: Cut[] = [];
    const options = { target: 2, inputs: () => [numbers(1), numbers(2)] as const, now: () => 0 };
    for await (const _ of cutModel(lost, { ...options, onCut: (one) => told.push(one) }));
    expect(told[0]?.plan.reason).toBe('It stays whole: cutting it failed (the device is lost).');
    expect(told[0]?.plan.segmentsMs).toEqual([0]);
  });
});
