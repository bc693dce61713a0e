/** Incidents and the newest requests as tables, once a second, or as they were when the timeline was paused. */
import type { Incident } from '../../../domain/recovery';
import { epochNow } from '../../epoch-clock';
import { useFrameTick } from '../../frames/use-frame-tick';
import { wantedTenants } from '../../mishaps/incident-words';
import { usePlayground, usePlaygroundHandle } from '../../store';
import { DataTables } from '../table/DataTable';
import { useTenantIds, useTenantNames } from '../use-tenant-names';
import { incidentTable, timelineTable } from './timeline-table';
import type { TimelineControl } from './use-timeline-view';

const REFRESH_MS = 1000;
/** The slowest tenant that is worth a look completes more than the table's rows in this time. */
const RECENT_MS = 20_000;
const NONE: readonly Incident[] = [];

const timeOf = (at: number): string => new Date(at).toLocaleTimeString('en-GB');

export function TimelineTable({ control }: { readonly control: TimelineControl }) {
  const { history, store } = usePlaygroundHandle();
  const incidents = usePlayground((state) => state.snapshot?.incidents ?? NONE);
  useFrameTick(REFRESH_MS, control.running && !control.paused);
  const ids = useTenantIds();
  const names = useTenantNames();
  const rows = control.frozen.current?.rows ?? history.rowsSince((history.newestAt ?? 0) - RECENT_MS);
  const requests = timelineTable(rows, ids, names);
  if (incidents.length === 0) return <DataTables tables={[requests]} />;
  const nameOf = new Map(ids.map((id, index) => [id, names[index] ?? id]));
  const wanted = wantedTenants(store.getState().snapshot);
  const told = incidentTable({ incidents, nameOf, wanted, now: epochNow(), timeOf });
  return <DataTables tables={[told, requests]} />;
}
