/**
 * Slowdowns within an experiment: a tenant beside others against the same tenant by itself, both measured in the same rounds.
 * Definitions: `docs/measurement.md`. Without such a cell there is no slowdown.
 */
import type { PlannedCell } from '../../../domain/experiment';
import { modeAskedOn } from '../../../domain/gpu';
import type { Interval } from '../../../domain/interval';
import { SLOWDOWN_BASES } from '../../../domain/run-file';
import { ratioOf } from '../../../statistics/interval-of-rounds';
import type { Slowdown } from '../../metrics/contention';
import { type CellFigures, configOf } from './cell-figures';

type Basis = keyof typeof SLOWDOWN_BASES;

/** How slowdown is defined for a tenant with the workload that it has in a cell. */
export function basisIn(cell: PlannedCell, tenantId: string): Basis {
  const kind = configOf(cell, tenantId)?.workload.kind;
  return kind === 'closed' || kind === 'triggered' ? kind : 'open';
}

/** The cell in which the tenant runs by itself where and as it does in `cell`; null when the plan has none. */
function aloneCellFor({ plan }: CellFigures, cell: PlannedCell, tenantId: string): PlannedCell | null {
  const triggered = basisIn(cell, tenantId) === 'triggered';
  const wanted = standingIn(cell, tenantId, !triggered);
  const alone = plan.cells.filter(
    ({ id, role, tenantIds }) =>
      role === 'alone' && id !== cell.id && tenantIds.length === 1 && tenantIds[0] === tenantId,
  );
  return alone.find((one) => standingIn(one, tenantId, !triggered) === wanted) ?? null;
}

/**
 * Model, input, backend, threads, mode on WebGPU and workload: what a baseline belongs to.
 * @param asked whether the workload counts: what is triggered otherwise has another one alone.
 */
function standingIn(cell: PlannedCell, tenantId: string, asked: boolean): string {
  const config = configOf(cell, tenantId);
  const executor = cell.scenario.executors.find(({ id }) => id === config?.executorId);
  const place = [executor?.backend, executor?.threads, modeAskedOn(executor?.backend, config?.mode)];
  return JSON.stringify([config?.modelId, config?.input, place, asked ? config?.workload : null]);
}

/** Null while one side is missing or too short. */
export function slowdownIn(figures: CellFigures, cell: PlannedCell, tenantId: string): Interval | null {
  const alone = aloneCellFor(figures, cell, tenantId);
  if (alone === null) return null;
  const sides = (figure: 'rate' | 'latency' | 'service') =>
    [figures.of(figure, cell, tenantId), figures.of(figure, alone, tenantId)] as const;
  const basis = basisIn(cell, tenantId);
  if (basis === 'closed') {
    const [shared, byItself] = sides('rate');
    return ratioOf(byItself, shared);
  }
  const [shared, byItself] = sides(basis === 'open' ? 'latency' : 'service');
  return ratioOf(shared, byItself);
}

/** As the sums of contention take it: one that ran and completed nothing made no progress. */
export function progressIn(figures: CellFigures, cell: PlannedCell, tenantId: string): Slowdown {
  const slowdown = slowdownIn(figures, cell, tenantId)?.value ?? null;
  const basis = SLOWDOWN_BASES[basisIn(cell, tenantId)];
  if (slowdown !== null) return { slowdown, basis, normalisedProgress: 1 / slowdown };
  const alone = aloneCellFor(figures, cell, tenantId);
  const stalled =
    alone !== null &&
    figures.completions(alone, [tenantId]) > 0 &&
    figures.measured(cell, [tenantId]).length > 0 &&
    figures.completions(cell, [tenantId]) === 0;
  return { slowdown: null, basis: stalled ? basis : null, normalisedProgress: stalled ? 0 : null };
}
