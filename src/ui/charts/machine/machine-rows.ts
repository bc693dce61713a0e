/** What the machine panel says of executors and of the page itself, in words. Pure; the figures come from elsewhere. */
import type { ExecutorSnapshot, Snapshot } from '../../../domain/snapshot';
import { DASH, formatBytes, formatCount, formatFraction, formatMs, formatRate } from '../../format';
import type { RecentUi } from '../../frames/frame-meter';
import type { Term } from '../../glossary';
import { budgetWarning } from '../../gpu/memory-words';
import type { TableData } from '../table/table-data';

/** One executor: busy, in flight and queued, memory in use, memory reserved. */
export const executorCells = (executor: ExecutorSnapshot): readonly string[] => [
  formatFraction(executor.utilisationFraction),
  `${executor.inFlight} · ${executor.queued}`,
  formatBytes(executor.memoryBytes.inUse),
  formatBytes(executor.memoryBytes.reserved),
];

/** What devices share and may hold: columns of the table where any executor has either. */
const DEVICE_COLUMNS = [
  { term: 'shared-weights', label: 'shared' },
  { term: 'memory-budget', label: 'budget' },
] as const satisfies TableData['columns'];

function deviceCells({ memoryBytes }: ExecutorSnapshot): readonly string[] {
  const warning = budgetWarning(memoryBytes);
  const budget = formatBytes(memoryBytes.budget);
  return [formatBytes(memoryBytes.shared), warning === null ? budget : `${budget}: ${warning} in use`];
}

const hasDeviceFacts = ({ memoryBytes }: ExecutorSnapshot): boolean =>
  memoryBytes.shared !== undefined || memoryBytes.budget !== undefined;

type Figure = readonly [Term, string, string];

/** The page as a tenant: what its own thread and frames take. */
export function pageFigures(recent: RecentUi): readonly Figure[] {
  const { framesPerSecond, longTasks, longestTaskMs } = recent;
  return [
    ['ui-busy', 'busy', formatFraction(recent.busyFraction, 1)],
    ['frames-per-second', 'frames', formatRate(framesPerSecond)],
    ['frame-p95', 'frame p95', formatMs(recent.p95FrameMs)],
    ['longest-task', 'longest task', longTasks === 0 ? 'under 50\u202fms' : formatMs(longestTaskMs)], // both null: not told
    ['long-tasks', 'over 50\u202fms', formatCount(longTasks)],
  ];
}

/** Sums over all tenants, and the clock that everything is measured with. */
export function totalFigures(snapshot: Snapshot | null): readonly Figure[] {
  const tenants = snapshot?.tenants ?? [];
  const sum = (pick: (one: (typeof tenants)[number]) => number) =>
    formatCount(tenants.reduce((all, one) => all + pick(one), 0));
  const machine = snapshot?.machine ?? null;
  const isolated = machine === null ? '' : machine.crossOriginIsolated ? ', isolated' : ', not isolated';
  return [
    ['throughput-total', 'total', formatRate(snapshot?.totals.throughputPerSecond)],
    ['dropped', 'dropped', sum((one) => one.dropped)],
    ['failed-requests', 'failed', sum((one) => one.failed)],
    // Not rounded: that would make a clock finer or coarser than it is.
    ['clock', 'clock', machine === null ? DASH : `${machine.clockResolutionMs}\u202fms${isolated}`],
  ];
}

export const EXECUTOR_COLUMNS = [
  { term: 'utilisation', label: 'busy' },
  { term: 'in-flight', label: 'in flight · queued' },
  { term: 'memory-in-use', label: 'in use' },
  { term: 'memory-reserved', label: 'reserved' },
] as const satisfies TableData['columns'];

const figureTable = (caption: string, label: string, term: Term, figures: readonly Figure[]): TableData => ({
  caption,
  head: { term, label },
  columns: figures.map(([of, words]) => ({ term: of, label: words })),
  rows: [{ key: label, head: label, index: null, cells: figures.map(([, , value]) => value) }],
});

export function machineTables(snapshot: Snapshot | null, recent: RecentUi): readonly TableData[] {
  const wide = snapshot?.executors.some(hasDeviceFacts) ?? false;
  const executors: TableData = {
    caption: 'Executors: busy over the rolling window, the rest at this instant',
    head: { term: 'executor', label: 'executor' },
    columns: [
      { term: 'backend', label: 'backend' },
      { term: 'threads', label: 'threads' },
      ...EXECUTOR_COLUMNS,
      ...(wide ? DEVICE_COLUMNS : []),
      { term: 'executor-start', label: 'start' },
      { term: 'clock-offset', label: 'clock offset' },
    ],
    rows: (snapshot?.executors ?? []).map((executor) => ({
      key: executor.config.id,
      head: executor.config.id,
      index: null,
      cells: [
        executor.backend ?? DASH,
        `${executor.threads}`,
        ...executorCells(executor),
        ...(wide ? deviceCells(executor) : []),
        formatMs(executor.startMs),
        formatMs(executor.clockOffsetMs),
      ],
    })),
  };
  return [
    figureTable('This page, over the last ten seconds', 'page', 'page-cost', pageFigures(recent)),
    executors,
    figureTable('All tenants, over the rolling window', 'all', 'tenant', totalFigures(snapshot)),
  ];
}
