/**
 * Draws the timeline: at most ten times a second while it follows now; while it stands still, as often as the page draws
 * when somebody moves it. What the picture had to leave out is told to React when that changes.
 */
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react';
import type { Snapshot } from '../../../domain/snapshot';
import { wantedTenants } from '../../mishaps/incident-words';
import { usePlaygroundHandle } from '../../store';
import { type Palette, readPalette, tenantShape, useTheme } from '../../theme/tenant-mark';
import { usePicture } from '../use-draw-loop';
import type { ChosenRequest } from './draw-chosen';
import { type LaneGeometry, laneGeometry } from './lane-geometry';
import { familyOf } from './request-family';
import { sizeCanvas } from './size-canvas';
import type { OpenSpan } from './span-layout';
import { incidentsOnLanes, isIncident } from './timeline-item';
import { type PictureState, TimelineScreen } from './timeline-screen';
import { spanOf } from './timeline-view';
import { useChanges } from './use-changes';
import { useLaneExecutorIds, useLaneTenantIds } from './use-lanes';
import type { TimelineControl } from './use-timeline-view';

const PERIOD_MS = 100;
/** While somebody pans or zooms what stands still. */
const STILL_PERIOD_MS = 16;
const PLAIN: PictureState = { dense: false, crowdedLinks: false, lines: 1 };

export interface TimelinePicture {
  readonly screen: TimelineScreen;
  readonly geometry: LaneGeometry;
  /** Of the field, CSS px. */
  readonly width: number;
  readonly state: PictureState;
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
  const tenantIds = useLaneTenantIds();
  const executorIds = useLaneExecutorIds();
  const [state, setState] = useState(PLAIN);
  const geometry = laneGeometry(executorIds.length, size.room, state.lines);
  const { width } = size;
  const changes = useChanges();
  const chosen = useChosen(control);
  const shapes = useMemo(() => tenantIds.map((_, index) => tenantShape(index)), [tenantIds]);

  const draw = () => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element === null || context === null || context === undefined || width === 0) return;
    palette.current ??= readPalette(element);
    sizeCanvas(element, context, width, geometry.height);
    const toAt = control.edgeAt();
    const { snapshot } = store.getState();
    const drawn = screen.draw(context, {
      toAt,
      spanMs: spanOf(control.view),
      zeroAt: control.frozen.current?.at ?? toAt,
      zero:
        control.recording !== null ? 'end' : control.paused ? 'paused' : control.running ? 'now' : 'stopped',
      frozen: control.frozen.current,
      open: openSpans(snapshot),
      incidents: incidentsOnLanes(snapshot),
      changes: changes(),
      chosen,
      wanted: wantedTenants(snapshot),
      width,
      geometry,
      executorIds,
      tenantIds,
      shapes,
      palette: palette.current,
    });
    setState((before) => (sameState(before, drawn) ? before : drawn));
  };
  const moving = () => control.running && !control.paused && !control.held;
  const periodMs = control.paused ? STILL_PERIOD_MS : PERIOD_MS;
  const handle = usePicture(place, { periodMs, moving, draw });

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
        // A recording's queues are told by its requests alone.
        if (snapshot === null || snapshot === before || control.recording !== null) return;
        for (const { config, queued } of snapshot.executors)
          screen.samples.push(config.id, snapshot.at, queued);
      }),
    [store, screen, control.recording],
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

  return { screen, geometry, width, state };
}

const openSpans = (snapshot: Snapshot | null): OpenSpan[] =>
  (snapshot?.executors ?? []).flatMap(({ config, inService }) =>
    inService === null ? [] : [{ executorId: config.id, ...inService }],
  );

const sameState = (a: PictureState, b: PictureState): boolean =>
  a.dense === b.dense && a.crowdedLinks === b.crowdedLinks && a.lines === b.lines;

/** The request whose whole life is told, among the rows that stand still, with its pipeline. */
function useChosen({ chosen, opened, frozen }: TimelineControl): ChosenRequest | null {
  return useMemo(() => {
    const past = frozen.current?.past;
    if (chosen === null || isIncident(chosen) || past === undefined) return null;
    const row = past.find(chosen.requestId);
    if (row < 0) return null;
    if (!opened) return { row, family: [] };
    const { ancestors, children } = familyOf(past, row);
    return { row, family: [...ancestors, ...children] };
  }, [chosen, opened, frozen]);
}
