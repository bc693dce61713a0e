/** The memory that somebody allows an executor on a GPU: what its worker is told with each load, and people see. It measures nothing. */
import { type Backend, deviceGroupOf } from '../domain/backend';
import type { ExecutorConfig } from '../domain/scenario';

const BYTES_PER_MB = 1e6;

/** Undefined where there is no budget, or no memory apart from the worker's own. @param backend null while none runs. */
export function budgetBytesOf(
  backend: Backend | null,
  { memoryBudgetMB }: ExecutorConfig,
): number | undefined {
  if (backend === null || deviceGroupOf(backend) !== 'gpu') return undefined;
  return memoryBudgetMB === undefined ? undefined : memoryBudgetMB * BYTES_PER_MB;
}
