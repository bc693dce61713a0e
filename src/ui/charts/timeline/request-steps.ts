/**
 * From one request or incident to the next by keyboard: along its lane, or to the lane above or below. It walks the past's
 * rows by number, so that a press of a key makes no list of them. Pure.
 */
import { COLUMN } from '../../../protocol/packed-row';
import type { PastRows } from '../../past-rows';
import { type IncidentOnLane, instantOf, isIncident, type TimelineItem } from './timeline-item';

export interface Walk {
  readonly past: PastRows;
  /** Oldest first. */
  readonly incidents: readonly IncidentOnLane[];
}

const placeOf = (item: TimelineItem): number => (isIncident(item) ? item.incident.at : item.endedAt);

/** The newest of all. */
function newest({ past, incidents }: Walk): TimelineItem | undefined {
  const row = past.rowAt(past.end - 1);
  const incident = incidents.at(-1);
  return row === undefined || (incident !== undefined && incident.incident.at > row.endedAt) ? incident : row;
}

/** What stands before or after `from` on its executor, by the instant of its end; the newest of all without one. Stops at the ends. */
export function alongLane(walk: Walk, from: TimelineItem | null, by: 1 | -1): TimelineItem | undefined {
  if (from === null) return newest(walk);
  const { past, incidents } = walk;
  const at = placeOf(from);
  const executor = past.executorIds.indexOf(from.executorId);
  let row = isIncident(from) ? firstAfter(past, at) - (by > 0 ? 1 : 0) : past.find(from.requestId);
  for (row += by; row >= past.oldest && row < past.end; row += by)
    if (past.value(row, COLUMN.executor) === executor) break;
  const request = past.rowAt(row);
  // An incident stands before the requests that ended at the same instant.
  const onLane = incidents.filter(
    (one) =>
      one.executorId === from.executorId &&
      !(isIncident(from) && one.incident.id === from.incident.id) &&
      (by > 0 ? one.incident.at > at : one.incident.at <= at && isBefore(one, from)),
  );
  const incident = by > 0 ? onLane[0] : onLane.at(-1);
  if (request === undefined) return incident ?? from;
  if (incident === undefined) return request;
  const incidentFirst =
    by > 0 ? incident.incident.at <= request.endedAt : incident.incident.at > request.endedAt;
  return incidentFirst ? incident : request;
}

/** Of two incidents at one instant the lower number came first. */
const isBefore = (one: IncidentOnLane, from: TimelineItem): boolean =>
  !isIncident(from) || one.incident.at < from.incident.at || one.incident.id < from.incident.id;

/** Number of the first row that ended at or after `at`. */
function firstAfter(past: PastRows, at: number): number {
  let row = past.end;
  while (row > past.oldest && past.value(row - 1, COLUMN.endedAt) >= at) row -= 1;
  return row;
}

/** What is nearest in time on the next executor, in the order given, that has anything. */
export function acrossLanes(
  walk: Walk,
  from: TimelineItem | null,
  by: 1 | -1,
  executorIds: readonly string[],
): TimelineItem | undefined {
  if (from === null) return newest(walk);
  const at = instantOf(from);
  let lane = executorIds.indexOf(from.executorId) + by;
  for (; lane >= 0 && lane < executorIds.length; lane += by) {
    const nearest = nearestOn(walk, executorIds[lane] ?? '', at);
    if (nearest !== undefined) return nearest;
  }
  return from;
}

function nearestOn({ past, incidents }: Walk, executorId: string, at: number): TimelineItem | undefined {
  const executor = past.executorIds.indexOf(executorId);
  let best = -1;
  let bestOff = Number.POSITIVE_INFINITY;
  for (let row = past.oldest; row < past.end; row += 1) {
    if (past.value(row, COLUMN.executor) !== executor) continue;
    const startedAt = past.value(row, COLUMN.startedAt);
    const off = Math.abs((Number.isNaN(startedAt) ? past.value(row, COLUMN.arrivedAt) : startedAt) - at);
    if (off >= bestOff) continue;
    best = row;
    bestOff = off;
  }
  let nearest: TimelineItem | undefined = past.rowAt(best);
  for (const one of incidents) {
    if (one.executorId !== executorId || Math.abs(one.incident.at - at) >= bestOff) continue;
    nearest = one;
    bestOff = Math.abs(one.incident.at - at);
  }
  return nearest;
}
