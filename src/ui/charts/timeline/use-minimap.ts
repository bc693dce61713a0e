/** Draws the minimap once a second while the timeline follows now, else when something changed, and tells its extent. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { PastRows } from '../../past-rows';
import { usePlaygroundHandle } from '../../store';
import { type Palette, readPalette, useTheme } from '../../theme/tenant-mark';
import { usePicture } from '../use-draw-loop';
import { Density, type Extent, extentOf } from './minimap-geometry';
import { sizeCanvas } from './size-canvas';
import { useLaneExecutorIds } from './use-lanes';
import type { TimelineControl } from './use-timeline-view';

/** It reads every row that is kept, and a second is a pixel or two. */
const PERIOD_MS = 1000;
/** What stands still is drawn when something changed, and soon. */
const STILL_PERIOD_MS = 50;
const TROUBLE_HEIGHT = 4;

function drawDensity(
  context: CanvasRenderingContext2D,
  density: Density,
  palette: Palette,
  height: number,
): void {
  const { busy, trouble } = density;
  context.clearRect(0, 0, busy.length, height);
  context.fillStyle = palette.dim;
  for (let x = 0; x < busy.length; x += 1) {
    const tall = Math.round((busy[x] ?? 0) * (height - TROUBLE_HEIGHT));
    if (tall > 0) context.fillRect(x, height - tall, 1, tall);
  }
  context.fillStyle = palette.bad;
  for (let x = 0; x < busy.length; x += 1)
    if (trouble[x] === 1) context.fillRect(x, 0, 1, TROUBLE_HEIGHT - 1);
}

/** When the set-up was changed. */
function drawPoles(
  context: CanvasRenderingContext2D,
  noted: readonly { readonly at: number }[],
  { fromAt, toAt }: Extent,
  { width, height }: { readonly width: number; readonly height: number },
  palette: Palette,
): void {
  context.fillStyle = palette.accent;
  for (const { at } of noted) {
    if (at < fromAt || at > toAt) continue;
    context.fillRect(Math.round(((at - fromAt) / (toAt - fromAt)) * width), 0, 1, height);
  }
}

/** @param live what is shown while nothing stands still. */
function extentNow({ frozen, edgeAt }: TimelineControl, live: PastRows): Extent {
  return extentOf(frozen.current?.past ?? live, frozen.current?.at ?? edgeAt());
}

export function useMinimap(
  strip: RefObject<HTMLElement | null>,
  canvas: RefObject<HTMLCanvasElement | null>,
  control: TimelineControl,
): { readonly extent: Extent; readonly width: number } {
  const { history } = usePlaygroundHandle();
  const lanes = useLaneExecutorIds().length;
  const theme = useTheme();
  const [density] = useState(() => new Density());
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [extent, setExtent] = useState<Extent>(() => extentNow(control, history.past));
  const palette = useRef<Palette | null>(null);

  const draw = () => {
    const element = canvas.current;
    const context = element?.getContext('2d') ?? null;
    if (element === null || context === null || size.width === 0) return;
    const past = control.frozen.current?.past ?? history.past;
    const drawn = extentNow(control, history.past);
    palette.current ??= readPalette(element);
    sizeCanvas(element, context, size.width, size.height);
    density.fill(past, drawn, lanes, size.width);
    drawDensity(context, density, palette.current, size.height);
    if (control.recording === null)
      drawPoles(context, history.scenarios.slice(1), drawn, size, palette.current);
    setExtent(drawn);
  };
  const moving = () => control.running && !control.paused && !control.held;
  const periodMs = control.recording === null ? PERIOD_MS : STILL_PERIOD_MS;
  const handle = usePicture(strip, { periodMs, moving, draw });

  // biome-ignore lint/correctness/useExhaustiveDependencies: the palette is read again when the theme changes
  useEffect(() => {
    palette.current = null;
    handle.current?.invalidate();
  }, [theme, handle]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of these changes the picture
  useEffect(
    () => handle.current?.invalidate(),
    [handle, size, lanes, control.paused, control.held, control.running],
  );
  useEffect(() => {
    const element = strip.current;
    if (element === null) return;
    const observer = new ResizeObserver(() =>
      setSize({ width: Math.round(element.clientWidth), height: element.clientHeight }),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [strip]);

  return { extent, width: size.width };
}
