/** What a simulation rests on, in words: where costs are from, and how co-located executors slow one another. */
import type { ContentionModel, CostBasis, Prediction, SweepResult } from '../../domain/simulation';
import { formatCount, formatFraction, formatMs } from '../format';

export const BASIS_WORDS: Readonly<Record<CostBasis, string>> = {
  profile: 'profiled',
  baseline: 'baseline',
  served: 'served',
  modelled: 'modelled',
};

/** Null when every tenant was measured alone, part by part. */
export function basisWarning(
  tenants: readonly { readonly id: string; readonly costBasis: CostBasis }[],
  nameOf: (tenantId: string) => string,
): string | null {
  const guessed = tenants.filter(({ costBasis }) => costBasis !== 'profile' && costBasis !== 'baseline');
  if (guessed.length === 0) return null;
  const names = guessed.map(({ id }) => nameOf(id)).join(', ');
  const modelled = guessed.some(({ costBasis }) => costBasis === 'modelled');
  return modelled
    ? `Not measured alone: ${names}. Costs are modelled from the size of the network: expect large errors.`
    : `Not measured alone: ${names}. Costs are of requests served beside others, which slowed them.`;
}

/** "linear slowdown, slope 0.31 on the CPU's cores (fitted on 240 requests, error 6 %)". */
export function contentionWords({ slope, n, relativeError }: ContentionModel): string {
  const slopes = `slope ${slope.cpu.toFixed(2)} on the cores, ${slope.gpu.toFixed(2)} on the GPU`;
  if (n === 0) return `linear slowdown, ${slopes}; not fitted: no executors ran side by side yet`;
  return `linear slowdown, ${slopes}; fitted on n = ${formatCount(n)} requests, error ${formatFraction(relativeError)}`;
}

/** "10 s on a virtual clock: 1 404 choices, 2 812 events in 37 ms"; of a sweep how many, how long each, and the sum. */
export function effortWords(one: Prediction, sweep: readonly SweepResult[]): string {
  const clock = `${(one.durationMs / 1000).toFixed(0)}\u202fs on a virtual clock`;
  if (sweep.length === 0)
    return `${clock}: ${formatCount(one.decisions.count)} choices, ${formatCount(one.events)} events in ${formatMs(one.wallMs)}`;
  const wallMs = sweep.reduce((sum, { prediction }) => sum + prediction.wallMs, 0);
  return `${sweep.length} combinations, ${clock} each, in ${formatMs(wallMs)}`;
}
