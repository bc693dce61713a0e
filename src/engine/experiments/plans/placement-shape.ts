/** When two placements come to the same: who shares with whom, on what, whatever executors are called. */
import type { Scenario } from '../../../domain/scenario';

/** The first of those that come to the same. */
export function onlyOnce<T extends { readonly scenario: Scenario }>(placed: readonly T[]): T[] {
  const seen = new Set<string>();
  return placed.filter(({ scenario }) => {
    const shape = shapeOf(scenario);
    return !seen.has(shape) && seen.add(shape);
  });
}

/** Who shares with whom, on what; whatever executors are called. */
function shapeOf({ tenants, executors }: Scenario): string {
  const groups = executors
    .map((executor) => ({
      ...executor,
      id: tenants
        .filter(({ executorId }) => executorId === executor.id)
        .map(({ id }) => id)
        .sort()
        .join(' '),
    }))
    .filter(({ id }) => id !== '');
  return JSON.stringify(groups.map((group) => JSON.stringify(group, Object.keys(group).sort())).sort());
}
