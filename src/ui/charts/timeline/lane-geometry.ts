/** Where the lanes stand: heights of bars and queue depths for a number of executors in a given room. Pure, CSS px. */

export interface LaneGeometry {
  readonly axisHeight: number;
  readonly laneHeight: number;
  readonly barHeight: number;
  /** Largest height of the queue depth, drawn upwards from the foot of its lane. */
  readonly depthHeight: number;
  /** Height of everything; more than the room when the lanes must scroll. */
  readonly height: number;
}

const AXIS = 18;
const SMALLEST_LANE = 18;
const LARGEST_LANE = 84;
const LARGEST_BAR = 26;
/** What each further line of requests at the same time may add to a bar and its lane, and what it must have. */
const LINE_ROOM = 16;
const SMALLEST_LINE = 4;
/** Between the bar and its queue, and between two lanes. */
const BAR_GAP = 1;
const LANE_GAP = 4;

/** @param lines of the lane that has the most: requests at the same time stand one above the other. */
export function laneGeometry(lanes: number, room: number, lines = 1): LaneGeometry {
  const count = Math.max(1, lanes);
  const fair = Math.floor((room - AXIS) / count);
  const added = (lines - 1) * LINE_ROOM;
  const laneHeight = Math.min(LARGEST_LANE + added, Math.max(SMALLEST_LANE, fair));
  const used = laneHeight - LANE_GAP - BAR_GAP;
  const barHeight = Math.min(LARGEST_BAR + added, Math.round(used * 0.66));
  return {
    axisHeight: AXIS,
    laneHeight,
    barHeight,
    depthHeight: used - barHeight,
    height: AXIS + laneHeight * count,
  };
}

export const laneTop = (geometry: LaneGeometry, lane: number): number =>
  geometry.axisHeight + lane * geometry.laneHeight;

/** Lane under `y`; null on the axis and below the last lane. */
export function laneAt(geometry: LaneGeometry, lanes: number, y: number): number | null {
  const lane = Math.floor((y - geometry.axisHeight) / geometry.laneHeight);
  return lane >= 0 && lane < lanes ? lane : null;
}

/** Lines of a lane that can be told apart. */
export const shownLines = ({ barHeight }: LaneGeometry, lines: number): number =>
  Math.max(1, Math.min(lines, Math.floor(barHeight / SMALLEST_LINE)));

/** Where a line begins. @param lines of its lane, as shown. */
export const lineTop = (geometry: LaneGeometry, lane: number, lines: number, line: number): number =>
  laneTop(geometry, lane) + Math.round((Math.min(line, lines - 1) * geometry.barHeight) / lines);

/** A pixel stays free between two lines. */
export const lineHeight = ({ barHeight }: LaneGeometry, lines: number): number =>
  lines === 1 ? barHeight : Math.floor(barHeight / lines) - 1;

/** Line of the lane under `y`; below the bars the last one. */
export function lineAt(geometry: LaneGeometry, lane: number, lines: number, y: number): number {
  const line = Math.floor(((y - laneTop(geometry, lane)) / geometry.barHeight) * lines);
  return Math.max(0, Math.min(lines - 1, line));
}
