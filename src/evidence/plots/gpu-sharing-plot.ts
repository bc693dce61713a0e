/** Ways to share a GPU: a dot with its interval each, in the order in which they build on one another. */
import type { ExperimentFile, GpuArm, GpuSharing } from '../../domain/experiment';
import { dotRows } from './dot-rows';
import type { Canvas, Drawing } from './plot-frame';
import { experimentTaken } from './taken';
import { ABSENT, figure, withRange } from './words';

export function gpuSharingPlot(file: ExperimentFile, { arms }: GpuSharing, canvas: Canvas): Drawing {
  const rows = arms.map(({ label, throughputPerSecond, arm }) => ({
    label,
    interval: throughputPerSecond,
    hollow: arm === 'eager',
  }));
  return {
    id: 'gpu-sharing',
    title: 'Throughput of each way to share the GPU',
    caption: `Completions a second of all tenants together, with the 95 % interval; hollow dots are eager, which the others are compared with. ${experimentTaken(file)}`,
    table: { head: HEAD, rows: arms.map(rowOf) },
    ...dotRows(rows, 'per second, all tenants', canvas),
  };
}

const HEAD = [
  'way',
  'per second',
  'against eager',
  'against recorded',
  'worst tenant against eager',
  'CPU to issue, ms',
  'p95, ms',
  'n',
];

const rowOf = (arm: GpuArm): readonly string[] => [
  arm.label,
  withRange(arm.throughputPerSecond),
  ratio(arm.againstEager),
  ratio(arm.againstRecorded),
  arm.worst === null ? ABSENT : `${arm.worst.tenantId}: ${ratio(arm.worst.againstEager)}`,
  figure(arm.issueMs),
  figure(arm.p95Ms),
  `${arm.n}`,
];

const ratio = (interval: GpuArm['againstEager']): string => withRange(interval, '×');
