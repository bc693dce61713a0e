/**
 * Tenants that were sent to the engine and that no snapshot shows yet. Snapshots lag by about 250 ms, and a person who
 * holds Enter adds faster: without this list two tenants would take one id, and a limit would be passed unseen.
 */
import { MAX_EXECUTORS, MAX_TENANTS, type Scenario } from '../../../domain/scenario';

export interface PendingAdd {
  readonly tenantId: string;
  /** Null when it goes to an executor that exists. */
  readonly executorId: string | null;
  /** When the engine answered, ms since the epoch; null while it has not. */
  readonly settledAt: number | null;
}

/** Drops what the snapshot shows, and what the engine refused: a later snapshot lacks it. */
export function stillPending(
  pending: readonly PendingAdd[],
  snapshot: { readonly at: number; readonly scenario: Scenario },
): readonly PendingAdd[] {
  const shown = new Set(snapshot.scenario.tenants.map((tenant) => tenant.id));
  const left = pending.filter(
    ({ tenantId, settledAt }) => !shown.has(tenantId) && (settledAt === null || snapshot.at <= settledAt),
  );
  return left.length === pending.length ? pending : left;
}

/** What is taken when both are counted. */
export function takenIds(pending: readonly PendingAdd[], scenario: Scenario) {
  const executorIds = new Set(scenario.executors.map((executor) => executor.id));
  for (const { executorId } of pending) if (executorId !== null) executorIds.add(executorId);
  return {
    tenantIds: [...scenario.tenants.map((tenant) => tenant.id), ...pending.map((one) => one.tenantId)],
    executorIds: [...executorIds],
  };
}

/** Why no further tenant can be added, in words; null when one can. */
export function limitWords(tenants: number, executors: number, ownExecutor: boolean): string | null {
  if (tenants >= MAX_TENANTS)
    return `There are ${MAX_TENANTS} tenants, the most that one scenario holds. Remove one to add another.`;
  if (ownExecutor && executors >= MAX_EXECUTORS)
    return `There are ${MAX_EXECUTORS} executors, the most that one scenario holds. Put the model on one of them.`;
  return null;
}
