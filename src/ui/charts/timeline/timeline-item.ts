/** What can be chosen on the timeline: a request, or an incident on one of the lanes that it hit. Pure. */
import type { Incident } from '../../../domain/recovery';
import type { Snapshot } from '../../../domain/snapshot';
import type { RowWithSegments } from '../../past-rows';

export interface IncidentOnLane {
  readonly incident: Incident;
  /** Whose lane. */
  readonly executorId: string;
}

export type TimelineItem = RowWithSegments | IncidentOnLane;

export const isIncident = (item: TimelineItem): item is IncidentOnLane => 'incident' in item;

/** Where it stands: an incident when it happened, a request when its service began, or when it came, if it never did. */
export function instantOf(item: TimelineItem): number {
  if (isIncident(item)) return item.incident.at;
  return Number.isNaN(item.startedAt) ? item.arrivedAt : item.startedAt;
}

/** Until when it must be seen to be understood. */
export const endOf = (item: TimelineItem): number => (isIncident(item) ? item.incident.at : item.endedAt);

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
