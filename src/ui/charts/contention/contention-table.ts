/** The numbers behind the contention panel: each tenant shared against alone, and the sums over all. Pure. */
import type { Snapshot } from '../../../domain/snapshot';
import { DASH, formatCount, formatFactor, formatFigure, formatFraction, formatRate } from '../../format';
import { policyName } from '../../scheduling/scheduling-words';
import { bareMs } from '../latency/part-words';
import type { TableData } from '../table/table-data';
import { originCell } from './baseline-words';
import { fareOf, tenantsInSums } from './contention-view';

export function contentionTables(snapshot: Snapshot | null, names: readonly string[]): readonly TableData[] {
  if (snapshot === null) return [];
  const tenants: TableData = {
    caption: 'Each model beside the others against alone',
    head: { term: 'tenant', label: 'model' },
    columns: [
      { term: 'slowdown', label: 'slowdown' },
      { term: 'slowdown', label: 'by' },
      { term: 'throughput', label: 'shared' },
      { term: 'alone', label: 'alone' },
      { term: 'mean', label: 'mean ms shared' },
      { term: 'alone', label: 'mean ms alone' },
      { term: 'samples', label: 'n alone' },
      { term: 'baseline-origin', label: 'baseline of' },
      { term: 'deadline-hits', label: 'in time' },
      { term: 'goodput', label: 'goodput' },
      { term: 'xrbench-score', label: 'XRBench' },
    ],
    rows: snapshot.tenants.map((tenant, index) => {
      const fare = fareOf(tenant, snapshot);
      const compared = fare.kind === 'slowdown';
      return {
        key: tenant.config.id,
        head: names[index] ?? tenant.config.id,
        index,
        cells: [
          compared ? formatFactor(fare.slowdown) : DASH,
          compared ? fare.basis : DASH,
          formatRate(tenant.throughputPerSecond),
          formatRate(tenant.alone?.throughputPerSecond),
          bareMs(tenant.latencyMs.mean),
          bareMs(tenant.alone?.latencyMs.mean ?? null),
          tenant.alone === null ? DASH : `${tenant.alone.n}`,
          originCell(tenant),
          formatFraction(tenant.deadlineHitFraction, 1),
          formatRate(tenant.goodputPerSecond),
          formatFigure(xrbenchOf(snapshot, tenant.config.id)),
        ],
      };
    }),
  };
  const { stp, antt, jainFairness, minNpRatio, goodputPerSecond = null } = snapshot.totals;
  const sums = [stp, antt, jainFairness, minNpRatio];
  const shown = (cell: string) => (snapshot.measuring === null ? cell : DASH);
  const all: TableData = {
    caption: `Over ${tenantsInSums(snapshot)} tenants`,
    head: { term: 'tenant', label: 'all' },
    columns: [
      { term: 'stp', label: 'STP' },
      { term: 'antt', label: 'ANTT' },
      { term: 'jain', label: 'Jain' },
      { term: 'min-np-ratio', label: 'min/max NP' },
      { term: 'goodput', label: 'goodput' },
      { term: 'xrbench-score', label: 'XRBench' },
    ],
    // Sums mean nothing while one tenant runs alone.
    rows: [
      {
        key: 'all',
        head: 'all tenants',
        index: null,
        cells: [
          ...sums.map(formatFigure),
          formatRate(goodputPerSecond),
          formatFigure(snapshot.xrbench?.score),
        ].map(shown),
      },
    ],
  };
  return [tenants, all, decisionsTable(snapshot)];
}

/** Of one model, 0..100. */
function xrbenchOf({ xrbench }: Snapshot, tenantId: string): number | null {
  const model = xrbench?.models.find(({ id }) => id === tenantId);
  return model === undefined ? null : 100 * model.score;
}

const micros = (value: number | null): string => (value === null ? DASH : `${formatFigure(value)}\u202fµs`);

/** How often each scheduler chose, what a choice took, and how much waits exceeded what was in flight. */
function decisionsTable({ executors }: Snapshot): TableData {
  return {
    caption: 'What the schedulers decided, since the window opened',
    head: { term: 'executor', label: 'executor' },
    columns: [
      { term: 'policy', label: 'policy' },
      { term: 'decisions', label: 'decisions' },
      { term: 'decisions', label: 'p50' },
      { term: 'decisions', label: 'p99' },
      { term: 'beyond-segment', label: 'beyond in flight p99, ms' },
    ],
    rows: executors.map(({ config, decisions }) => ({
      key: config.id,
      head: config.id,
      index: null,
      cells: [
        policyName(config.policy),
        formatCount(decisions.count),
        micros(decisions.p50Us),
        micros(decisions.p99Us),
        bareMs(decisions.beyondSegmentMs.p99),
      ],
    })),
  };
}
