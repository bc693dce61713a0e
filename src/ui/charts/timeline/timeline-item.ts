/** What can be chosen on the timeline: a request, or an incident on one of the lanes that it hit. Pure. */
import type { Incident } from '../../../domain/recovery';
import type { Snapshot } from '../../../domain/snapshot';
import type { RecordRow } from '../../../protocol/record-batch';

export interface IncidentOnLane {
  readonly incident: Incident;
  /** Whose lane. */
  readonly executorId: string;
}

export type TimelineItem = RecordRow | IncidentOnLane;

export const isIncident = (item: TimelineItem): item is IncidentOnLane => 'incident' in item;

/** Where it stands: an incident when it happened, a request when its service began, or when it came, if it never did. */
export function instantOf(item: TimelineItem): number {
  if (isIncident(item)) return item.incident.at;
  return Number.isNaN(item.startedAt) ? item.arrivedAt : item.startedAt;
}

/** Until when it must be seen to be understood. */
export const endOf = (item: TimelineItem): number => (isIncident(item) ? item.incident.at : item.endedAt);

/** Whether both are the same, though one may have been read anew. */
export function sameItem(a: TimelineItem, b: TimelineItem): boolean {
  if (isIncident(a) || isIncident(b))
    return isIncident(a) && isIncident(b) && a.incident.id === b.incident.id && a.executorId === b.executorId;
  return a.requestId === b.requestId;
}

/**
 * Incidents by the lanes they hit, oldest first: that of their executor, else those where the tenants live that were
 * hit, else all.
 */
export function incidentsOnLanes(
  snapshot: Pick<Snapshot, 'incidents' | 'executors' | 'tenants'> | null,
): readonly IncidentOnLane[] {
  if (snapshot === null || snapshot.incidents.length === 0) return [];
  const lanes = snapshot.executors.map((one) => one.config.id);
  return snapshot.incidents.flatMap((incident) => {
    const homes = snapshot.tenants.flatMap(({ config }) =>
      incident.tenantIds.includes(config.id) ? [config.executorId] : [],
    );
    const hit = incident.executorId !== null ? [incident.executorId] : homes.length > 0 ? homes : lanes;
    return lanes.filter((id) => hit.includes(id)).map((executorId) => ({ incident, executorId }));
  });
}

/** Requests in the order in which they ended, each incident before the first that ended after it. */
export function inOrder(
  rows: readonly RecordRow[],
  incidents: readonly IncidentOnLane[],
): readonly TimelineItem[] {
  if (incidents.length === 0) return rows;
  const items: TimelineItem[] = [];
  let next = 0;
  for (const row of rows) {
    for (
      let one = incidents[next];
      one !== undefined && one.incident.at <= row.endedAt;
      one = incidents[next]
    ) {
      items.push(one);
      next += 1;
    }
    items.push(row);
  }
  return [...items, ...incidents.slice(next)];
}
