/** The frame around a request or an incident that is chosen. Pure; CSS px within the field. */
import type { Incident } from '../../../domain/recovery';
import type { RecordRow } from '../../../protocol/record-batch';
import type { LaneFrame } from './LaneCard';
import { type LaneGeometry, laneTop, lineHeight, lineTop } from './lane-geometry';

interface LanePlace {
  readonly geometry: LaneGeometry;
  readonly lane: number;
  /** In which of how many lines of the lane it is drawn. */
  readonly line: number;
  readonly lines: number;
  /** Of the field. */
  readonly width: number;
  readonly spanMs: number;
  /** Right edge of the picture. */
  readonly toAt: number;
}

/** A mark is as wide as its sign. */
const MARK_WIDTH = 10;
const POLE_WIDTH = 6;

export function requestFrame(row: RecordRow, place: LanePlace): LaneFrame {
  const { geometry, lane, line, lines, width, spanMs, toAt } = place;
  const scale = width / spanMs;
  const fromAt = toAt - spanMs;
  const served = !Number.isNaN(row.completedAt);
  const lost = row.outcome === 'failed' ? row.endedAt : row.arrivedAt;
  const at = served ? row.startedAt : lost - MARK_WIDTH / 2 / scale;
  const wide = served ? (row.completedAt - row.startedAt) * scale : MARK_WIDTH;
  const left = Math.max(0, (at - fromAt) * scale);
  const right = Math.min(width, (at - fromAt) * scale + wide);
  return {
    left,
    top: served ? lineTop(geometry, lane, lines, line) : laneTop(geometry, lane) + geometry.barHeight,
    width: Math.max(3, right - left),
    height: served ? lineHeight(geometry, lines) : geometry.depthHeight + 2,
  };
}

export function incidentFrame(
  { at }: Pick<Incident, 'at'>,
  { geometry, lane, width, spanMs, toAt }: LanePlace,
): LaneFrame {
  const x = ((at - toAt + spanMs) / spanMs) * width;
  return {
    left: Math.max(0, Math.min(width - POLE_WIDTH, x - POLE_WIDTH / 2)),
    top: laneTop(geometry, lane) - 2,
    width: POLE_WIDTH,
    height: geometry.barHeight + geometry.depthHeight + 2,
  };
}
