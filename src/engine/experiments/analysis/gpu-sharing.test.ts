/** Answers from GPUs that are made up: a benefit that is there is found, one that is not is not claimed. */
import { describe, expect, it, test } from 'vitest';
import { createPrng, deriveSeed } from '../../../base/prng';
import {
  type ExperimentPlan,
  experimentRequestSchema,
  type GpuArmId,
  type GpuSharing,
  type MeasuredGpu,
  type Measurement,
  type PlannedCell,
  type PlannedRun,
} from '../../../domain/experiment';
import { catalog, plainMachine, scenario } from '../../../testing/builders';
import { closedLoop, measuredTenant, normal } from '../../../testing/synthetic-rounds';
import { standingAlone } from '../../standing-alone';
import { planExperiment } from '../plans/plan-experiment';
import { analyse } from './analyse';

const DURATION_MS = 1200;
const MEAN_MS = 24;

const machine = {
  ...plainMachine,
  backends: plainMachine.backends.map((one) => ({ ...one, available: true, reason: null })),
};
const PAIR = scenario(
  [
    ['a', 'gpu-1'],
    ['b', 'gpu-1', { modelId: 'other' }],
  ],
  { backend: 'webgpu' },
);

const planOf = (request: object = {}): ExperimentPlan =>
  planExperiment(experimentRequestSchema.parse({ kind: 'gpu-sharing', ...request }), {
    ...{ scenario: PAIR, machine, models: catalog('tiny', 'other').models, standingAlone },
    refuseUnlessValid: () => {},
  });

/** A GPU on which a tenant, by its position, is so many times as fast as eager. */
type Gpu = (arm: GpuArmId, tenant: number, cell: PlannedCell) => number;
const MODES = {
  eager: 'eager',
  recorded: 'recorded',
  interleaved: 'segmented',
  separate: 'recorded',
} as const;
const ISSUE_MS = { eager: 4, recorded: 0.1, interleaved: 0.25, separate: 0.1 } as const;

interface Taken {
  readonly seed?: number;
  /** By how much rounds differ, in common and of each run's own, as a fraction. */
  readonly drift?: number;
  readonly own?: number;
  readonly gpu?: (id: string, arm: GpuArmId) => MeasuredGpu | null;
  readonly flags?: Measurement['flags'];
}

const distribution = (mean: number, n: number) => ({
  ...{ n, mean, p50: mean, p90: null, p95: null, p99: null, max: mean },
});
const ranAsAsked = (_id: string, arm: GpuArmId): MeasuredGpu => ({
  running: MODES[arm],
  reason: 'As asked.',
  issueMs: distribution(ISSUE_MS[arm], 40),
});

function measured(plan: ExperimentPlan, gpu: Gpu, taken: Taken = {}): readonly Measurement[] {
  const { seed = 9, drift = 0.04, own = 0.02 } = taken;
  return plan.runs.map((run) => {
    const common = Math.exp(drift * normal(createPrng(deriveSeed(seed, `round ${run.round}`))));
    const prng = createPrng(deriveSeed(seed, JSON.stringify(run)));
    const meanMs = MEAN_MS * common * Math.exp(own * normal(prng));
    return measure(plan, run, { ...taken, seed }, (arm, at, cell) => meanMs / gpu(arm, at, cell));
  });
}

function measure(
  { cells }: ExperimentPlan,
  run: PlannedRun,
  { seed, gpu = ranAsAsked, flags = [] }: Taken,
  meanMs: Gpu,
): Measurement {
  const cell = cells.find(({ id }) => id === run.cellId) as PlannedCell; // its own plan
  const arm = cell.factors.arm as GpuArmId; // each cell of it has one
  const tenants = cell.tenantIds.map((id, at) => {
    const own = deriveSeed(seed ?? 9, `${run.cellId} ${run.round} ${run.control} ${id}`);
    const samples = closedLoop(own, { meanMs: meanMs(arm, at, cell), durationMs: DURATION_MS, spread: 0.08 });
    return measuredTenant(id, samples, DURATION_MS, { gpu: gpu(id, arm) });
  });
  const rest = { startedAt: run.round, durationMs: DURATION_MS, utilisationFraction: {}, memoryBytes: null };
  return { ...run, ...rest, tenants, flags };
}

function sharing(plan: ExperimentPlan, measurements: readonly Measurement[]): GpuSharing {
  const found = analyse(plan, measurements).gpuSharing;
  if (found === undefined) throw new Error('there is no answer');
  return found;
}

const PLAN = planOf();
const FASTER: Gpu = (arm) => (arm === 'eager' ? 1 : 1.5);
const EQUAL: Gpu = () => 1;

describe('ways to share a GPU', () => {
  test('recorded that is 1.5 × as fast as eager is found so, within its interval', () => {
    const { arms, verdicts } = sharing(PLAN, measured(PLAN, FASTER));
    for (const arm of arms.slice(1)) {
      expect(arm.againstEager?.value).toBeCloseTo(1.5, 0.8);
      expect(arm.againstEager?.low).toBeLessThanOrEqual(1.5);
      expect(arm.againstEager?.high).toBeGreaterThanOrEqual(1.5);
      expect(arm.againstEager?.low).toBeGreaterThan(1);
    }
    expect(verdicts).toMatchObject([{ tenants: 2, outcome: 'benefit' }]);
    expect(verdicts[0]?.words).toMatch(/^Best here: 2 models .*, 1\.\d\d× \(95 % /);
    expect(verdicts[0]?.words).toContain('of CPU time, eager 4.00 ms.');
  });

  test('all that are equally fast have no benefit, and it is said with the interval', () => {
    const { verdicts } = sharing(PLAN, measured(PLAN, EQUAL));
    expect(verdicts).toMatchObject([{ outcome: 'none', bestCellId: 'gpu:eager/2' }]);
    expect(verdicts[0]?.words).toContain('No benefit here');
    expect(verdicts[0]?.words).toContain('the interval holds 1');
  });

  test('all that are slower leave eager the best, and it is said that this is sure', () => {
    const { verdicts } = sharing(
      PLAN,
      measured(PLAN, (arm) => (arm === 'eager' ? 1 : 0.6)),
    );
    expect(verdicts).toMatchObject([{ outcome: 'none', bestCellId: 'gpu:eager/2' }]);
    expect(verdicts[0]?.words).toContain('eager is faster for sure');
  });

  test('interleaving and a device each are told apart from what recording alone brings', () => {
    const shared: Gpu = (arm) => ({ eager: 1, recorded: 1.5, interleaved: 1.5, separate: 1.2 })[arm];
    const { arms, verdicts } = sharing(PLAN, measured(PLAN, shared));
    expect(arms.map(({ againstRecorded }) => againstRecorded === null)).toEqual([true, true, false, false]);
    expect(verdicts[0]?.words).toContain('2 models interleaved on one device: no benefit over recorded');
    expect(verdicts[0]?.words).toContain('2 models recorded, a device each: less than recorded');
  });

  test('the worst tenant is the one that gained least, called as it is in eager', () => {
    const uneven: Gpu = (arm, tenant) => (arm === 'separate' ? ([1.8, 0.7][tenant] ?? 1) : 1);
    const { arms } = sharing(PLAN, measured(PLAN, uneven));
    expect(arms.at(-1)?.worst?.tenantId).toBe('b');
    expect(arms.at(-1)?.worst?.againstEager.value).toBeCloseTo(0.7, 1);
    expect(arms[0]?.worst).toBeNull();
  });

  test('CPU time to issue counts each tenant once, however many requests it completed', () => {
    const uneven = (id: string, arm: GpuArmId): MeasuredGpu => ({
      ...ranAsAsked(id, arm),
      issueMs: id === 'a' || id === 'apart-1' ? distribution(1, 900) : distribution(3, 10),
    });
    const { arms } = sharing(PLAN, measured(PLAN, EQUAL, { gpu: uneven }));
    expect(arms.map(({ issueMs }) => issueMs)).toEqual([2, 2, 2, 2]);
  });

  test('CPU time that one tenant did not tell is not made up', () => {
    const silent = (id: string, arm: GpuArmId) => (id === 'b' ? null : ranAsAsked(id, arm));
    const { arms } = sharing(PLAN, measured(PLAN, EQUAL, { gpu: silent }));
    expect(arms[0]?.issueMs).toBeNull();
  });

  test('each number of tenants has its own answer, against eager with as many', () => {
    const plan = planOf({ tenants: 2 });
    const onlyTwo: Gpu = (arm, _tenant, { factors }) => (arm !== 'eager' && factors.tenants === 2 ? 1.6 : 1);
    const { verdicts } = sharing(plan, measured(plan, onlyTwo));
    expect(verdicts.map(({ tenants, outcome }) => [tenants, outcome])).toEqual([
      [1, 'none'],
      [2, 'benefit'],
    ]);
  });

  test('who ran otherwise than asked is named with the reason, by the name that it has in eager', () => {
    const stuck = (id: string, arm: GpuArmId): MeasuredGpu =>
      id === 'apart-2' || (id === 'b' && arm !== 'eager')
        ? { ...ranAsAsked(id, arm), running: 'eager', reason: 'It has a branch.' }
        : ranAsAsked(id, arm);
    const { arms, verdicts } = sharing(PLAN, measured(PLAN, EQUAL, { gpu: stuck }));
    expect(arms.map(({ missed }) => missed.map(({ tenantId }) => tenantId))).toEqual([
      [],
      ['b'],
      ['b'],
      ['b'],
    ]);
    expect(verdicts[0]?.words).toContain('b ran eager: It has a branch.');
  });

  test('a tenant that was not on WebGPU at all is named, too', () => {
    const { arms } = sharing(PLAN, measured(PLAN, EQUAL, { gpu: () => null }));
    expect(arms[1]?.missed).toMatchObject([{ tenantId: 'a', running: null }, { tenantId: 'b' }]);
  });

  test('a software adapter is told to say nothing about a GPU', () => {
    const flags = [{ kind: 'software-adapter', words: 'soft', cellId: null, tenantId: null }] as const;
    expect(sharing(PLAN, measured(PLAN, FASTER, { flags })).verdicts[0]?.words).toContain(
      'it says nothing about a GPU',
    );
    expect(sharing(PLAN, measured(PLAN, FASTER)).verdicts[0]?.words).not.toContain('software');
  });

  test('without eager nothing is concluded; what was measured stands', () => {
    const some = measured(PLAN, FASTER).filter(({ cellId }) => cellId === 'gpu:recorded/2');
    const { arms, verdicts } = sharing(PLAN, some);
    expect(arms.map(({ arm, n }) => [arm, n > 0])).toEqual([['recorded', true]]);
    expect(verdicts).toMatchObject([{ outcome: 'unknown', bestCellId: null }]);
    expect(sharing(PLAN, [])).toEqual({ arms: [], verdicts: [] });
  });
});

const REPEATS = 150;

it.each([
  ['three ways', {}],
  ['three ways over five rounds', { rounds: 5 }],
  ['six ways', { submits: [1, 2, 3, 4] }],
])('of %s that are all as fast as eager a benefit is claimed at most 5 times in 100', (_ways, request) => {
  const plan = planOf(request);
  const alarms = Array.from({ length: REPEATS }, (_, at) => {
    const { verdicts } = sharing(plan, measured(plan, EQUAL, { seed: 1000 + at }));
    return verdicts[0]?.outcome === 'benefit' ? 1 : 0;
  }).reduce<number>((sum, one) => sum + one, 0);
  expect(alarms / REPEATS).toBeLessThanOrEqual(0.05);
});
