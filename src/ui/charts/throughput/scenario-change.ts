/** What changed between two scenarios, in the few words that fit beside a line in a chart. Pure. */
import type { ExecutorConfig, Scenario, TenantConfig } from '../../../domain/scenario';
import { workloadWords } from '../../tenant-words';

type Namer = (tenant: TenantConfig) => string;

function tenantChange(before: TenantConfig, after: TenantConfig, name: string): string | null {
  if (before.executorId !== after.executorId) return `${name} → ${after.executorId}`;
  if (before.paused !== after.paused) return `${name} ${after.paused ? 'paused' : 'resumed'}`;
  if (before.workload !== after.workload) return `${name}: ${workloadWords(after.workload)}`;
  if (before.input !== after.input) return `${name}: ${after.input} input`;
  return before.deadline === after.deadline ? null : `${name}: new deadline`;
}

function executorChange(before: ExecutorConfig, after: ExecutorConfig): string | null {
  if (before.backend !== after.backend) return `${after.id} → ${after.backend}`;
  if (before.threads !== after.threads) return `${after.id}: threads ${after.threads}`;
  return before.policy === after.policy ? null : `${after.id} → ${after.policy}`;
}

/**
 * The change in words, the first one and how many more; null when nothing that a person chose is different.
 * Unchanged parts are expected to keep their identity, as they do in the store.
 */
export function scenarioChange(before: Scenario, after: Scenario, name: Namer): string | null {
  if (before.name !== after.name) return after.name;
  const old = new Map(before.tenants.map((tenant) => [tenant.id, tenant]));
  const kept = new Set(after.tenants.map((tenant) => tenant.id));
  const oldExecutors = new Map(before.executors.map((executor) => [executor.id, executor]));
  const changes = [
    ...before.tenants.filter((tenant) => !kept.has(tenant.id)).map((tenant) => `− ${name(tenant)}`),
    ...after.tenants.map((tenant) => {
      const previous = old.get(tenant.id);
      return previous === undefined ? `+ ${name(tenant)}` : tenantChange(previous, tenant, name(tenant));
    }),
    ...after.executors.map((executor) => {
      const previous = oldExecutors.get(executor.id);
      return previous === undefined ? null : executorChange(previous, executor);
    }),
  ].filter((change) => change !== null);
  const [first] = changes;
  if (first === undefined) return null;
  return changes.length === 1 ? first : `${first}, ${changes.length - 1} more`;
}
