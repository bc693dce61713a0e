/** Lets requests of tenants arrive and stops that. It knows when they may, not what becomes of them. */
import type { Clock } from '../base/clock';
import type { TenantRuntime } from './tenant-runtime';
import { type Arrival, createLoadGenerator } from './workload/load-generator';

export interface WorkloadDependencies {
  readonly clock: Clock;
  readonly tenants: ReadonlyMap<string, TenantRuntime>;
  /** True while workloads may run. */
  readonly mayRun: () => boolean;
  /** Requests of a tenant that are queued or in flight. */
  readonly outstanding: (tenant: TenantRuntime) => number;
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
    tenant.stopArrivals();
    if (tenant.failed || tenant.residence === null) return;
    const { workload, deadline } = tenant.config;
    const { clock, arrive, outstanding } = this.dependencies;
    tenant.generator = createLoadGenerator(
      clock,
      workload,
      deadline,
      (arrival) => arrive(tenant, arrival),
      outstanding(tenant),
    );
    tenant.generator.start();
  }
}
