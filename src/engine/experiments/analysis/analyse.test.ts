/** Answers from machines that are made up: what is known of them comes back, within its interval. */
import { expect, it } from 'vitest';
import { deriveSeed } from '../../../base/prng';
import type {
  ExperimentKind,
  ExperimentPlan,
  Measurement,
  PlannedCell,
  PlannedRun,
} from '../../../domain/experiment';
import { experimentRequestSchema } from '../../../domain/experiment';
import type { TenantConfig } from '../../../domain/scenario';
import { scenario } from '../../../testing/builders';
import { closedLoop, measuredTenant } from '../../../testing/synthetic-rounds';
import { orderedRuns } from '../plans/run-order';
import { analyse } from './analyse';

const DURATION_MS = 1200;

function cell(
  role: PlannedCell['role'],
  tenantIds: readonly string[],
  factors: PlannedCell['factors'] = {},
  change: Partial<TenantConfig> = {},
): PlannedCell {
  const id = `${role}:${tenantIds.join('+')}${Object.values(factors).join()}`;
  const set = scenario(tenantIds.map((tenant) => [tenant, `on-${tenant}`, change]));
  return { id, label: id, role, factors, tenantIds, scenario: set };
}

function plan(kind: ExperimentKind, cells: readonly PlannedCell[], rounds = 3): ExperimentPlan {
  const axes = kind === 'sweep' ? { axes: [{ path: 'seed', values: [1] }] } : {};
  const request = experimentRequestSchema.parse({ kind, rounds, ...axes });
  const runs = orderedRuns(cells, { seed: 1, rounds });
  return { kind, title: kind, request, cells, runs, estimatedMs: 0, notes: [] };
}

/** What a run measures when each tenant of a cell takes `meanMs` a request, `round` included. */
function measure(
  { cells }: ExperimentPlan,
  run: PlannedRun,
  meanMs: (tenantId: string, cell: PlannedCell, round: number) => number,
  spread = 0.08,
): Measurement {
  const own = cells.find(({ id }) => id === run.cellId) as PlannedCell; // its own plan
  const tenants = own.tenantIds.map((id) => {
    const seed = deriveSeed(9, `${run.cellId} ${run.round} ${run.control} ${id}`);
    const samples = closedLoop(seed, { meanMs: meanMs(id, own, run.round), durationMs: DURATION_MS, spread });
    return measuredTenant(id, samples, DURATION_MS);
  });
  return {
    ...run,
    startedAt: run.control ? run.round : 0,
    durationMs: DURATION_MS,
    tenants,
    utilisationFraction: {},
    memoryBytes: 1_000_000,
    flags: [],
  };
}

const ALONE_MS: Readonly<Record<string, number>> = { a: 10, b: 25, c: 60, d: 15 };
const NAMES = Object.keys(ALONE_MS);
/** How much the row is slowed by the column: not symmetric, and d disturbs nobody. */
const TRUTH: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  a: { b: 1.8, c: 2.2, d: 1 },
  b: { a: 1.2, c: 1.5, d: 1 },
  c: { a: 1.1, b: 1.3, d: 1 },
  d: { a: 1, b: 1, c: 1 },
};
const pairs = NAMES.flatMap((one, index) => NAMES.slice(index + 1).map((other) => [one, other]));
const matrixPlan = plan('matrix', [
  ...NAMES.map((id) => cell('alone', [id])),
  ...pairs.map((ids) => cell('pair', ids)),
]);
/** Rounds are slower or faster by some percent, for everybody. */
const DRIFT = [1, 1.06, 0.97];
const beside = (id: string, { tenantIds }: PlannedCell, round: number): number => {
  const other = tenantIds.find((one) => one !== id);
  const slowdown = other === undefined ? 1 : (TRUTH[id]?.[other] ?? 1);
  return (ALONE_MS[id] ?? 1) * slowdown * (DRIFT[round] ?? 1);
};
const matrixRuns = matrixPlan.runs.map((run) =>
  measure(matrixPlan, run, (id, own, round) => beside(id, own, run.control ? 0 : round)),
);

it('a matrix of a machine whose interference is known holds it within its intervals', () => {
  const matrix = analyse(matrixPlan, matrixRuns).matrix;
  expect(matrix?.tenants).toEqual(NAMES);
  const judged = NAMES.flatMap((row, i) =>
    NAMES.flatMap((column, j) => {
      const found = matrix?.cells[i]?.[j] ?? null;
      if (row === column) return found === null ? [] : ['the diagonal has a cell'];
      const truth = TRUTH[row]?.[column] ?? 0;
      const close = found !== null && Math.abs(found.slowdown / truth - 1) < 0.06;
      const within = found !== null && found.low <= truth && truth <= found.high;
      return [close ? (within ? 'within' : 'close') : `${row} beside ${column}: ${found?.slowdown}`];
    }),
  );
  expect(judged.filter((one) => one !== 'within' && one !== 'close')).toEqual([]);
  // Twelve intervals of 95 %: one outside is nothing to wonder at.
  expect(judged.filter((one) => one === 'within').length).toBeGreaterThanOrEqual(11);
});

it('a tenant that shares with nobody has slowdown 1 within its interval', () => {
  const row = analyse(matrixPlan, matrixRuns).matrix?.cells[3] ?? [];
  for (const one of row.slice(0, 3)) {
    expect(one?.low).toBeLessThanOrEqual(1);
    expect(one?.high).toBeGreaterThanOrEqual(1);
  }
});

it('what was not measured yet is null, the rest stands', () => {
  const some = matrixRuns.filter(({ cellId }) => ['alone:a', 'alone:b', 'pair:a+b'].includes(cellId));
  const matrix = analyse(matrixPlan, some).matrix;
  expect(matrix?.cells.flat().filter((one) => one !== null)).toHaveLength(2);
  expect(
    analyse(matrixPlan, [])
      .matrix?.cells.flat()
      .every((one) => one === null),
  ).toBe(true);
});

it('the same measurements have the same answer, in any order', () => {
  expect(analyse(matrixPlan, [...matrixRuns].reverse()).matrix).toEqual(
    analyse(matrixPlan, matrixRuns).matrix,
  );
});

it('control runs tell drift and nothing else', () => {
  const slower = matrixPlan.runs.map((run) =>
    measure(
      matrixPlan,
      run,
      (id, own, round) => (run.control && round === 2 ? 1.3 : 1) * beside(id, own, run.control ? 0 : round),
    ),
  );
  const { drift, flags, matrix } = analyse(matrixPlan, slower);
  expect(drift?.ratio?.value).toBeCloseTo(1 / 1.3, 1);
  expect(drift?.flagged).toBe(true);
  expect(flags.map(({ kind }) => kind)).toContain('drift');
  expect(matrix).toEqual(analyse(matrixPlan, matrixRuns).matrix);
  expect(analyse(matrixPlan, matrixRuns).drift?.flagged).toBe(false);
});

it('a cell whose rounds differ by more than a quarter is flagged and kept', () => {
  const uneven = matrixPlan.runs.map((run) =>
    measure(
      matrixPlan,
      run,
      (id, own, round) => (own.id === 'alone:a' && round === 1 ? 1.5 : 1) * beside(id, own, 0),
    ),
  );
  const { flags, matrix } = analyse(matrixPlan, uneven);
  expect(flags.filter(({ kind }) => kind === 'spread').map(({ cellId }) => cellId)).toEqual(['alone:a']);
  expect(matrix?.cells[0]?.[1]).not.toBeNull();
});

it('copies that stop helping at three have their knee there', () => {
  const cells = [1, 2, 3, 4, 5, 6].map((copies) =>
    cell(
      'set',
      Array.from({ length: copies }, (_, index) => `copy-${index + 1}`),
      { copies },
    ),
  );
  const scaling = plan('scaling', cells);
  const runs = scaling.runs.map((run) =>
    measure(scaling, run, (_, { tenantIds }) => 20 * Math.max(1, tenantIds.length / 3)),
  );
  const { points, knee } = analyse(scaling, runs);
  expect(points?.map(({ copies }) => copies)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(points?.[0]?.throughputPerSecond).toBeCloseTo(50, -0.5);
  expect(points?.[5]?.p95Ms).toBeGreaterThan(40);
  expect(knee?.copies).toBeCloseTo(3, 0);
  expect(knee?.low).toBeLessThanOrEqual(3);
  expect(knee?.high).toBeGreaterThanOrEqual(3);
  const growing = scaling.runs.map((run) => measure(scaling, run, () => 20));
  expect(analyse(scaling, growing).knee).toBeNull();
});

it('a ramp holds up to the last step before deadlines break', () => {
  const cells = [1, 2, 3].map((tenants) =>
    cell('set', ['a', 'b', 'c'].slice(0, tenants), { tenants, ratePerSecond: 30 }),
  );
  const ramp = plan('ramp', cells);
  const lates = [0, 1, 12];
  const runs = ramp.runs.map((run) => {
    const measured = measure(ramp, run, () => 33);
    const late = lates[measured.tenants.length - 1] ?? 0;
    return { ...measured, tenants: measured.tenants.map((one) => ({ ...one, late })) };
  });
  const { steps, holdsUpTo } = analyse(ramp, runs);
  expect(steps?.map(({ deadlineHitFraction }) => deadlineHitFraction > 0.95)).toEqual([true, true, false]);
  expect(
    steps?.every(({ low, high, deadlineHitFraction: hit }) => low <= hit && hit <= high && low < high),
  ).toBe(true);
  expect(holdsUpTo).toBe(2);
});

it('on WebGPU a tenant is held against itself alone in the same mode', () => {
  const inMode = (role: 'set' | 'alone', mode: 'eager' | 'recorded'): PlannedCell => {
    const one = cell(role, role === 'set' ? ['a', 'b'] : ['a'], { mode }, { mode });
    const executors = one.scenario.executors.map((each) => ({ ...each, backend: 'webgpu' as const }));
    return { ...one, scenario: { ...one.scenario, executors } };
  };
  const cells = (['set', 'alone'] as const).flatMap((role) => [
    inMode(role, 'eager'),
    inMode(role, 'recorded'),
  ]);
  const sweep = plan('sweep', cells);
  const runs = sweep.runs.map((run) =>
    measure(
      sweep,
      run,
      (_, { role, factors }) => (factors.mode === 'eager' ? 20 : 5) * (role === 'alone' ? 1 : 2),
    ),
  );
  const slowdowns = (analyse(sweep, runs).compared ?? []).map(({ tenants }) => tenants[0]?.slowdown);
  expect(slowdowns).toEqual([expect.closeTo(2, 1), expect.closeTo(2, 1)]);
});

it('set-ups that are compared have slowdowns from the same place alone, and a ratio to the first', () => {
  const together = (threads: number) => {
    const one = cell('set', ['a', 'b'], { threads });
    const executors = one.scenario.executors.map((executor) => ({ ...executor, threads }));
    return { ...one, scenario: { ...one.scenario, executors } };
  };
  const sweep = plan('sweep', [together(1), together(2), cell('alone', ['a']), cell('alone', ['b'])]);
  const runs = sweep.runs.map((run) =>
    measure(
      sweep,
      run,
      (id, { role, factors }) =>
        (ALONE_MS[id] ?? 1) * (role === 'alone' ? 1 : factors.threads === 2 ? 1.25 : 2),
    ),
  );
  const compared = analyse(sweep, runs).compared ?? [];
  expect(compared).toHaveLength(2);
  expect(compared[0]?.stp).toBeCloseTo(1, 1);
  expect(compared[0]?.tenants[0]?.slowdown).toBeCloseTo(2, 1);
  expect(compared[0]?.againstFirst).toBeNull();
  // With two threads nobody was measured alone.
  expect(compared[1]?.stp).toBeNull();
  expect(compared[1]?.againstFirst?.value).toBeCloseTo(1.6, 1);
  expect(compared[1]?.tenants[0]?.latencyMs?.value).toBeCloseTo(12.5, 0);
});
