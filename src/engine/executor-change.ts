/**
 * Gives an executor another backend or thread count. While it serves, a second worker starts and loads its tenants,
 * then takes the queue over; the first ends when it has answered. When the second cannot, the first stays in force
 * (docs/adr/0010). It knows no commands and no figures.
 */
import { EngineError, reportOf } from '../domain/errors';
import type { ExecutorConfig } from '../domain/scenario';
import type { ExecutorHost } from './executor-host';
import type { ExecutorSlot } from './executor-slot';
import type { LoadNews } from './load-turns';
import type { Population } from './population';
import type { TenantRuntime } from './tenant-runtime';
import { Transit } from './transit';

/** A tenant and its way from the old worker to the new one. */
interface Way {
  readonly tenant: TenantRuntime;
  readonly transit: Transit;
}

export class ExecutorChange {
  constructor(
    private readonly population: Population,
    private readonly runIsOn: () => boolean,
  ) {}

  /** @throws EngineError when the new worker does not start or cannot run a tenant; nothing has changed then. */
  async apply(old: ExecutorSlot, config: ExecutorConfig): Promise<void> {
    await this.#clearWays(old);
    const next = this.population.executors.create(config);
    const residents = this.population.residentsOf(old.id).filter((tenant) => tenant.residence !== null);
    if (this.runIsOn() && residents.length > 0) await this.#changeWhileServing(old, next, residents);
    else await this.#replaceStopped(old, next, residents);
  }

  /** Who loads there loads on the new worker instead; who comes or goes arrives first. */
  async #clearWays(old: ExecutorSlot): Promise<void> {
    const { slots, tenants, placement } = this.population;
    for (const tenant of this.population.residentsOf(old.id)) {
      if (tenant.residence === null)
        placement.leaveTransit(tenant, new EngineError('cancelled', `Executor ${old.id} changes.`));
    }
    const onTheWay = [...tenants.values()].filter(
      ({ transit, config }) => transit?.toExecutorId === old.id || config.executorId === old.id,
    );
    await Promise.all(onTheWay.map((tenant) => tenant.transit?.ended));
    if (slots.get(old.id) !== old)
      throw new EngineError('cancelled', `Executor ${old.id} was removed before it could change.`);
  }

  /** Nobody is served: the next run starts the new worker. */
  async #replaceStopped(
    old: ExecutorSlot,
    next: ExecutorSlot,
    residents: readonly TenantRuntime[],
  ): Promise<void> {
    for (const tenant of residents) {
      tenant.stopArrivals();
      this.population.dropWaiting(tenant);
      tenant.residence = null;
    }
    this.population.slots.set(old.id, next);
    await old.queue.whenIdle();
    old.dispose();
  }

  async #changeWhileServing(
    old: ExecutorSlot,
    next: ExecutorSlot,
    residents: readonly TenantRuntime[],
  ): Promise<void> {
    const ways = residents.map((tenant) => ({ tenant, transit: new Transit('move', old.id) }));
    for (const { tenant, transit } of ways) tenant.transit = transit;
    try {
      const reports = await this.#prepare(old, next, ways);
      this.#handOver(old, next, reports);
    } catch (thrown) {
      next.dispose();
      const { code, message } = reportOf(thrown, 'executor-start-failed');
      throw new EngineError(code, `${message} Executor ${old.id} stays as it is.`);
    } finally {
      for (const { tenant, transit } of ways) if (tenant.transit === transit) tenant.transit = null;
    }
    await old.queue.whenIdle();
    old.dispose();
  }

  /** Starts the new worker and loads the tenants there, as far as they are still here. */
  async #prepare(
    old: ExecutorSlot,
    next: ExecutorSlot,
    ways: readonly Way[],
  ): Promise<ReadonlyMap<TenantRuntime, LoadNews>> {
    const reports = new Map<TenantRuntime, LoadNews>();
    const host = await next.ensureStarted();
    for (const way of ways) {
      const report = await this.#loadUnlessGone(way, { host, config: next.config });
      if (report !== null) reports.set(way.tenant, report);
    }
    if (this.population.slots.get(old.id) !== old)
      throw new EngineError('cancelled', `Executor ${old.id} was removed while it changed.`);
    if (next.host !== host)
      throw new EngineError('executor-crashed', `The new worker of ${old.id} ended as soon as it stood.`);
    return reports;
  }

  /** Null when the tenant left or failed meanwhile: that concerns only itself. */
  async #loadUnlessGone(
    { tenant, transit }: Way,
    there: { readonly host: ExecutorHost; readonly config: ExecutorConfig },
  ): Promise<LoadNews | null> {
    if (tenant.transit !== transit) return null;
    try {
      return await this.population.placement.loadOn(tenant, there, transit.signal);
    } catch (thrown) {
      if (tenant.transit !== transit) return null;
      throw thrown;
    }
  }

  /** The instant from which on the new worker serves. */
  #handOver(old: ExecutorSlot, next: ExecutorSlot, reports: ReadonlyMap<TenantRuntime, LoadNews>): void {
    const { slots, tenants } = this.population;
    slots.set(old.id, next);
    for (const [tenant, report] of reports) {
      const livesHere = tenants.get(tenant.id) === tenant && tenant.residence === old.id;
      if (livesHere) {
        tenant.noteLoad(report);
        this.population.placement.tellMode(tenant);
      } else void next.host?.unload(tenant.id).catch(() => {}); // it failed or was removed meanwhile
    }
    for (const request of old.queue.withdraw()) next.queue.enqueue(request);
  }
}
