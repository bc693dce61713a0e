/** A tenant's throughput of the last half minute as a line, drawn in the page's draw loop; its baseline is a ghost line. */
import { useEffect, useRef } from 'react';
import { usePicture } from '../../charts/use-draw-loop';
import { readPalette, useTheme } from '../../theme/tenant-mark';
import { useBoard } from './board-context';
import { TRACE_POINTS } from './throughput-trace';

interface SparklineProps {
  readonly tenantId: string;
  readonly index: number;
  readonly name: string;
  /** Throughput alone, per second; null before it was measured. */
  readonly alonePerSecond: number | null;
}

const PERIOD_MS = 500;
const LINE_PX = 1.5;

export function Sparkline({ tenantId, index, name, alonePerSecond }: SparklineProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { trace } = useBoard();
  const theme = useTheme();
  const colours = useRef({ line: '', ghost: '' });
  const size = useRef({ width: 0, height: 0 });

  const draw = () => {
    const element = canvas.current;
    const pen = element?.getContext('2d');
    const { width, height } = size.current;
    if (!element || !pen || width === 0) return;
    const pixels = devicePixelRatio;
    const across = Math.round(width * pixels);
    if (element.width !== across) element.width = across;
    const down = Math.round(height * pixels);
    if (element.height !== down) element.height = down;
    pen.setTransform(pixels, 0, 0, pixels, 0, 0);
    pen.clearRect(0, 0, width, height);
    const points = trace.of(tenantId);
    const top = Math.max(...points, alonePerSecond ?? 0, 1);
    const y = (rate: number) => height - LINE_PX - (rate / top) * (height - 2 * LINE_PX);
    if (alonePerSecond !== null) {
      pen.fillStyle = colours.current.ghost;
      pen.fillRect(0, Math.round(y(alonePerSecond)), width, 1);
    }
    pen.strokeStyle = colours.current.line;
    pen.lineWidth = LINE_PX;
    pen.beginPath();
    const first = TRACE_POINTS - points.length; // the newest point stands at the right edge
    points.forEach((rate, step) => {
      pen.lineTo(((first + step) / (TRACE_POINTS - 1)) * width, y(rate));
    });
    pen.stroke();
  };
  const drawing = usePicture(canvas, { periodMs: PERIOD_MS, moving: () => false, draw });

  useEffect(() => trace.onPush(() => drawing.current?.invalidate()), [trace, drawing]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useEffect(() => {
    const element = canvas.current;
    if (element === null) return;
    const palette = readPalette(element);
    colours.current = { line: palette.tenants[index % palette.tenants.length] ?? '', ghost: palette.dim };
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) size.current = entry.contentRect;
      drawing.current?.invalidate();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [index, theme, drawing]);

  return (
    <canvas
      ref={canvas}
      className="sparkline"
      role="img"
      aria-label={`Throughput of ${name} in the last half minute`}
      data-hint="sparkline"
    />
  );
}
