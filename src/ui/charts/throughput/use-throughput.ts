/** Feeds the throughput chart from the store: every snapshot into the series, the series onto the canvas. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { usePlaygroundHandle } from '../../store';
import { tenantName } from '../../tenant-words';
import { readPalette, tenantShape, useTheme } from '../../theme/tenant-mark';
import { usePicture } from '../use-draw-loop';
import { useTenantIds, useTenantNames } from '../use-tenant-names';
import { ThroughputPlot } from './plot';
import type { PlotTenant } from './plot-data';
import { ThroughputSeries } from './series';

/** A minute on 300 px moves five of them a second: drawing it more often shows nothing more. */
const PERIOD_MS = 450;

/** Seconds since the start of the run and values by tenant, under the pointer. */
export interface PointedAt {
  readonly x: number;
  readonly values: readonly (number | null)[];
}

export function useThroughput(place: RefObject<HTMLDivElement | null>): {
  readonly empty: boolean;
  readonly pointedAt: PointedAt | null;
} {
  const { store } = usePlaygroundHandle();
  const names = useTenantNames();
  const ids = useTenantIds();
  const theme = useTheme();
  const plot = useRef<ThroughputPlot | null>(null);
  const [series] = useState(
    () => new ThroughputSeries((tenant) => tenantName(store.getState().catalog, tenant)),
  );
  const [empty, setEmpty] = useState(true);
  const [pointedAt, setPointedAt] = useState<PointedAt | null>(null);

  const draw = () => {
    const tenants = store.getState().snapshot?.tenants ?? [];
    plot.current?.update({
      xs: series.xs,
      ys: tenants.map((one) => series.of(one.config.id)),
      alone: tenants.map((one) => one.alone?.throughputPerSecond ?? null),
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

  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const tenants: readonly PlotTenant[] = ids.map((id, index) => ({
      id,
      index,
      name: names[index] ?? id,
      shape: tenantShape(index),
    }));
    const onPoint = (index: number | null) =>
      setPointedAt(
        index === null
          ? null
          : { x: series.xs[index] ?? 0, values: ids.map((id) => series.of(id)[index] ?? null) },
      );
    const created = new ThroughputPlot(element, tenants, readPalette(element), onPoint);
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
  }, [series, place, handle, ids, names]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the palette is read again when the theme changes
  useEffect(() => {
    if (place.current !== null) plot.current?.setPalette(readPalette(place.current));
  }, [place, theme]);

  return { empty, pointedAt };
}
