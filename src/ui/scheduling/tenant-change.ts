/**
 * What choosing a workload, a cause or a deadline changes of a tenant, so that every choice leaves a valid scenario where
 * one can: a triggered workload and a cause need each other, and the next frame needs something periodic. Pure.
 */

import type { Model } from '../../domain/model';
import { feeds } from '../../domain/pipelines';
import type { Deadline, TenantConfig, Workload } from '../../domain/scenario';
import { rootOf } from '../../domain/scenario-scheduling';
import type { TenantChange } from '../../protocol/engine-contract';

/** Kinds that a person chooses without more: a replay needs its file, a triggered one its cause. */
export type FreeKind = Exclude<Workload['kind'], 'replayed' | 'triggered'>;

const QUEUE_BOUND = 4;
const RATE_PER_SECOND = 30;

/** The workload of a kind: what the one before already said stays. */
function workloadOf(kind: FreeKind, before: Workload): Workload {
  const ratePerSecond = 'ratePerSecond' in before ? before.ratePerSecond : RATE_PER_SECOND;
  const queueBound = 'queueBound' in before ? before.queueBound : QUEUE_BOUND;
  switch (kind) {
    case 'closed':
      return { kind, inFlight: 1 };
    case 'periodic':
      return { kind, ratePerSecond, jitterFraction: 0, queueBound };
    case 'poisson':
      return { kind, ratePerSecond, queueBound };
    case 'bursty':
      return { kind, ratePerSecond, onMs: 500, offMs: 1000, queueBound };
    case 'loadgen':
      return { kind, mode: 'single-stream', ratePerSecond: 10, boundMs: 100, samples: 256 };
  }
}

/** Another workload than a triggered one: nothing is depended on any more, and the next frame needs one to come. */
export function workloadChange({ dependsOn, deadline }: TenantConfig, workload: Workload): TenantChange {
  const loses = deadline.kind === 'next-frame' && workload.kind !== 'periodic';
  return {
    workload,
    ...(dependsOn === undefined ? {} : { dependsOn: null }),
    ...(loses ? { deadline: { kind: 'none' } as const } : {}),
  };
}

export const kindChange = (config: TenantConfig, kind: FreeKind): TenantChange =>
  workloadChange(config, workloadOf(kind, config.workload));

/** Another cause, or none: then it asks again as soon as it is served. */
export function causeChange(
  config: TenantConfig,
  causeId: string | null,
  tenants: readonly TenantConfig[],
): TenantChange {
  if (causeId === null) return kindChange(config, 'closed');
  const { probability, fanOut } = config.dependsOn ?? { probability: 1, fanOut: 1 };
  const workload: Workload = {
    kind: 'triggered',
    queueBound: 'queueBound' in config.workload ? config.workload.queueBound : QUEUE_BOUND,
  };
  const dependsOn = { tenantId: causeId, probability, fanOut };
  const keeps =
    config.deadline.kind !== 'next-frame' || isPeriodic({ ...config, workload, dependsOn }, tenants);
  return { workload, dependsOn, ...(keeps ? {} : { deadline: { kind: 'none' } as const }) };
}

const isPeriodic = (config: TenantConfig, tenants: readonly TenantConfig[]): boolean =>
  rootOf(config, tenants)?.workload.kind === 'periodic';

/** In the order of the list; the one in force is always among them. */
export function deadlineKinds(
  config: TenantConfig,
  tenants: readonly TenantConfig[],
): readonly Deadline['kind'][] {
  const possible = config.deadline.kind === 'next-frame' || isPeriodic(config, tenants);
  return possible ? ['none', 'next-frame', 'fixed', 'alone'] : ['none', 'fixed', 'alone'];
}

export function deadlineOf(kind: Deadline['kind']): Deadline {
  switch (kind) {
    case 'fixed':
      return { kind, ms: 100 };
    case 'alone':
      return { kind, factor: 2 };
    default:
      return { kind };
  }
}

/**
 * Ids of the tenants that could trigger this one: their models find what it looks at, and it is not among their own
 * causes. The present cause is always among them.
 */
export function possibleCauses(
  config: TenantConfig,
  tenants: readonly TenantConfig[],
  modelOf: (modelId: string) => Model | undefined,
): readonly string[] {
  const model = modelOf(config.modelId);
  const fits = (cause: TenantConfig): boolean => {
    const upstream = modelOf(cause.modelId);
    if (model === undefined || upstream === undefined || cause.id === config.id) return false;
    return feeds(upstream, model) === null && !causesOf(cause, tenants).includes(config.id);
  };
  return tenants.filter((one) => one.id === config.dependsOn?.tenantId || fits(one)).map(({ id }) => id);
}

/** Ids of what triggers it, directly or through others. */
function causesOf(tenant: TenantConfig, tenants: readonly TenantConfig[]): readonly string[] {
  const causes: string[] = [];
  let next = tenant.dependsOn?.tenantId;
  while (next !== undefined && !causes.includes(next)) {
    causes.push(next);
    const cause = next;
    next = tenants.find(({ id }) => id === cause)?.dependsOn?.tenantId;
  }
  return causes;
}
