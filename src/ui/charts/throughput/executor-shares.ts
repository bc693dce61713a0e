/** Which part of the total throughput each executor completes, and which tenants make it up. Pure. */
import type { Snapshot } from '../../../domain/snapshot';
import { formatFraction } from '../../format';

export interface ExecutorShare {
  readonly executorId: string;
  /** Of all completions of the last second. */
  readonly fraction: number;
  /** By tenant, in the order of the scenario; those that completed something. */
  readonly tenants: readonly { readonly index: number; readonly fraction: number }[];
}

/** Empty while nothing is completed. */
export function executorShares({ tenants, executors }: Snapshot): readonly ExecutorShare[] {
  const total = tenants.reduce((sum, one) => sum + one.lastSecondPerSecond, 0);
  if (total <= 0) return [];
  return executors.flatMap(({ config: { id } }) => {
    const parts = tenants.flatMap((one, index) =>
      one.config.executorId === id && one.lastSecondPerSecond > 0
        ? [{ index, fraction: one.lastSecondPerSecond / total }]
        : [],
    );
    const fraction = parts.reduce((sum, part) => sum + part.fraction, 0);
    return fraction > 0 ? [{ executorId: id, fraction, tenants: parts }] : [];
  });
}

export const shareSentence = (shares: readonly ExecutorShare[]): string =>
  `Completions by executor: ${shares.map((one) => `${one.executorId} ${formatFraction(one.fraction)}`).join(', ')}`;
