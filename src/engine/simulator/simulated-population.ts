/** The tenants of a simulation as its scenario and costs have them: their service, their arrivals, whom they trigger. */
import type { EventClock } from '../../base/event-clock';
import { deriveSeed } from '../../base/prng';
import type { TenantConfig } from '../../domain/scenario';
import type { SimulationInput } from '../../domain/simulation';
import type { TenantTerms } from '../../scheduling/policy';
import { createPercentileRule } from '../metrics/early-stopping';
import { type Arrival, createLoadGenerator } from '../workload/load-generator';
import { createTrigger } from '../workload/trigger';
import { serviceShape } from './service-shape';
import { SimulatedTenant } from './simulated-tenant';

/**
 * By id, in the scenario's order, without those that are paused. Nothing arrives before their generators are started.
 * @param input checked.
 */
export function simulatedTenants(
  input: SimulationInput,
  clock: EventClock,
  arrive: (tenant: SimulatedTenant, arrival: Arrival) => void,
): ReadonlyMap<string, SimulatedTenant> {
  const rule = createPercentileRule();
  const tenants = new Map<string, SimulatedTenant>();
  for (const config of input.scenario.tenants)
    if (!config.paused) tenants.set(config.id, tenantOf(config, input, rule));
  const { seed } = input.scenario;
  for (const tenant of tenants.values()) {
    const { id, workload, deadline, dependsOn } = tenant.config;
    const aloneMs = () => tenant.aloneMs;
    const options = { workload, deadline, seed: deriveSeed(seed, id), aloneMs, outstanding: 0 };
    tenant.generator = createLoadGenerator(clock, options, (arrival) => arrive(tenant, arrival));
    if (dependsOn === undefined) continue;
    tenants.get(dependsOn.tenantId)?.triggers.push({ tenant, draw: createTrigger(id, dependsOn, seed) });
  }
  return tenants;
}

function tenantOf(
  config: TenantConfig,
  { costs, scenario: { executors, seed } }: SimulationInput,
  rule: (n: number, p: number) => number | null,
): SimulatedTenant {
  const cost = costs[config.id];
  const executor = executors.find(({ id }) => id === config.executorId);
  if (cost === undefined || executor === undefined)
    throw new Error(`invariant broken: ${config.id} was not checked`);
  return new SimulatedTenant(config, cost, serviceShape(config.id, cost, executor.grain, seed), rule);
}

/** What policies may know of a tenant beforehand. */
export const termsOf = ({ config, shape }: SimulatedTenant): TenantTerms => ({
  tenantId: config.id,
  priority: config.priority,
  weight: config.weight,
  estimatedMs: shape.estimatedMs,
  periodMs: config.workload.kind === 'periodic' ? 1000 / config.workload.ratePerSecond : null,
});
