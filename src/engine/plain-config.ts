/**
 * Configurations as they are kept: an optional field stands in one only where it says something other than usual, so that a
 * document that was changed and changed back is the same again. It knows neither tenants nor workers.
 */
import type { ExecutorConfig, TenantConfig } from '../domain/scenario';

export function plainTenant({ mode, ...config }: TenantConfig): TenantConfig {
  return { ...config, ...(mode === undefined || mode === 'auto' ? {} : { mode }) };
}

export function plainExecutor({
  submitsInFlight = 1,
  gpuTiming = false,
  memoryBudgetMB,
  ...config
}: ExecutorConfig): ExecutorConfig {
  return {
    ...config,
    ...(submitsInFlight === 1 ? {} : { submitsInFlight }),
    ...(gpuTiming ? { gpuTiming } : {}),
    ...(memoryBudgetMB === undefined ? {} : { memoryBudgetMB }),
  };
}
