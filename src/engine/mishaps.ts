/**
 * Failures on purpose. Each is taken down as an incident just before it is brought about, so that the failure that
 * follows is known as its own; what cannot be brought about is refused in words. It recovers nothing.
 */
import type { Clock } from '../base/clock';
import { EngineError } from '../domain/errors';
import type { Mishap } from '../domain/recovery';
import type { ExecutorMishap } from '../protocol/executor-contract';
import type { ExecutorHost } from './executor-host';
import type { ExecutorSlot } from './executor-slot';
import type { Population } from './population';
import type { Incidents } from './recovery/incidents';
import type { Recovery } from './recovery/recovery';
import type { TenantRuntime } from './tenant-runtime';

type Injected = Parameters<Incidents['injected']>;
type Target = { readonly slot: ExecutorSlot; readonly host: ExecutorHost };

export class Mishaps {
  constructor(
    private readonly population: Population,
    private readonly recovery: Recovery,
    private readonly clock: Clock,
  ) {}

  /** @throws EngineError when there is nothing to break. */
  async bringAbout(mishap: Exclude<Mishap, { kind: 'refuse-storage' }>): Promise<void> {
    switch (mishap.kind) {
      case 'kill-worker':
        return this.#kill(this.#workerOf(mishap.executorId));
      case 'lose-device':
        return this.#loseDevice(this.#workerOf(mishap.executorId));
      case 'stall': {
        const tenant = this.#running(mishap.tenantId);
        const told = `The next inference of ${this.#nameOf(tenant)} takes ${mishap.durationMs} ms longer (injected).`;
        return this.#within(tenant, mishap, told);
      }
      case 'corrupt-output': {
        const tenant = this.#running(mishap.tenantId);
        return this.#within(
          tenant,
          mishap,
          `The next outputs of ${this.#nameOf(tenant)} are NaN (injected).`,
        );
      }
      case 'refuse-network':
        return this.#refuseNetwork(mishap.on);
    }
  }

  #kill({ slot, host }: Target): void {
    this.#takeDown('kill-worker', slot, this.#hitOn(slot), `The worker of ${slot.id} was killed (injected).`);
    host.kill();
  }

  async #loseDevice({ slot, host }: Target): Promise<void> {
    const told = `Executor ${slot.id} loses its device (injected).`;
    const id = this.#takeDown('lose-device', slot, this.#hitOn(slot), told);
    await this.#inject(host, { kind: 'lose-device' }, id);
  }

  async #within(
    tenant: TenantRuntime,
    mishap: Exclude<ExecutorMishap, { kind: 'lose-device' }>,
    told: string,
  ): Promise<void> {
    const { slot, host } = this.#workerOf(tenant.config.executorId);
    await this.#inject(host, mishap, this.#takeDown(mishap.kind, slot, [tenant.id], told));
  }

  async #inject(host: ExecutorHost, mishap: ExecutorMishap, incidentId: number): Promise<void> {
    try {
      await host.mishap(mishap);
    } catch (thrown) {
      if (host.status.kind === 'failed') return; // it came about before the answer
      this.recovery.incidents.withdraw(incidentId);
      throw thrown;
    }
  }

  #refuseNetwork(on: boolean): void {
    const { recovery } = this;
    if (on === recovery.networkRefused) return;
    recovery.networkRefused = on;
    if (!on) {
      recovery.incidents.networkBack(this.clock.now());
      return;
    }
    const message =
      'The network is refused (injected): models that are not in memory cannot be fetched from here on.';
    const given = { at: this.clock.now(), executorId: null, tenantIds: [], message };
    recovery.incidents.injected('refuse-network', given);
  }

  #takeDown(kind: Injected[0], { id }: ExecutorSlot, tenantIds: readonly string[], message: string): number {
    return this.recovery.incidents.injected(kind, {
      at: this.clock.now(),
      executorId: id,
      tenantIds,
      message,
    });
  }

  #hitOn(slot: ExecutorSlot): string[] {
    return this.population
      .residentsOf(slot.id)
      .filter((tenant) => tenant.residence === slot.id)
      .map((tenant) => tenant.id);
  }

  #workerOf(executorId: string): Target {
    const slot = this.population.executors.get(executorId);
    const { host } = slot;
    if (host === null) {
      const why = slot.failure === null ? 'it has not started' : 'it has failed already';
      throw new EngineError('busy', `Executor ${executorId} has no worker to break: ${why}. Start it first.`);
    }
    if (host.status.kind !== 'ready')
      throw new EngineError('busy', `Executor ${executorId} is starting. Break it when it is ready.`);
    return { slot, host };
  }

  #running(tenantId: string): TenantRuntime {
    const tenant = this.population.tenant(tenantId);
    if (tenant.generator !== null && !tenant.failed && tenant.residence === tenant.config.executorId)
      return tenant;
    throw new EngineError(
      'busy',
      `${this.#nameOf(tenant)} is not running, so there is no inference of it to break. Start it first.`,
    );
  }

  #nameOf(tenant: TenantRuntime): string {
    return this.population.placement.nameOf(tenant);
  }
}
