/** What an executor's memory is called beside its budget, and when it is nearly used up. Pure. */
import type { ExecutorSnapshot } from '../../domain/snapshot';
import { formatBytes, formatFraction } from '../format';

type Memory = ExecutorSnapshot['memoryBytes'];

/** From this share of the budget on, people are warned. */
const WARNING_FRACTION = 0.8;

/** Share of the budget in use; null where there is no budget, or the backend cannot tell. */
const usedFraction = ({ inUse, budget }: Memory): number | null =>
  inUse === null || budget === undefined ? null : inUse / budget;

/** "84 % of budget" when most of it is used up; null before. */
export function budgetWarning(memory: Memory): string | null {
  const fraction = usedFraction(memory);
  return fraction === null || fraction < WARNING_FRACTION ? null : `${formatFraction(fraction)} of budget`;
}

/** "412 MB"; with a budget "412 MB of 500 MB, 82 %". */
export function inUseWords(memory: Memory): string {
  const { inUse, budget } = memory;
  if (budget === undefined) return formatBytes(inUse);
  return `${formatBytes(inUse)} of ${formatBytes(budget)}, ${formatFraction(usedFraction(memory))}`;
}

/** "12 MB saved because weights are stored once"; null where nothing is shared. */
export const sharedWords = ({ shared }: Memory): string | null =>
  shared === undefined || shared === 0
    ? null
    : `${formatBytes(shared)} saved because weights are stored once`;
