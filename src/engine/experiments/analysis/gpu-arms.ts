/**
 * Ways to run the same tenants on a GPU, side by side: figures of each, against eager and against recorded with as many tenants.
 * Of several ways the best is picked, so the ratios of as many tenants hold together at 95 % (Bonferroni).
 */
import type { GpuArm, GpuArmId, MissedMode, PlannedCell } from '../../../domain/experiment';
import type { RunningMode } from '../../../domain/gpu';
import { intervalOf, ratioOf } from '../../../statistics/interval-of-rounds';
import type { CellFigures } from './cell-figures';

const ASKED: Readonly<Record<GpuArmId, RunningMode>> = {
  eager: 'eager',
  recorded: 'recorded',
  interleaved: 'segmented',
  separate: 'recorded',
};

/** What others are compared with. */
const BASES: readonly GpuArmId[] = ['eager', 'recorded'];
const DOUBT = 0.05;

/** In the plan's order, as far as they were measured. */
export const gpuArms = (figures: CellFigures): readonly GpuArm[] =>
  figures.cells.flatMap((cell) => {
    const arm = armIdOf(cell);
    return arm === null ? [] : [gpuArm(figures, cell, arm)];
  });

function armIdOf({ factors }: PlannedCell): GpuArmId | null {
  const { arm } = factors;
  return typeof arm === 'string' && Object.hasOwn(ASKED, arm) ? (arm as GpuArmId) : null; // its keys are all of them
}

function gpuArm(figures: CellFigures, cell: PlannedCell, arm: GpuArmId): GpuArm {
  const { tenantIds, id, label, factors } = cell;
  const eager = baseOf(figures, cell, 'eager');
  const recorded = BASES.includes(arm) ? null : baseOf(figures, cell, 'recorded');
  const rates = figures.totalRates(cell);
  const against = (base: PlannedCell | null, besides: readonly GpuArmId[]) => {
    if (base === null || base.id === id) return null;
    return ratioOf(rates, figures.totalRates(base), togetherAt(figures, cell, besides));
  };
  return {
    cellId: id,
    label,
    arm,
    tenants: Number(factors.tenants),
    submits: Number(factors.submits),
    throughputPerSecond: intervalOf(rates),
    p95Ms: figures.latencies(cell, tenantIds).p95,
    issueMs: issueMsOf(figures, cell),
    n: figures.completions(cell, tenantIds),
    againstEager: against(eager, ['eager']),
    againstRecorded: against(recorded, BASES),
    worst: arm === 'eager' || eager === null ? null : worstOf(figures, cell, eager),
    missed: missedIn(figures, cell, { asked: ASKED[arm], names: (eager ?? cell).tenantIds }),
  };
}

/** @returns the confidence of one of the ratios, so that 95 % of the time all of them hold; of the ways besides some. */
function togetherAt({ plan }: CellFigures, { factors }: PlannedCell, besides: readonly GpuArmId[]): number {
  const ways = plan.cells.flatMap((cell) => {
    const arm = cell.factors.tenants === factors.tenants ? armIdOf(cell) : null;
    return arm === null || besides.includes(arm) ? [] : [arm];
  });
  return 1 - DOUBT / Math.max(1, ways.length);
}

/** The way that others are compared with, of as many tenants; null when the plan has none. */
const baseOf = ({ plan }: CellFigures, { factors }: PlannedCell, arm: GpuArmId): PlannedCell | null =>
  plan.cells.find((one) => one.factors.arm === arm && one.factors.tenants === factors.tenants) ?? null;

/** Each tenant counts once, however many requests it completed: so ways compare in which they differ. */
function issueMsOf(figures: CellFigures, cell: PlannedCell): number | null {
  const means = cell.tenantIds.map((id) => {
    const told = figures.measured(cell, [id]).flatMap(({ gpu }) => {
      const mean = gpu?.issueMs.mean ?? null;
      return mean === null ? [] : [{ mean, n: gpu?.issueMs.n ?? 0 }];
    });
    const n = told.reduce((sum, one) => sum + one.n, 0);
    return n === 0 ? null : told.reduce((sum, one) => sum + one.mean * one.n, 0) / n;
  });
  const known = means.filter((mean) => mean !== null);
  return known.length < means.length || known.length === 0
    ? null
    : known.reduce((sum, mean) => sum + mean, 0) / known.length;
}

/** Tenants of two ways correspond by their position. */
function worstOf(figures: CellFigures, cell: PlannedCell, eager: PlannedCell): GpuArm['worst'] {
  const ratios = cell.tenantIds.flatMap((id, index) => {
    const tenantId = eager.tenantIds[index] ?? id;
    const ratio = ratioOf(figures.of('rate', cell, id), figures.of('rate', eager, tenantId));
    return ratio === null ? [] : [{ tenantId, againstEager: ratio }];
  });
  const [worst] = ratios.toSorted((a, b) => a.againstEager.value - b.againstEager.value);
  return worst ?? null;
}

interface Wanted {
  readonly asked: RunningMode;
  readonly names: readonly string[];
}

/** Told by the newest round that missed it. */
function missedIn(figures: CellFigures, cell: PlannedCell, { asked, names }: Wanted): GpuArm['missed'] {
  return cell.tenantIds.flatMap((id, index): MissedMode[] => {
    const missed = figures.measured(cell, [id]).filter(({ gpu }) => gpu?.running !== asked);
    const newest = missed.at(-1);
    if (newest === undefined) return [];
    const { running, reason } = newest.gpu ?? { running: null, reason: 'It did not run on WebGPU.' };
    return [{ tenantId: names[index] ?? id, running, reason }];
  });
}
