/** Incidents, changes of the set-up and the newest requests as tables, once a second, or as they were when the timeline was paused. */
import type { Incident } from '../../../domain/recovery';
import { epochNow, wallDate } from '../../epoch-clock';
import { useFrameTick } from '../../frames/use-frame-tick';
import { wantedTenants } from '../../mishaps/incident-words';
import { usePlayground, usePlaygroundHandle } from '../../store';
import { DataTables } from '../table/DataTable';
import { changesTable, incidentTable, newestRows, timelineTable } from './timeline-table';
import { useChanges } from './use-changes';
import { useLaneTenantIds, useLaneTenantNames } from './use-lanes';
import type { TimelineControl } from './use-timeline-view';

const REFRESH_MS = 1000;
const NONE: readonly Incident[] = [];

const timeOf = (at: number): string => wallDate(at).toLocaleTimeString('en-GB');

export function TimelineTable({ control }: { readonly control: TimelineControl }) {
  const { history, store } = usePlaygroundHandle();
  const incidents = usePlayground(
    ({ recording, snapshot }) => (recording === null ? snapshot?.incidents : null) ?? NONE,
  );
  useFrameTick(REFRESH_MS, control.running && !control.paused);
  const ids = useLaneTenantIds();
  const names = useLaneTenantNames();
  const changes = useChanges()();
  const requests = timelineTable(newestRows(control.frozen.current?.past ?? history.past), ids, names);
  const tables = [...(changes.length === 0 ? [] : [changesTable(changes, timeOf)]), requests];
  if (incidents.length === 0) return <DataTables tables={tables} />;
  const nameOf = new Map(ids.map((id, index) => [id, names[index] ?? id]));
  const wanted = wantedTenants(store.getState().snapshot);
  const told = incidentTable({ incidents, nameOf, wanted, now: epochNow(), timeOf });
  return <DataTables tables={[told, ...tables]} />;
}
