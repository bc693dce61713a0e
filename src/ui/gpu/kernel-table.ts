/** GPU time of a model by kernel as a table, the longest first, and what that measurement is worth. Pure. */
import type { KernelProfile, KernelRow } from '../../domain/gpu';
import type { TableData } from '../charts/table/table-data';
import { formatCount, formatFraction, formatMs } from '../format';

/** From this share of invalid pairs on, the others say little. */
const FEW_VALID_FRACTION = 0.5;

const byTime = (a: KernelRow, b: KernelRow): number =>
  (b.gpuMs ?? -1) - (a.gpuMs ?? -1) || b.dispatches - a.dispatches;

export function kernelTable({ rows, runs, reason }: KernelProfile): TableData {
  const totalMs = rows.reduce((all, one) => all + (one.gpuMs ?? 0), 0);
  const dispatches = rows.reduce((all, one) => all + one.dispatches, 0);
  const share = (ms: number | null) => formatFraction(ms === null || totalMs === 0 ? null : ms / totalMs, 1);
  const timed = reason === null && totalMs > 0;
  return {
    caption: `One inference by kernel: mean of ${runs} ${runs === 1 ? 'run' : 'runs'}, longest first`,
    head: { term: 'kernel', label: 'kernel' },
    columns: [
      { term: 'kernel-time', label: 'GPU time' },
      { term: 'kernel-share', label: 'share' },
      { term: 'dispatch', label: 'dispatches' },
      { term: 'gpu-program', label: 'program' },
    ],
    rows: [
      ...rows.toSorted(byTime).map((row) => ({
        key: `${row.kernel} ${row.program}`,
        head: row.kernel,
        index: null,
        cells: [formatMs(row.gpuMs), share(row.gpuMs), formatCount(row.dispatches), row.program],
      })),
      {
        key: 'all kernels',
        head: 'All',
        index: null,
        cells: [formatMs(timed ? totalMs : null), share(timed ? totalMs : null), formatCount(dispatches), ''],
      },
    ],
  };
}

/** "5 runs · 3 of 570 pairs of timestamps invalid · smallest step 0.10 ms". */
export function profileLine({ runs, invalid, measured, stepMs }: KernelProfile): string {
  return [
    `${formatCount(runs)} ${runs === 1 ? 'run' : 'runs'}`,
    `${formatCount(invalid)} of ${formatCount(measured)} pairs of timestamps invalid, left out`,
    stepMs === null ? 'step of the timestamps unknown' : `smallest step ${formatMs(stepMs)}`,
  ].join(' · ');
}

/** What makes the times worth little; null when nothing does. */
export function profileWarning({ invalid, measured }: KernelProfile): string | null {
  if (measured === 0 || invalid / measured < FEW_VALID_FRACTION) return null;
  return 'Most pairs of timestamps were equal, zero or out of order: these times are rough. Kernels shorter than one step cannot be told.';
}
