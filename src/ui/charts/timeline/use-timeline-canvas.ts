/** Draws the timeline: at most ten times a second while it follows now, else when something changed. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Snapshot } from '../../../domain/snapshot';
import { wantedTenants } from '../../mishaps/incident-words';
import { usePlayground, usePlaygroundHandle } from '../../store';
import { type Palette, readPalette, tenantShape, useTheme } from '../../theme/tenant-mark';
import { usePicture } from '../use-draw-loop';
import { useTenantIds } from '../use-tenant-names';
import { type LaneGeometry, laneGeometry } from './lane-geometry';
import { sizeCanvas } from './size-canvas';
import type { OpenSpan } from './span-layout';
import { incidentsOnLanes } from './timeline-item';
import { TimelineScreen } from './timeline-screen';
import { spanOf } from './timeline-view';
import type { TimelineControl } from './use-timeline-view';

const PERIOD_MS = 100;

export interface TimelinePicture {
  readonly screen: TimelineScreen;
  readonly geometry: LaneGeometry;
  /** Of the field, CSS px. */
  readonly width: number;
}

/** @param place the scrolling region; @param canvas fills its right part. */
export function useTimelineCanvas(
  place: RefObject<HTMLElement | null>,
  canvas: RefObject<HTMLCanvasElement | null>,
  control: TimelineControl,
): TimelinePicture {
  const { history, store } = usePlaygroundHandle();
  const [screen] = useState(() => new TimelineScreen(history));
  const [size, setSize] = useState({ width: 0, room: 0 });
  const theme = useTheme();
  const palette = useRef<Palette | null>(null);
  const tenantIds = useTenantIds();
  const executorIds = usePlayground(
    useShallow((state) => state.snapshot?.executors.map((one) => one.config.id) ?? []),
  );
  const geometry = laneGeometry(executorIds.length, size.room);
  const { width } = size;

  const draw = () => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element === null || context === null || context === undefined || width === 0) return;
    palette.current ??= readPalette(element);
    sizeCanvas(element, context, width, geometry.height);
    const toAt = control.edgeAt();
    const { snapshot } = store.getState();
    screen.draw(context, {
      toAt,
      spanMs: spanOf(control.view),
      zeroAt: control.frozen.current?.at ?? toAt,
      zero: control.paused ? 'paused' : control.running ? 'now' : 'stopped',
      frozen: control.frozen.current,
      open: openSpans(snapshot),
      incidents: incidentsOnLanes(snapshot),
      wanted: wantedTenants(snapshot),
      width,
      geometry,
      executorIds,
      tenantIds,
      shapes: tenantIds.map((_, index) => tenantShape(index)),
      palette: palette.current,
    });
  };
  const moving = () => control.running && !control.paused && !control.held;
  const handle = usePicture(place, { periodMs: PERIOD_MS, moving, draw });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the palette is read again when the theme changes
  useEffect(() => {
    palette.current = null;
  }, [theme]);
  // Whatever made React render may have changed the picture; the loop bounds how often it is drawn.
  useEffect(() => handle.current?.invalidate());
  useEffect(() => history.subscribe(() => handle.current?.invalidate()), [history, handle]);
  useEffect(
    () =>
      store.subscribe(({ snapshot }, { snapshot: before }) => {
        if (snapshot === null || snapshot === before) return;
        for (const { config, queued } of snapshot.executors)
          screen.samples.push(config.id, snapshot.at, queued);
      }),
    [store, screen],
  );
  useEffect(() => {
    const field = canvas.current?.parentElement ?? null;
    const scroller = place.current;
    if (field === null || scroller === null) return;
    const observer = new ResizeObserver(() =>
      setSize({ width: field.clientWidth, room: scroller.clientHeight }),
    );
    observer.observe(field);
    observer.observe(scroller);
    return () => observer.disconnect();
  }, [place, canvas]);

  return { screen, geometry, width };
}

const openSpans = (snapshot: Snapshot | null): OpenSpan[] =>
  (snapshot?.executors ?? []).flatMap(({ config, inService }) =>
    inService === null ? [] : [{ executorId: config.id, ...inService }],
  );
