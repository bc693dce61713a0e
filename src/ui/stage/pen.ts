/** How a tenant's marks are put on the picture: its colour over a halo of the theme, so that both stand out. */
import type { Box } from '../../domain/result';

export interface Pen {
  readonly context: CanvasRenderingContext2D;
  /** The frame on the canvas, in CSS pixels. */
  readonly frame: Box;
  readonly colour: string;
  readonly halo: string;
  /** Of boxes: lengths of line and gap, so that two tenants' boxes differ in more than colour. */
  readonly dash: readonly number[];
}

const HALO_PX = 2;

export const toX = (frame: Box, x: number): number => frame.x + x * frame.width;
export const toY = (frame: Box, y: number): number => frame.y + y * frame.height;

/** Strokes the current path. */
export function strokeWithHalo({ context, colour, halo }: Pen, width: number): void {
  context.lineWidth = width + HALO_PX;
  context.strokeStyle = halo;
  context.stroke();
  context.lineWidth = width;
  context.strokeStyle = colour;
  context.stroke();
}

/** A box in fractions of the frame, in CSS pixels of the canvas. */
export const onCanvas = (frame: Box, box: Box): Box => ({
  x: toX(frame, box.x),
  y: toY(frame, box.y),
  width: box.width * frame.width,
  height: box.height * frame.height,
});

/** Strokes boxes with the pen's own line style. */
export function strokeBoxes(pen: Pen, boxes: readonly Box[], cornerPx: number, width: number): void {
  const { context, frame, dash } = pen;
  context.beginPath();
  for (const box of boxes) {
    const { x, y, width: across, height } = onCanvas(frame, box);
    context.roundRect(x, y, across, height, cornerPx);
  }
  context.setLineDash([...dash]);
  strokeWithHalo(pen, width);
  context.setLineDash([]);
}

/** A filled dot at a place in fractions of the frame. */
export function dot(pen: Pen, x: number, y: number, radius: number): void {
  const { context, frame } = pen;
  context.moveTo(toX(frame, x) + radius, toY(frame, y));
  context.arc(toX(frame, x), toY(frame, y), radius, 0, 2 * Math.PI);
}

/** A line through places in fractions of the frame; `x` and `y` give the place of an index. */
export function line(pen: Pen, indices: readonly number[], points: Float32Array): void {
  const { context, frame } = pen;
  indices.forEach((index, position) => {
    const x = toX(frame, points[2 * index] ?? 0);
    const y = toY(frame, points[2 * index + 1] ?? 0);
    if (position === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
}
