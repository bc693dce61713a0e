/** Lets requests of tenants arrive and stops that. It knows when they may, not what becomes of them. */
import type { Clock } from '../base/clock';
import { deriveSeed } from '../base/prng';
import type { Workload } from '../domain/scenario';
import type { TenantRuntime } from './tenant-runtime';
import { type Arrival, createLoadGenerator } from './workload/load-generator';

const ONE_AFTER_THE_OTHER: Workload = { kind: 'closed', inFlight: 1 };

export interface WorkloadDependencies {
  readonly clock: Clock;
  readonly tenants: ReadonlyMap<string, TenantRuntime>;
  /** True while workloads may run. */
  readonly mayRun: () => boolean;
  /** Requests of a tenant that are queued or in flight. */
  readonly outstanding: (tenant: TenantRuntime) => number;
  /** Of the scenario. */
  readonly seed: () => number;
  readonly arrive: (tenant: TenantRuntime, arrival: Arrival) => void;
}

export class Workloads {
  constructor(private readonly dependencies: WorkloadDependencies) {}

  /** Starts a tenant's workload if it may run. */
  start(tenant: TenantRuntime): void {
    if (this.dependencies.mayRun() && !tenant.config.paused) this.generate(tenant);
  }

  startAll(): void {
    for (const tenant of this.dependencies.tenants.values()) this.start(tenant);
  }

  haltAll(): void {
    for (const tenant of this.dependencies.tenants.values()) tenant.stopArrivals();
  }

  /** Lets requests of a tenant arrive, if it is loaded. */
  generate(tenant: TenantRuntime): void {
    this.#begin(tenant, tenant.config.workload);
  }

  /** As `generate`; what others trigger asks for itself, one request after the other, since nobody triggers it now. */
  generateAlone(tenant: TenantRuntime): void {
    const { workload } = tenant.config;
    this.#begin(tenant, workload.kind === 'triggered' ? ONE_AFTER_THE_OTHER : workload);
  }

  #begin(tenant: TenantRuntime, workload: Workload): void {
    tenant.stopArrivals();
    if (tenant.failed || tenant.residence === null) return;
    const { deadline } = tenant.config;
    const { clock, arrive, outstanding, seed } = this.dependencies;
    const options = {
      workload,
      deadline,
      seed: deriveSeed(seed(), tenant.id),
      aloneMs: () => tenant.alone?.latencyMs.mean ?? null,
      outstanding: outstanding(tenant),
    };
    tenant.generator = createLoadGenerator(clock, options, (arrival) => arrive(tenant, arrival));
    tenant.generator.start();
  }
}
