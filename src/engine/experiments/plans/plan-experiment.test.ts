/** Plans: how many set-ups, in which order, what is left out and why, what is refused and in which words. */
import { describe, expect, test } from 'vitest';
import { EngineError } from '../../../domain/errors';
import { type ExperimentPlan, experimentRequestSchema, type PlannedCell } from '../../../domain/experiment';
import type { Scenario } from '../../../domain/scenario';
import { catalog, plainMachine, scenario } from '../../../testing/builders';
import { standingAlone } from '../../standing-alone';
import type { PlanBasis } from './plan-basis';
import { planExperiment } from './plan-experiment';

const FOUR = scenario([
  ['a', 'wasm-1'],
  ['b', 'wasm-1'],
  ['c', 'wasm-2'],
  ['d', 'wasm-2'],
]);

const basis = (document: Scenario = FOUR, change: Partial<PlanBasis> = {}): PlanBasis => ({
  scenario: document,
  machine: plainMachine,
  models: catalog('tiny', 'other').models,
  standingAlone,
  refuseUnlessValid: () => {},
  ...change,
});

const plan = (request: object, document?: Scenario, change?: Partial<PlanBasis>): ExperimentPlan =>
  planExperiment(experimentRequestSchema.parse(request), basis(document, change));

/** The message that it is refused with. */
function refusal(request: object, document?: Scenario): string {
  try {
    planExperiment(request as never, basis(document)); // also what no type allows
  } catch (thrown) {
    if (thrown instanceof EngineError && thrown.code === 'experiment-invalid') return thrown.message;
    throw thrown;
  }
  return 'it was not refused';
}

const activeIn = ({ scenario: { tenants } }: PlannedCell) =>
  tenants.filter(({ paused }) => !paused).map(({ id }) => id);
const order = ({ runs }: ExperimentPlan) => runs.map(({ cellId, control }) => `${cellId} ${control}`);
const idsOf = ({ cells }: ExperimentPlan) => cells.map(({ id }) => id);

describe('A matrix', () => {
  test('has a cell for each tenant and each pair, in which nobody else runs', () => {
    const { cells } = plan({ kind: 'matrix' });
    expect(cells.filter(({ role }) => role === 'alone')).toHaveLength(4);
    expect(cells.filter(({ role }) => role === 'pair')).toHaveLength(6);
    for (const cell of cells) expect(activeIn(cell)).toEqual(cell.tenantIds);
  });

  test('of 4 × 4 is expected to end within 90 s by default', () => {
    expect(plan({ kind: 'matrix' }).estimatedMs).toBeLessThan(90_000);
  });

  test('leaves paused tenants out and says so', () => {
    const tenants = FOUR.tenants.map((one) => ({ ...one, paused: one.id === 'd' }));
    const { cells, notes } = plan({ kind: 'matrix' }, { ...FOUR, tenants });
    expect(cells).toHaveLength(3 + 3);
    expect(notes.join(' ')).toContain('paused: tiny (d)');
  });

  test('lets who is triggered ask for itself, and says so', () => {
    const document = scenario([
      ['a', 'wasm-1', { workload: { kind: 'periodic', ratePerSecond: 7, jitterFraction: 0, queueBound: 4 } }],
      [
        'b',
        'wasm-1',
        {
          workload: { kind: 'triggered', queueBound: 4 },
          dependsOn: { tenantId: 'a', probability: 1, fanOut: 1 },
        },
      ],
    ]);
    const { cells, notes } = plan({ kind: 'matrix' }, document);
    const workloads = cells.map((cell) => cell.scenario.tenants.find(({ id }) => id === 'b')?.workload);
    expect(new Set(workloads.map((one) => one?.kind))).toEqual(new Set(['periodic']));
    expect(notes.join(' ')).toContain('Triggered otherwise: tiny (b)');
  });

  test('of one model is refused in words', () => {
    expect(refusal({ kind: 'matrix' }, scenario([['a', 'wasm-1']]))).toContain('needs 2 models');
  });
});

describe('The order of the runs', () => {
  test('is the same for the same seed and another one for another seed', () => {
    expect(order(plan({ kind: 'matrix', seed: 7 }))).toEqual(order(plan({ kind: 'matrix', seed: 7 })));
    expect(order(plan({ kind: 'matrix', seed: 7 }))).not.toEqual(order(plan({ kind: 'matrix', seed: 8 })));
  });

  test('measures every cell once a round, and the first pair first, in the middle and last besides', () => {
    const { runs, cells } = plan({ kind: 'matrix', rounds: 4 });
    const controls = runs.flatMap(({ control, cellId }, at) => (control ? [{ at, cellId }] : []));
    expect(controls.map(({ at }) => at)).toEqual([0, 21, runs.length - 1]);
    expect(new Set(controls.map(({ cellId }) => cellId))).toEqual(new Set(['pair:a+b']));
    for (const { id } of cells) {
      const rounds = runs
        .filter(({ cellId, control }) => cellId === id && !control)
        .map(({ round }) => round);
      expect(rounds).toEqual([0, 1, 2, 3]);
    }
  });
});

describe('Copies of a tenant', () => {
  test('scale from one to as many as are asked for, all of them there in each cell', () => {
    const { cells } = plan({ kind: 'scaling', most: 5 });
    expect(cells.map(({ factors }) => factors.copies)).toEqual([1, 2, 3, 4, 5]);
    expect(cells.map((cell) => activeIn(cell).length)).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(cells.map((cell) => cell.scenario.tenants.length))).toEqual(new Set([5]));
    expect(cells[0]?.scenario.executors).toHaveLength(5);
  });

  test('on executors of their own are as many as a scenario has executors, and the plan says so', () => {
    const { cells, notes } = plan({ kind: 'scaling', most: 24 });
    expect(cells).toHaveLength(16);
    expect(notes.join(' ')).toContain('at most 16 executors');
    expect(plan({ kind: 'scaling', most: 24, placement: 'shared' }).cells).toHaveLength(24);
  });

  test('ramp at the rate that is asked for, each frame due when the next one comes', () => {
    const { cells } = plan({ kind: 'ramp', ratePerSecond: 15, most: 2, tenantId: 'c' });
    const [copy] = cells[1]?.scenario.tenants ?? [];
    expect(copy?.workload).toMatchObject({ kind: 'periodic', ratePerSecond: 15 });
    expect(copy?.deadline).toEqual({ kind: 'next-frame' });
  });

  test('of a tenant that is not there are refused by its name', () => {
    expect(refusal({ kind: 'scaling', tenantId: 'nobody' })).toContain('no tenant is called "nobody"');
  });
});

describe('Backends and placements', () => {
  test('are those that the machine has; the others are named with a reason', () => {
    const { cells, notes } = plan({ kind: 'backends' });
    expect(cells).toHaveLength(4 * 3);
    expect([...new Set(cells.map(({ factors }) => `${factors.backend} ${factors.threads}`))]).toEqual([
      'wasm 1',
      'wasm 2',
      'cpu 1',
    ]);
    expect(notes.join(' ')).toContain('No webgpu: this test has none');
  });

  test('part the cores only where threads are to be had', () => {
    const ids = idsOf(plan({ kind: 'placements' }));
    expect(ids.filter((id) => id.startsWith('placement:'))).toEqual([
      'placement:present',
      'placement:shared',
      'placement:own',
      'placement:mixed',
      'placement:shared-2',
    ]);
    const machine = { ...plainMachine, crossOriginIsolated: false };
    const { cells, notes } = plan({ kind: 'placements' }, FOUR, { machine });
    expect(cells.some(({ id }) => id === 'placement:shared-2')).toBe(false);
    expect(notes.join(' ')).toContain('isolated');
  });
});

describe('Advice', () => {
  test('looks for places on real devices only, unless others are asked for, and names what it leaves out', () => {
    const backends = plainMachine.backends.map((one) =>
      one.backend === 'webgl' ? { ...one, available: true, software: true, reason: null } : one,
    );
    const soft = { machine: { ...plainMachine, backends } };
    const used = (request: object) =>
      new Set(
        plan({ kind: 'advice', ...request }, FOUR, soft)
          .cells.filter(({ role }) => role === 'alone')
          .map(({ factors }) => factors.backend),
      );
    expect(used({})).toEqual(new Set(['wasm']));
    expect(used({ places: [{ backend: 'webgl' }] })).toEqual(new Set(['webgl']));
    expect(plan({ kind: 'advice' }, FOUR, soft).notes).toContain(
      'No webgl: it runs on a software adapter here.',
    );
  });
});

describe('Policies, variants and sweeps', () => {
  test('cover each built-in policy at each grain at which it chooses differently', () => {
    const sets = plan({ kind: 'policies' }).cells.filter(({ role }) => role === 'set');
    expect(sets).toHaveLength(3 + 2 * 10);
    expect(sets.some(({ id }) => id.includes('user'))).toBe(false);
  });

  test('put the models that are named in the tenant’s place, the present one first', () => {
    const { cells } = plan({ kind: 'variants', tenantId: 'b', modelIds: ['other'] });
    const models = cells
      .filter(({ role }) => role === 'set')
      .map((cell) => cell.scenario.tenants.find(({ id }) => id === 'b')?.modelId);
    expect(models).toEqual(['tiny', 'other']);
  });

  test('combine every value of every field', () => {
    const { cells } = plan({
      kind: 'sweep',
      axes: [
        { path: 'executors[0].policy', values: ['fifo', 'edf'] },
        { path: 'tenants[1].priority', values: [1, 5, 9] },
      ],
    });
    const sets = cells.filter(({ role }) => role === 'set');
    expect(sets).toHaveLength(6);
    expect(sets.at(-1)?.scenario.executors[0]?.policy).toBe('edf');
    expect(sets.at(-1)?.scenario.tenants[1]?.priority).toBe(9);
  });

  test('vary fields that are absent, and take each tenant alone in each way that it is to run on WebGPU', () => {
    const document = scenario(
      [
        ['a', 'x'],
        ['b', 'x'],
      ],
      { backend: 'webgpu' },
    );
    const axes = [
      { path: 'tenants[0].mode', values: ['eager', 'recorded'] },
      { path: 'executors[0].submitsInFlight', values: [1, 2] },
    ];
    const { cells } = plan({ kind: 'sweep', axes }, document);
    expect(cells.filter(({ role }) => role === 'set')).toHaveLength(4);
    expect(cells.filter(({ role }) => role === 'alone').map(({ id }) => id)).toEqual([
      'alone:a tiny on webgpu×1 eager',
      'alone:b tiny on webgpu×1',
      'alone:a tiny on webgpu×1 recorded',
    ]);
  });

  test('name the field, the value and why when a combination is no scenario', () => {
    const wrong = (path: string, ...values: unknown[]) =>
      refusal({ kind: 'sweep', axes: [{ path, values }] });
    expect(wrong('executors[0].policy', 'fifo', 'nonsense')).toContain(
      'with executors[0].policy = nonsense, executors[0].policy:',
    );
    expect(wrong('tenants[9].priority', 1)).toContain('the scenario has no tenants[9].priority');
    expect(wrong('tenants[0].workload.nothing', 1)).toContain('tenants[0].workload');
    expect(wrong('executors[', 1)).toContain('is no path of a field');
  });

  test('of more set-ups than one experiment holds are refused with their number', () => {
    const values = Array.from({ length: 11 }, (_, index) => index + 1);
    const axes = [
      { path: 'seed', values },
      { path: 'tenants[0].weight', values },
    ];
    expect(refusal({ kind: 'sweep', axes })).toContain('121 combinations');
  });

  test('with a field out of bounds name the field', () => {
    expect(refusal({ kind: 'matrix', rounds: 0 })).toContain('rounds');
  });
});
