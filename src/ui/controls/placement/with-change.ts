/** A tenant's configuration after a change, as the engine will tell it. Pure. */
import type { TenantConfig } from '../../../domain/scenario';
import type { TenantChange } from '../../../protocol/engine-contract';

export function withChange(config: TenantConfig, { dependsOn, ...change }: TenantChange): TenantConfig {
  const { dependsOn: before, ...own } = config;
  const cause = dependsOn === undefined ? before : (dependsOn ?? undefined);
  return { ...own, ...change, ...(cause === undefined ? {} : { dependsOn: cause }) };
}
