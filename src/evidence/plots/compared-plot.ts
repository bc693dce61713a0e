/** Set-ups side by side: a dot with its interval each, best first. */
import type { ComparedCell, ExperimentFile } from '../../domain/experiment';
import { dotRows } from './dot-rows';
import type { Canvas, Drawing } from './plot-frame';
import { experimentTaken } from './taken';
import { ABSENT, figure, megabytes, percent, withRange } from './words';

export function comparedPlot(file: ExperimentFile, cells: readonly ComparedCell[], canvas: Canvas): Drawing {
  const sorted = [...cells].sort(
    (a, b) => (b.throughputPerSecond?.value ?? -1) - (a.throughputPerSecond?.value ?? -1),
  );
  const first = cells[0]?.cellId;
  const rows = sorted.map(({ label, throughputPerSecond, cellId }) => ({
    label,
    interval: throughputPerSecond,
    hollow: cellId === first,
  }));
  return {
    id: 'compared',
    title: 'Throughput of each set-up',
    caption: `Completions a second of all tenants together, with the 95 % interval; best first, the hollow dot is the first set-up, which the others are compared with. ${experimentTaken(file)}`,
    table: tableOf(cells),
    ...dotRows(rows, 'per second, all tenants', canvas),
  };
}

function tableOf(cells: readonly ComparedCell[]): Drawing['table'] {
  const head = [
    'set-up',
    'per second',
    'against the first',
    'p95, ms',
    'worst deadlines met',
    'STP',
    'ANTT',
    'Jain',
    'memory',
    'n',
  ];
  const rows = cells.map((cell) => [
    cell.label,
    withRange(cell.throughputPerSecond),
    cell.againstFirst === null ? ABSENT : withRange(cell.againstFirst, '×'),
    figure(cell.p95Ms),
    percent(cell.worstDeadlineHitFraction),
    figure(cell.stp),
    figure(cell.antt),
    figure(cell.jainFairness),
    megabytes(cell.memoryBytes),
    `${cell.n}`,
  ]);
  return { head, rows };
}
