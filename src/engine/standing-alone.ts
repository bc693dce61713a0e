/** What becomes of a tenant whose cause is taken out: it asks for itself, as often as the pipeline's first one did. */
import type { TenantConfig } from '../domain/scenario';
import { rootOf } from '../domain/scenario-scheduling';

/**
 * @param former all tenants, the one that is taken out included.
 * @returns the configuration without a cause: with the workload of its first cause, or a closed loop of one when that is not
 *   known any more; without a next frame where there is none.
 */
export function standingAlone(config: TenantConfig, former: readonly TenantConfig[]): TenantConfig {
  const { dependsOn: _cause, ...own } = config;
  const root = rootOf(config, former);
  const workload =
    root === null || root.workload.kind === 'triggered'
      ? ({ kind: 'closed', inFlight: 1 } as const)
      : root.workload;
  return withoutIdleDeadline({ ...own, workload });
}

/** Without a period there is no next frame to be in time for. @param rootPeriodic whether its first cause has one. */
export const withoutIdleDeadline = (config: TenantConfig, rootPeriodic = false): TenantConfig =>
  config.deadline.kind === 'next-frame' && config.workload.kind !== 'periodic' && !rootPeriodic
    ? { ...config, deadline: { kind: 'none' } }
    : config;
