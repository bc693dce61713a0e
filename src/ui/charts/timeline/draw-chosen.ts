/**
 * What belongs to the chosen request: how long it waited, its deadline, and the arrows to whoever triggered it and whom it
 * triggered, over everything else. It draws a handful of strokes and chooses nothing.
 */
import { COLUMN } from '../../../protocol/packed-row';
import type { Palette } from '../../theme/tenant-mark';
import { waitTop } from './draw-bars';
import { middleOf, strokeLink } from './draw-links';
import { type LaneGeometry, laneTop } from './lane-geometry';
import { GONE, type PictureBounds } from './picture-bounds';
import type { Context } from './timeline-scene';

export interface ChosenRequest {
  /** Number of its row; −1 when it is not kept. */
  readonly row: number;
  /** Rows of its pipeline besides it, whoever triggered before whom was triggered. */
  readonly family: readonly number[];
}

interface ChosenPlace {
  readonly bounds: PictureBounds;
  readonly geometry: LaneGeometry;
  /** By lane. */
  readonly lines: ArrayLike<number>;
}

export function drawChosen(
  context: Context,
  chosen: ChosenRequest,
  place: ChosenPlace,
  palette: Palette,
): void {
  const { bounds, geometry, lines } = place;
  const { past, index, fromAt, toAt, width, laneOf } = bounds;
  if (chosen.row < past.oldest || chosen.row >= past.end) return;
  const scale = width / (toAt - fromAt);
  const xOf = (at: number) => (at - fromAt) * scale;
  const laneOfRow = (row: number) => laneOf[past.value(row, COLUMN.executor)] ?? GONE;
  const lane = laneOfRow(chosen.row);
  if (lane === GONE) return;
  context.fillStyle = palette.accent;
  context.strokeStyle = palette.accent;
  const arrivedX = xOf(past.value(chosen.row, COLUMN.arrivedAt));
  const startedX = xOf(past.value(chosen.row, COLUMN.startedAt));
  const top = waitTop(geometry, lane, index.lineOf(chosen.row));
  if (startedX > arrivedX) {
    context.fillRect(arrivedX, top - 0.5, startedX - arrivedX, 2);
    context.fillRect(arrivedX - 1, top - 3, 2, 7);
  }
  const deadlineX = xOf(past.value(chosen.row, COLUMN.deadlineAt));
  if (deadlineX >= 0 && deadlineX <= width)
    context.fillRect(deadlineX - 1, laneTop(geometry, lane) - 3, 2, geometry.barHeight + 5);
  context.lineWidth = 2;
  for (const row of [chosen.row, ...chosen.family]) {
    const parent = index.rowOfRequest(past.value(row, COLUMN.parentId));
    const parentLane = parent < 0 || parent === row ? GONE : laneOfRow(parent);
    const childLane = laneOfRow(row);
    if (parentLane === GONE || childLane === GONE || Number.isNaN(past.value(row, COLUMN.startedAt)))
      continue;
    strokeLink(
      context,
      xOf(past.value(parent, COLUMN.completedAt)),
      middleOf(geometry, parentLane, lines[parentLane] ?? 1, index.lineOf(parent)),
      xOf(past.value(row, COLUMN.startedAt)),
      middleOf(geometry, childLane, lines[childLane] ?? 1, index.lineOf(row)),
      parentLane === childLane ? laneTop(geometry, childLane) - 5 : null,
    );
  }
}
