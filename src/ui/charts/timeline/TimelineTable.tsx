/** The newest requests as a table, once a second, or as they were when the timeline was paused. */
import { useFrameTick } from '../../frames/use-frame-tick';
import { usePlaygroundHandle } from '../../store';
import { DataTables } from '../table/DataTable';
import { useTenantIds, useTenantNames } from '../use-tenant-names';
import { timelineTable } from './timeline-table';
import type { TimelineControl } from './use-timeline-view';

const REFRESH_MS = 1000;
/** The slowest tenant that is worth a look completes more than the table's rows in this time. */
const RECENT_MS = 20_000;

export function TimelineTable({ control }: { readonly control: TimelineControl }) {
  const { history } = usePlaygroundHandle();
  useFrameTick(REFRESH_MS, control.running && !control.paused);
  const rows = control.frozen.current?.rows ?? history.rowsSince((history.newestAt ?? 0) - RECENT_MS);
  return <DataTables tables={[timelineTable(rows, useTenantIds(), useTenantNames())]} />;
}
