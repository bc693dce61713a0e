/**
 * The figures by which combinations are compared, their order under a heading, and the one that is worth trying. Pure:
 * it takes figures from predictions or from measurements alike.
 */
import type { Totals } from '../../domain/run-file';
import type { SweepResult } from '../../domain/simulation';
import { formatFigure, formatFraction, formatMs, formatRate } from '../format';
import type { Term } from '../glossary';
import type { Distance, MeasuredTenant } from './figures';

/** Tenants by id, and their sums: of a prediction or of a snapshot. */
export interface Outcome {
  readonly tenants: readonly (MeasuredTenant & { readonly id: string })[];
  readonly totals: Totals;
}

export const COLUMN_IDS = ['worst-hits', 'stp', 'antt', 'rate', 'p95', 'hits'] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

export interface Column {
  readonly term: Term;
  readonly label: string;
  /** Of the chosen tenant, or of all. */
  readonly about: 'all' | 'tenant';
  readonly best: 'most' | 'least';
  readonly of: (outcome: Outcome, tenantId: string) => number | null;
  readonly write: (value: number | null) => string;
  readonly distance: Distance;
}

const tenantOf = ({ tenants }: Outcome, tenantId: string) => tenants.find(({ id }) => id === tenantId);

/** The least deadline-hit fraction of the tenants that have deadlines; null when none has. */
function worstHits({ tenants }: Outcome): number | null {
  const hits = tenants.flatMap(({ deadlineHitFraction }) => deadlineHitFraction ?? []);
  return hits.length === 0 ? null : Math.min(...hits);
}

export const COLUMNS: Readonly<Record<ColumnId, Column>> = {
  'worst-hits': {
    term: 'worst-hits',
    label: 'Worst in time',
    about: 'all',
    best: 'most',
    of: worstHits,
    distance: 'points',
    write: (value) => formatFraction(value, 1),
  },
  stp: {
    term: 'stp',
    label: 'STP',
    about: 'all',
    best: 'most',
    of: (one) => one.totals.stp,
    distance: 'relative',
    write: formatFigure,
  },
  antt: {
    term: 'antt',
    label: 'ANTT',
    about: 'all',
    best: 'least',
    of: (one) => one.totals.antt,
    distance: 'relative',
    write: formatFigure,
  },
  rate: {
    term: 'throughput',
    label: 'Rate',
    about: 'tenant',
    best: 'most',
    of: (one, id) => tenantOf(one, id)?.throughputPerSecond ?? null,
    distance: 'relative',
    write: formatRate,
  },
  p95: {
    term: 'p95',
    label: 'p95',
    about: 'tenant',
    best: 'least',
    of: (one, id) => tenantOf(one, id)?.latencyMs.p95 ?? null,
    distance: 'relative',
    write: formatMs,
  },
  hits: {
    term: 'deadline-hits',
    label: 'In time',
    about: 'tenant',
    best: 'most',
    of: (one, id) => tenantOf(one, id)?.deadlineHitFraction ?? null,
    distance: 'points',
    write: (value) => formatFraction(value, 1),
  },
};

export interface Order {
  readonly column: ColumnId;
  readonly tenantId: string;
  /** Best first; else worst first. What has no figure comes last either way. */
  readonly bestFirst: boolean;
}

/** In a stable order: equal figures keep the order of the table of policies. */
export function ranked(
  results: readonly SweepResult[],
  { column, tenantId, bestFirst }: Order,
): SweepResult[] {
  const { of, best } = COLUMNS[column];
  const sign = (best === 'most') === bestFirst ? -1 : 1;
  const value = ({ prediction }: SweepResult) => of(prediction, tenantId);
  return [...results].sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left - right);
  });
}

/** Fractions closer than this are alike in a simulation of some seconds. */
const ALIKE_FRACTION = 0.005;

/**
 * The combination that is worth trying: most deadlines met by the tenant that meets fewest; of those that are alike the
 * least ANTT, or the most throughput while nobody has a baseline. Null when there is none.
 */
export function worthTrying(results: readonly SweepResult[]): SweepResult | null {
  const most = Math.max(...results.map(({ prediction }) => worstHits(prediction) ?? 0));
  const alike = results.filter(({ prediction }) => (worstHits(prediction) ?? 0) >= most - ALIKE_FRACTION);
  const known = alike.some(({ prediction }) => prediction.totals.antt !== null);
  // Among those with an ANTT one without has starved a tenant.
  const cost = ({ prediction: { totals } }: SweepResult) =>
    known ? (totals.antt ?? Number.POSITIVE_INFINITY) : -totals.throughputPerSecond;
  return alike.reduce<SweepResult | null>(
    (best, one) => (best === null || cost(one) < cost(best) ? one : best),
    null,
  );
}
