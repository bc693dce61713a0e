/**
 * Takes tenants and executors out of the playground. They are gone at once; what they held comes back a little later
 * and is told: memory of the executor just before and after. It knows no commands.
 */
import type { Clock } from '../base/clock';
import { EngineError } from '../domain/errors';
import type { ReleaseReport } from '../domain/snapshot';
import type { ExecutorSlot } from './executor-slot';
import type { Population } from './population';
import { standingAlone } from './standing-alone';
import type { TenantRuntime } from './tenant-runtime';

/** An executor that does not tell its memory within this is busy: what it told last counts (at most 2 s old). */
const MEMORY_MS = 1000;

type Bytes = ReleaseReport['before'];

export class Departures {
  constructor(
    private readonly population: Population,
    private readonly clock: Clock,
  ) {}

  /** Removes a tenant, whatever it is doing; an executor left empty ends. Null when there was nothing to give back. */
  async removeTenant(tenant: TenantRuntime): Promise<ReleaseReport | null> {
    const { population } = this;
    const slot = population.slots.get(tenant.config.executorId);
    const wasLoaded = tenant.residence !== null;
    this.#takeOutOfPipelines([tenant]);
    if (slot === undefined) return null;
    const leftEmpty = population.isEmpty(slot);
    if (leftEmpty) population.executors.takeOut(slot);
    if (leftEmpty && !wasLoaded) {
      slot.dispose();
      return null;
    }
    // Both go out now, in this order: a tenant of the same id that comes next must find them done.
    const [before] = await Promise.all([this.#memoryOf(slot), population.placement.evict(tenant, slot)]);
    if (leftEmpty) slot.dispose();
    if (before === null) return null;
    return { executorId: slot.id, before, after: leftEmpty ? null : await this.#memoryOf(slot) };
  }

  /** Ends an executor with all its tenants; requests in service there fail. Null when none had started. */
  async removeExecutor(slot: ExecutorSlot): Promise<ReleaseReport | null> {
    this.#takeOutOfPipelines(this.population.residentsOf(slot.id));
    this.population.executors.takeOut(slot);
    const before = await this.#memoryOf(slot);
    slot.dispose();
    return before === null ? null : { executorId: slot.id, before, after: null };
  }

  /** Ends executors and takes tenants off those that stay. Resolves when their memory is free. */
  async clear(tenants: readonly TenantRuntime[], slots: readonly ExecutorSlot[]): Promise<void> {
    const homes = tenants.map((tenant) => this.population.slots.get(tenant.config.executorId));
    for (const tenant of tenants) this.#takeOut(tenant);
    for (const slot of slots) this.population.executors.takeOut(slot);
    await Promise.all(tenants.map((tenant, i) => this.population.placement.evict(tenant, homes[i])));
    for (const slot of slots) slot.dispose();
  }

  /** Takes tenants out; who depended on one of them asks for itself from here on. */
  #takeOutOfPipelines(leaving: readonly TenantRuntime[]): void {
    const { tenants, workloads, placement, baselines } = this.population;
    const former = [...tenants.values()].map(({ config }) => config);
    for (const tenant of leaving) this.#takeOut(tenant);
    for (const tenant of tenants.values()) {
      const cause = tenant.config.dependsOn?.tenantId;
      if (cause === undefined || tenants.has(cause)) continue;
      this.population.setTerms(tenant, standingAlone(tenant.config, former));
      placement.tellInput(tenant);
      baselines.recall(tenant);
      if (tenant.generator !== null) workloads.start(tenant);
    }
  }

  /** From here on the tenant is none of this playground. */
  #takeOut(tenant: TenantRuntime): void {
    const { population } = this;
    tenant.stopArrivals();
    population.dropWaiting(tenant);
    population.placement.leaveTransit(
      tenant,
      new EngineError('cancelled', `${population.placement.nameOf(tenant)} was removed.`),
    );
    tenant.residence = null;
    population.discharge(tenant);
  }

  async #memoryOf({ host }: ExecutorSlot): Promise<Bytes | null> {
    if (host === null || host.status.kind !== 'ready') return null;
    await new Promise<void>((resolve) => {
      const cancel = this.clock.schedule(this.clock.now() + MEMORY_MS, resolve);
      const told = () => {
        cancel();
        resolve();
      };
      host.refreshMemory().then(told, told); // an executor that dies meanwhile has told before
    });
    return { inUse: host.memory.inUseBytes, reserved: host.memory.reservedBytes };
  }
}
