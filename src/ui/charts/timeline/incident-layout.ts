/**
 * Incidents as flags and stretches: where each stands in a picture of given bounds and width. It knows no canvas; x in
 * CSS px from the left edge.
 */
import { causeWord, incidentName, isOpen } from '../../mishaps/incident-words';
import type { LaneGeometry } from './lane-geometry';
import { laneAt, laneTop } from './lane-geometry';
import type { IncidentOnLane } from './timeline-item';

export interface IncidentSpan {
  readonly on: IncidentOnLane;
  readonly lane: number;
  /** Left of 0 when it happened before the picture begins. */
  readonly x: number;
  /** Where it was over, or the right edge of what is known; equal to `x` when nobody waits for its end. */
  readonly endX: number;
  /** Hollow flags are injected, solid ones are not. */
  readonly hollow: boolean;
  /** Empty where there is no room before the next flag. */
  readonly label: string;
  readonly flagWidth: number;
  /** The flag waves to the left: to the right there is no room. */
  readonly leftwards: boolean;
}

export interface IncidentBounds {
  readonly fromAt: number;
  readonly toAt: number;
  readonly width: number;
  readonly laneOf: ReadonlyMap<string, number>;
  /** Until when something is known, ms since the epoch. */
  readonly knownUntil: number;
  /** Tenants that are to serve. */
  readonly wanted: ReadonlySet<string>;
}

export const FLAG_HEIGHT = 13;
const BARE_FLAG = 8;
const LETTER = 6;
const LETTERS_AROUND = 8;

/** @param incidents oldest first. */
export function layIncidents(
  incidents: readonly IncidentOnLane[],
  { fromAt, toAt, width, laneOf, knownUntil, wanted }: IncidentBounds,
): readonly IncidentSpan[] {
  const scale = width / (toAt - fromAt);
  const nextX = new Map<number, number>();
  const spans: IncidentSpan[] = [];
  for (const on of incidents.toReversed()) {
    const { incident, executorId } = on;
    const lane = laneOf.get(executorId);
    const endAt = incident.recoveredAt ?? (isOpen(incident, wanted) ? knownUntil : incident.at);
    if (lane === undefined || incident.at > toAt || endAt < fromAt) continue;
    const x = (incident.at - fromAt) * scale;
    const label = incidentName(incident);
    const wide = label.length * LETTER + LETTERS_AROUND;
    const leftwards = x + wide > width;
    const fits = leftwards || x + wide < (nextX.get(lane) ?? Number.POSITIVE_INFINITY);
    nextX.set(lane, leftwards ? x - wide : x);
    spans.push({
      on,
      lane,
      x,
      endX: Math.min(width, Math.max(x, (endAt - fromAt) * scale)),
      hollow: causeWord(incident) === 'injected',
      label: fits ? label : '',
      flagWidth: fits ? wide : BARE_FLAG,
      leftwards,
    });
  }
  return spans.reverse();
}

const REACH = 4;

/** The incident whose flag or pole lies under (x, y), CSS px; the newest where they overlap, null where there is none. */
export function incidentAt(
  spans: readonly IncidentSpan[],
  geometry: LaneGeometry,
  lanes: number,
  x: number,
  y: number,
): IncidentOnLane | null {
  const lane = laneAt(geometry, lanes, y);
  if (lane === null) return null;
  const onFlag = y <= laneTop(geometry, lane) + FLAG_HEIGHT;
  const hit = spans.findLast((span) => {
    if (span.lane !== lane || span.x < 0) return false;
    const wide = onFlag ? span.flagWidth : 0;
    const [from, to] = span.leftwards ? [span.x - wide, span.x] : [span.x, span.x + wide];
    return x >= from - REACH && x <= to + REACH;
  });
  return hit?.on ?? null;
}
