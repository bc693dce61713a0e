/**
 * The one way in which tenants and executors fail: who fails together, what they are told, and that they serve no more.
 * What follows a failure is not its concern.
 */
import type { ErrorReport } from '../domain/errors';
import type { ExecutorSlot } from './executor-slot';
import type { Placement } from './placement';
import type { Failure } from './recovery/incidents';
import type { TenantRuntime } from './tenant-runtime';

export interface FailingDependencies {
  readonly slots: ReadonlyMap<string, ExecutorSlot>;
  readonly residentsOf: (executorId: string) => readonly TenantRuntime[];
  readonly placement: () => Placement;
  /** @returns what the tenants are told. */
  readonly onFailure: (failure: Failure) => ErrorReport;
  readonly onChange: () => void;
}

export class Failing {
  constructor(private readonly dependencies: FailingDependencies) {}

  /** A tenant fails on an executor that lives. */
  alone(tenant: TenantRuntime, error: ErrorReport): void {
    if (tenant.failed) return;
    const { executorId } = tenant.config;
    this.#fail([tenant], { scope: 'tenant', id: tenant.id, executorId, tenantIds: [tenant.id], error });
  }

  /** An executor fails, and with it all who live there. */
  together(slot: ExecutorSlot, error: ErrorReport): void {
    const { id } = slot;
    if (this.dependencies.slots.get(id) !== slot) return; // one that comes or goes: whoever tends to it is told
    const hit = this.dependencies.residentsOf(id).filter((tenant) => !tenant.failed);
    const tenantIds = hit.map((tenant) => tenant.id);
    slot.failure = this.#fail(hit, { scope: 'executor', id, executorId: id, tenantIds, error });
  }

  #fail(hit: readonly TenantRuntime[], failure: Failure): ErrorReport {
    const { placement, onFailure, onChange } = this.dependencies;
    const told = onFailure(failure);
    for (const tenant of hit) placement().fail(tenant, told);
    onChange();
    return told;
  }
}
