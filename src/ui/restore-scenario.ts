/** The present scenario with what was taken away put back; what was changed since stays changed. */
import type { Scenario } from '../domain/scenario';

interface Gone {
  readonly tenantIds: readonly string[];
  readonly executorIds: readonly string[];
}

/** In the order of `first`, then whatever else `second` has: a tenant's place decides its colour. */
function inOrder<T extends { readonly id: string }>(first: readonly T[], all: readonly T[]): T[] {
  const rank = new Map(first.map((one, index) => [one.id, index]));
  return all.toSorted((a, b) => (rank.get(a.id) ?? first.length) - (rank.get(b.id) ?? first.length));
}

/** @param before the scenario before `gone` went; ids that exist at present are left as they are. */
export function restoreScenario(present: Scenario, before: Scenario, gone: Gone): Scenario {
  const missing = <T extends { readonly id: string }>(
    from: readonly T[],
    now: readonly T[],
    ids: readonly string[],
  ) => from.filter((one) => ids.includes(one.id) && !now.some((other) => other.id === one.id));
  const executors = [...present.executors, ...missing(before.executors, present.executors, gone.executorIds)];
  const tenants = [...present.tenants, ...missing(before.tenants, present.tenants, gone.tenantIds)];
  const described = present.models ?? [];
  const usedIds = tenants.map((one) => one.modelId);
  const models = [...described, ...missing(before.models ?? [], described, usedIds)];
  return {
    ...present,
    executors: inOrder(before.executors, executors),
    tenants: inOrder(before.tenants, tenants),
    ...(models.length === 0 ? {} : { models }),
  };
}
