/** Feeds the throughput chart from the store: every snapshot into the series, the series onto the canvas. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { lazyPart, useLazyPart } from '../../primitives/use-lazy-part';
import { usePlayground, usePlaygroundHandle } from '../../store';
import { tenantName } from '../../tenant-words';
import { readPalette, tenantShape, useTheme } from '../../theme/tenant-mark';
import { usePicture } from '../use-draw-loop';
import { useTenantIds, useTenantNames } from '../use-tenant-names';
import type { ThroughputPlot } from './plot';
import type { PlotTenant } from './plot-data';
import { ThroughputSeries } from './series';
import { ghostLines, stacked, type ThroughputMode } from './stack';
import { ensureValidLanguage } from './valid-language';

/** A minute on 300 px moves five of them a second: drawing it more often shows nothing more. */
const PERIOD_MS = 450;

/** The canvas is fetched when a run begins: it has something to draw a second later. */
const PLOT = lazyPart('The chart of throughput', async () => {
  ensureValidLanguage();
  return (await import('./plot')).ThroughputPlot;
});
/** The legend and the table show the same figures. */
const doWithout = () => {};

/** Seconds since the start of the run and values by tenant, under the pointer. */
export interface PointedAt {
  readonly x: number;
  readonly values: readonly (number | null)[];
}

interface ThroughputChart {
  readonly empty: boolean;
  readonly pointedAt: PointedAt | null;
  readonly series: ThroughputSeries;
}

/** @param hidden ids of the tenants that are left out. */
export function useThroughput(
  place: RefObject<HTMLDivElement | null>,
  mode: ThroughputMode,
  hidden: ReadonlySet<string>,
): ThroughputChart {
  const { store } = usePlaygroundHandle();
  const theme = useTheme();
  const plot = useRef<ThroughputPlot | null>(null);
  const [series] = useState(
    () => new ThroughputSeries((tenant) => tenantName(store.getState().catalog, tenant)),
  );
  const [empty, setEmpty] = useState(true);
  const [pointedAt, setPointedAt] = useState<PointedAt | null>(null);

  const ran = usePlayground((state) => (state.snapshot?.run.kind ?? 'idle') !== 'idle');
  const Plot = useLazyPart(PLOT, ran || !empty, doWithout);

  const draw = () => {
    const shown = plot.current?.tenants ?? [];
    const ys = shown.map(({ id }) => series.of(id));
    const alone = new Map(
      store
        .getState()
        .snapshot?.tenants.map((one) => [one.config.id, one.alone?.throughputPerSecond ?? null]),
    );
    plot.current?.update({
      xs: series.xs,
      ys: mode === 'stacked' ? stacked(ys) : ys,
      ghosts: ghostLines(
        mode,
        shown.map(({ id }) => alone.get(id) ?? null),
      ),
      marks: series.marks,
      bands: series.bands,
    });
  };
  const handle = usePicture(place, { periodMs: PERIOD_MS, moving: () => false, draw });

  useEffect(() => {
    const take = () => {
      const { snapshot } = store.getState();
      if (snapshot === null || !series.push(snapshot)) return;
      setEmpty(series.xs.length < 2);
      handle.current?.invalidate();
    };
    take();
    return store.subscribe(take);
  }, [store, series, handle]);

  const ids = useTenantIds();
  const names = useTenantNames();
  useEffect(() => {
    const element = place.current;
    if (element === null || Plot === null) return;
    const tenants = plotTenants(ids, names).filter(({ id }) => !hidden.has(id));
    const onPoint = (at: number | null) =>
      setPointedAt(
        at === null ? null : { x: series.xs[at] ?? 0, values: ids.map((id) => series.of(id)[at] ?? null) },
      );
    const created = new Plot(element, tenants, mode, readPalette(element), onPoint);
    plot.current = created;
    handle.current?.invalidate();
    const observer = new ResizeObserver(() => {
      created.setSize(element.clientWidth, element.clientHeight);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      created.dispose();
      plot.current = null;
    };
  }, [Plot, series, place, handle, ids, names, mode, hidden]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the palette is read again when the theme changes
  useEffect(() => {
    if (place.current !== null) plot.current?.setPalette(readPalette(place.current));
  }, [place, theme]);

  return { empty, pointedAt, series };
}

const plotTenants = (ids: readonly string[], names: readonly string[]): readonly PlotTenant[] =>
  ids.map((id, index) => ({ id, index, name: names[index] ?? id, shape: tenantShape(index) }));
