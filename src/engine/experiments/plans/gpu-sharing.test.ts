/** Plans of ways to share a GPU: which ways, who is where in which mode, what never loads anew, and what is refused. */
import { describe, expect, test } from 'vitest';
import type { Machine } from '../../../domain/backend';
import { EngineError } from '../../../domain/errors';
import { type ExperimentPlan, experimentRequestSchema, type PlannedCell } from '../../../domain/experiment';
import type { Scenario } from '../../../domain/scenario';
import { catalog, plainMachine, scenario } from '../../../testing/builders';
import { sameButTerms, sameWorker } from '../../sameness';
import { refuseUnlessValid } from '../../scenario-checks';
import { standingAlone } from '../../standing-alone';
import { planExperiment } from './plan-experiment';

const machineWith = (webgpu: Partial<Machine['backends'][number]>): Machine => ({
  ...plainMachine,
  backends: plainMachine.backends.map((one) => (one.backend === 'webgpu' ? { ...one, ...webgpu } : one)),
});
const GPU = machineWith({ available: true, adapter: 'a GPU', reason: null });

const PAIR = scenario(
  [
    ['a', 'gpu-1', { workload: { kind: 'periodic', ratePerSecond: 30, jitterFraction: 0, queueBound: 4 } }],
    ['b', 'gpu-1', { modelId: 'other' }],
  ],
  { backend: 'webgpu', policy: 'edf', submitsInFlight: 2, gpuTiming: true },
);

const plan = (request: object = {}, document: Scenario = PAIR, machine: Machine = GPU): ExperimentPlan =>
  planExperiment(experimentRequestSchema.parse({ kind: 'gpu-sharing', ...request }), {
    scenario: document,
    machine,
    models: catalog('tiny', 'other').models,
    standingAlone,
    refuseUnlessValid: (one) => refuseUnlessValid({ ...one, userPolicy: null }, () => undefined),
  });

/** Where a tenant of a cell lives, how it runs, and how its executor chooses. */
const standing = ({ scenario: { executors, tenants }, tenantIds }: PlannedCell) =>
  tenantIds.map((id) => {
    const tenant = tenants.find((one) => one.id === id);
    const executor = executors.find((one) => one.id === tenant?.executorId);
    return [tenant?.executorId, tenant?.mode, executor?.grain, executor?.policy, executor?.submitsInFlight];
  });
const ways = ({ cells }: ExperimentPlan) => cells.map(({ id }) => id);

describe('Ways to share a GPU', () => {
  test('are eager, recorded and interleaved on one device, and recorded on a device each', () => {
    const { cells, runs } = plan();
    expect(cells.map((cell) => [cell.factors.arm, standing(cell)])).toEqual([
      ['eager', Array(2).fill(['gpu-1', 'eager', 'inference', 'edf', 2])],
      ['recorded', Array(2).fill(['gpu-1', 'recorded', 'inference', 'edf', 2])],
      ['interleaved', Array(2).fill(['gpu-1', 'segmented', 'segment', 'edf', 2])],
      [
        'separate',
        [
          ['device-1', 'recorded', 'inference', 'edf', 2],
          ['device-2', 'recorded', 'inference', 'edf', 2],
        ],
      ],
    ]);
    expect(runs.filter(({ control }) => control).map(({ cellId }) => cellId)).toEqual(
      Array(3).fill('gpu:eager/2'),
    );
  });

  test('have everybody ask again at once, without deadlines, untimed, on WebGPU alone', () => {
    for (const { scenario: set } of plan().cells) {
      for (const { backend, gpuTiming } of set.executors)
        expect([backend, gpuTiming]).toEqual(['webgpu', undefined]);
      for (const { workload, deadline, dependsOn } of set.tenants)
        expect([workload, deadline, dependsOn]).toEqual([
          { kind: 'closed', inFlight: 1 },
          { kind: 'none' },
          undefined,
        ]);
    }
  });

  test('load nothing anew from one to the next, nor what lives on the shared device already', () => {
    const { cells } = plan({ tenants: 3, submits: [1, 4] });
    const [first] = cells;
    for (const { scenario: set } of cells) {
      for (const [at, executor] of set.executors.entries())
        expect(sameWorker(executor, first?.scenario.executors[at])).toBe(true);
      for (const [at, tenant] of set.tenants.entries()) {
        const other = first?.scenario.tenants[at] ?? tenant;
        expect(sameButTerms({ ...tenant, paused: false }, { ...other, paused: false })).toBe(true);
      }
    }
    const [there] = PAIR.executors;
    for (const executor of first?.scenario.executors.slice(0, 1) ?? [])
      expect(sameWorker(executor, there)).toBe(true);
  });

  test('cut nobody who has a device of its own, whichever way is measured', () => {
    for (const { scenario: set } of plan().cells)
      expect(set.executors.slice(1).map(({ grain }) => grain)).toEqual(['inference', 'inference']);
  });

  test('scale from one tenant to as many as are asked for, copies in their order', () => {
    const scaled = plan({ tenants: 3 });
    expect(ways(scaled)).toEqual([
      ...['gpu:eager/1', 'gpu:recorded/1'],
      ...['gpu:eager/2', 'gpu:recorded/2', 'gpu:interleaved/2/2', 'gpu:separate/2'],
      ...['gpu:eager/3', 'gpu:recorded/3', 'gpu:interleaved/3/2', 'gpu:separate/3'],
    ]);
    const last = scaled.cells.at(-1);
    const models = last?.tenantIds.map((id) => last.scenario.tenants.find((one) => one.id === id)?.modelId);
    expect(models).toEqual(['tiny', 'other', 'tiny']);
    expect(scaled.notes.join(' ')).toContain('Beyond the first 2: copies');
  });

  test('interleave with each number of submits in flight that is asked for', () => {
    const { cells } = plan({ submits: [4, 1, 4] });
    const depths = cells
      .filter(({ factors }) => factors.arm === 'interleaved')
      .map((one) => standing(one)[0]?.[4]);
    expect(depths).toEqual([1, 4]);
  });

  test('interleave by round robin where the policy in force serves to the end, and say so', () => {
    const fifo = { ...PAIR, executors: PAIR.executors.map((one) => ({ ...one, policy: 'fifo' as const })) };
    const { cells, notes } = plan({}, fifo);
    expect(cells.map((cell) => standing(cell)[0]?.[3])).toEqual(['fifo', 'fifo', 'round-robin', 'fifo']);
    expect(notes.join(' ')).toContain('round robin');
  });

  test('of tenants on another backend are on a new executor on WebGPU', () => {
    const { cells } = plan(
      {},
      scenario([
        ['a', 'wasm-1'],
        ['b', 'wasm-2'],
      ]),
    );
    expect(cells[0]?.scenario.executors[0]).toMatchObject({ id: 'gpu', backend: 'webgpu' });
    expect(standing(cells[0] as PlannedCell).map(([where]) => where)).toEqual(['gpu', 'gpu']); // there is a first
  });

  test('of one tenant are eager and recorded: there is nobody to interleave it with', () => {
    const one = plan({}, scenario([['a', 'gpu-1']], { backend: 'webgpu' }));
    expect(ways(one)).toEqual(['gpu:eager/1', 'gpu:recorded/1']);
    expect(one.notes.join(' ')).toContain('nobody to interleave it with');
  });

  test('of more tenants than fit twice have no device each, and say so', () => {
    const many = scenario(
      Array.from({ length: 13 }, (_, at) => [`t-${at}`, 'gpu-1'] as const),
      { backend: 'webgpu' },
    );
    const { cells, notes } = plan({}, many);
    expect(cells.map(({ factors }) => factors.arm)).toEqual(['eager', 'recorded', 'interleaved']);
    expect(notes.join(' ')).toContain('No device each');
  });

  test('take names that nobody has', () => {
    const { cells } = plan(
      {},
      scenario(
        [
          ['apart-1', 'device-1'],
          ['copy-3', 'device-1'],
        ],
        { backend: 'webgpu' },
      ),
    );
    const { executors, tenants } = (cells[0] as PlannedCell).scenario; // there is a first
    expect(new Set(executors.map(({ id }) => id)).size).toBe(executors.length);
    expect(new Set(tenants.map(({ id }) => id)).size).toBe(tenants.length);
  });

  test('on a software adapter are planned, with a note that they say nothing about a GPU', () => {
    const soft = machineWith({ available: true, software: true, reason: null });
    expect(plan({}, PAIR, soft).notes.join(' ')).toContain('says nothing about a GPU');
    expect(plan().notes.join(' ')).not.toContain('software');
  });

  test('on a machine without WebGPU are refused with its reason', () => {
    let refused: unknown;
    try {
      plan({}, PAIR, plainMachine);
    } catch (thrown) {
      refused = thrown;
    }
    expect(refused).toBeInstanceOf(EngineError);
    expect(refused).toMatchObject({
      code: 'backend-unavailable',
      message: expect.stringContaining('this test has none'),
    });
  });

  test('take the time of their runs, loads and recordings', () => {
    const brief = plan({ rounds: 1, durationMs: 200, warmupMs: 0 }).estimatedMs;
    expect(plan({ rounds: 1, durationMs: 1200, warmupMs: 0 }).estimatedMs).toBe(brief + 7 * 1000);
  });
});
