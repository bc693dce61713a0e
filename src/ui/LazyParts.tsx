/**
 * The parts of the page that arrive as files of their own: the charts and the placement board. Both are asked for as
 * soon as the page has painted its first frame; until they are there, panels of the same size stand in their places.
 */
import { lazy, Suspense, useEffect, useState } from 'react';
import { Panel } from './primitives/Panel';

const Charts = lazy(async () => ({ default: (await import('./charts/Charts')).Charts }));
const PlacementBoard = lazy(async () => ({
  default: (await import('./controls/placement/PlacementBoard')).PlacementBoard,
}));

/** An effect of the first render runs once that is on the screen. */
function usePainted(): boolean {
  const [painted, setPainted] = useState(false);
  useEffect(() => setPainted(true), []);
  return painted;
}

const CHART_TITLES = [
  ['throughput', 'Throughput'],
  ['latency', 'Latency'],
  ['contention', 'Contention'],
  ['machine', 'Machine'],
  ['timeline', 'Timeline'],
] as const;

const chartSkeletons = CHART_TITLES.map(([slot, title]) => (
  <div key={slot} className={`slot slot-${slot}`}>
    <Panel title={title}>{null}</Panel>
  </div>
));
const boardSkeleton = <Panel title="Placement">{null}</Panel>;

export function LazyCharts() {
  const painted = usePainted();
  return <Suspense fallback={chartSkeletons}>{painted ? <Charts /> : chartSkeletons}</Suspense>;
}

export function LazyBoard() {
  const painted = usePainted();
  return <Suspense fallback={boardSkeleton}>{painted ? <PlacementBoard /> : boardSkeleton}</Suspense>;
}
