/** The memory that somebody allows an executor on a GPU: what its worker is told with each load. It measures nothing. */
import type { LoadArgument } from '../protocol/executor-contract';
import type { ExecutorHost } from './executor-host';

const BYTES_PER_MB = 1e6;

/** Nothing where there is no budget, or no memory apart from the worker's own. */
export function budgetOf({
  backend,
  config: { memoryBudgetMB },
}: Pick<ExecutorHost, 'backend' | 'config'>): Pick<LoadArgument, 'memoryBudgetBytes'> {
  const onGpu = backend === 'webgpu' || backend === 'webgl';
  return onGpu && memoryBudgetMB !== undefined ? { memoryBudgetBytes: memoryBudgetMB * BYTES_PER_MB } : {};
}
