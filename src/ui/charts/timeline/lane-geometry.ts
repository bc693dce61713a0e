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
/** Between the bar and its queue, and between two lanes. */
const BAR_GAP = 1;
const LANE_GAP = 4;

export function laneGeometry(lanes: number, room: number): LaneGeometry {
  const count = Math.max(1, lanes);
  const fair = Math.floor((room - AXIS) / count);
  const laneHeight = Math.min(LARGEST_LANE, Math.max(SMALLEST_LANE, fair));
  const used = laneHeight - LANE_GAP - BAR_GAP;
  const barHeight = Math.min(LARGEST_BAR, Math.round(used * 0.66));
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
