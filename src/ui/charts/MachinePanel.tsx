/** What the page itself costs, like a tenant, and what the executors hold at the moment. */
import { useFrameTick } from '../frames/use-frame-tick';
import { Hint } from '../primitives/Hint';
import { Panel } from '../primitives/Panel';
import { usePlayground, usePlaygroundHandle } from '../store';
import { ExecutorRows } from './machine/ExecutorRows';
import { machineTables, totalFigures } from './machine/machine-rows';
import { PageRow } from './machine/PageRow';
import { DataTables } from './table/DataTable';
import { useSlowSnapshot } from './use-slow-snapshot';
import './machine/machine.css';

const REFRESH_MS = 1000;

function MachineTable() {
  const { frameMeter } = usePlaygroundHandle();
  const active = usePlayground((state) => (state.snapshot?.run.kind ?? 'idle') !== 'idle');
  useFrameTick(REFRESH_MS, active);
  return <DataTables tables={machineTables(useSlowSnapshot(), frameMeter.recent())} />;
}

export function MachinePanel() {
  const snapshot = useSlowSnapshot();
  return (
    <Panel title="Machine" note="page: last 10 s" className="machine-panel" table={<MachineTable />}>
      <PageRow />
      <div className="executor-scroll">
        <ExecutorRows executors={snapshot?.executors ?? []} />
      </div>
      <dl className="machine-totals">
        {totalFigures(snapshot).map(([term, label, value]) => (
          <div key={term}>
            <dt>
              <Hint term={term}>{label}</Hint>
            </dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}
