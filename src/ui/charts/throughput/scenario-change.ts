/** What changed between two scenarios, in the few words that fit beside a line in a chart. Pure. */
import { type ExecutorConfig, FREE_GATES, type Scenario, type TenantConfig } from '../../../domain/scenario';
import { modeName } from '../../gpu/mode-words';
import {
  DEVICE_SETTINGS,
  GATE_NAMES,
  GROUP_NAMES,
  grainWords,
  policyName,
} from '../../scheduling/scheduling-words';
import { workloadWords } from '../../tenant-words';

type Namer = (tenant: TenantConfig) => string;

function tenantChange(before: TenantConfig, after: TenantConfig, name: string): string | null {
  if (before.executorId !== after.executorId) return `${name} → ${after.executorId}`;
  if (before.paused !== after.paused) return `${name} ${after.paused ? 'paused' : 'resumed'}`;
  if (before.workload !== after.workload) return `${name}: ${workloadWords(after.workload)}`;
  if (before.input !== after.input) return `${name}: ${after.input} input`;
  if ((before.mode ?? 'auto') !== (after.mode ?? 'auto'))
    return `${name}: mode ${modeName(after.mode ?? 'auto')}`;
  if (before.priority !== after.priority) return `${name}: priority ${after.priority}`;
  if (before.weight !== after.weight) return `${name}: weight ${after.weight}`;
  if (before.overload !== after.overload) return `${name}: ${after.overload.replaceAll('-', ' ')}`;
  if (before.dependsOn !== after.dependsOn) return `${name}: after ${after.dependsOn?.tenantId ?? 'nobody'}`;
  return before.deadline === after.deadline ? null : `${name}: new deadline`;
}

/** "executor-1: FIFO → EDF, segments 2 ms": all that changed in how it chooses. */
function executorChange(before: ExecutorConfig, after: ExecutorConfig): string | null {
  if (before.backend !== after.backend) return `${after.id} → ${after.backend}`;
  if (before.threads !== after.threads) return `${after.id}: threads ${after.threads}`;
  const parts: string[] = [];
  if (before.policy !== after.policy)
    parts.push(`${policyName(before.policy)} → ${policyName(after.policy)}`);
  if (before.grain !== after.grain || before.segmentMs !== after.segmentMs) parts.push(grainWords(after));
  if (before.inFlight !== after.inFlight) parts.push(`in flight ${after.inFlight}`);
  for (const [word, of] of DEVICE_SETTINGS) if (of(before) !== of(after)) parts.push(`${word} ${of(after)}`);
  return parts.length === 0 ? null : `${after.id}: ${parts.join(', ')}`;
}

const GROUPS = ['gpu', 'cpu'] as const;

/** A gate that is not set is free for all. */
function gateChange(before: Scenario, after: Scenario): string | null {
  const old = before.gates ?? FREE_GATES;
  const now = after.gates ?? FREE_GATES;
  const group = GROUPS.find((one) => old[one] !== now[one]);
  return group === undefined
    ? null
    : `${GROUP_NAMES[group]}: ${GATE_NAMES[old[group]]} → ${GATE_NAMES[now[group]]}`;
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
    gateChange(before, after),
    before.userPolicy === after.userPolicy ? null : 'own policy edited',
  ].filter((change) => change !== null);
  const [first] = changes;
  if (first === undefined) return null;
  return changes.length === 1 ? first : `${first}, ${changes.length - 1} more`;
}
