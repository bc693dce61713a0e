/**
 * The way from the first tenant of a pipeline to one that it triggers in the end, each stage beginning where the one before
 * ended in the mean. It adds up means that the engine sent; what the whole took is measured apart (`pipeline.endToEndMs`).
 */
import type { Waterfall } from '../../../domain/run-file';
import type { TenantSnapshot } from '../../../domain/snapshot';
import { waterfallParts } from './waterfall-parts';

export interface PipelineStage {
  readonly tenantId: string;
  /** Its place in the scenario. */
  readonly index: number;
  readonly waterfall: Waterfall;
  /** Mean latencies of the stages before it, ms. */
  readonly fromMs: number;
  /** Its own. */
  readonly totalMs: number;
}

/** Null for a tenant that nothing triggers, and while a stage on the way has completed nothing. */
export function pipelineStages(
  tenants: readonly TenantSnapshot[],
  tenantId: string,
): readonly PipelineStage[] | null {
  const way: number[] = [];
  let id: string | undefined = tenantId;
  while (id !== undefined && way.length <= tenants.length) {
    const index = tenants.findIndex(({ config }) => config.id === id);
    if (index < 0) return null;
    way.unshift(index);
    id = tenants[index]?.config.dependsOn?.tenantId;
  }
  if (way.length < 2) return null;
  let fromMs = 0;
  const stages: PipelineStage[] = [];
  for (const index of way) {
    const tenant = tenants[index];
    if (tenant === undefined || tenant.waterfall === null) return null;
    const { totalMs } = waterfallParts(tenant.waterfall);
    stages.push({ tenantId: tenant.config.id, index, waterfall: tenant.waterfall, fromMs, totalMs });
    fromMs += totalMs;
  }
  return stages;
}
