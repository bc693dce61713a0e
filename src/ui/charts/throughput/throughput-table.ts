/** The numbers behind the throughput chart: now, over the minute that is drawn, and alone. Pure. */
import type { TenantSnapshot } from '../../../domain/snapshot';
import { formatFigure, formatFraction } from '../../format';
import type { TableData } from '../table/table-data';

interface Spread {
  readonly min: number | null;
  readonly median: number | null;
  readonly max: number | null;
}

/** Of the points that are drawn; the median of an even number is the mean of the two in the middle. */
export function spreadOf(values: readonly (number | null)[]): Spread {
  const sorted = values.filter((one) => one !== null).sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) return { min: null, median: null, max: null };
  return { min: sorted[0] ?? null, median: (lower + upper) / 2, max: sorted.at(-1) ?? null };
}

export function throughputTable(
  tenants: readonly TenantSnapshot[],
  names: readonly string[],
  pointsOf: (tenantId: string) => readonly (number | null)[],
): TableData {
  const total = tenants.reduce((sum, one) => sum + one.lastSecondPerSecond, 0);
  return {
    caption: 'Completions a second; min, median, max over the minute of the chart',
    head: { term: 'tenant', label: 'model' },
    columns: [
      { term: 'executor', label: 'executor' },
      { term: 'throughput-last-second', label: 'now' },
      { term: 'throughput-share', label: 'share' },
      { term: 'throughput', label: 'window' },
      { term: 'throughput-spread', label: 'min' },
      { term: 'throughput-spread', label: 'median' },
      { term: 'throughput-spread', label: 'max' },
      { term: 'alone', label: 'alone' },
    ],
    rows: tenants.map((tenant, index) => {
      const { min, median, max } = spreadOf(pointsOf(tenant.config.id));
      const share = total > 0 ? tenant.lastSecondPerSecond / total : null;
      return {
        key: tenant.config.id,
        head: names[index] ?? tenant.config.id,
        index,
        cells: [
          tenant.config.executorId,
          `${tenant.lastSecondPerSecond}`,
          formatFraction(share),
          formatFigure(tenant.throughputPerSecond),
          ...[min, median, max, tenant.alone?.throughputPerSecond].map(formatFigure),
        ],
      };
    }),
  };
}
