/** Completions a second of every tenant over the last minute, as lines or areas, with the throughput alone as a ghost. */
import { useCallback, useRef, useState } from 'react';
import type { Snapshot } from '../../../domain/snapshot';
import { formatClock } from '../../format';
import { Hint } from '../../primitives/Hint';
import { Panel } from '../../primitives/Panel';
import { usePlayground } from '../../store';
import { EmptyState } from '../EmptyState';
import { DataTables } from '../table/DataTable';
import { useSlowSnapshot } from '../use-slow-snapshot';
import { useTenantNames } from '../use-tenant-names';
import { executorShares } from './executor-shares';
import { LegendEntry } from './LegendEntry';
import { ModeToggle } from './ModeToggle';
import { ShareStrip } from './ShareStrip';
import type { ThroughputSeries } from './series';
import type { ThroughputMode } from './stack';
import { throughputTable } from './throughput-table';
import { type PointedAt, useThroughput } from './use-throughput';
import './throughput.css';

/** More tenants than this get one line each. */
const ROOMY = 4;

const toggled = (ids: ReadonlySet<string>, id: string): ReadonlySet<string> =>
  new Set(ids.has(id) ? [...ids].filter((one) => one !== id) : [...ids, id]);

function useHidden(): readonly [ReadonlySet<string>, (tenantId: string) => void] {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((id: string) => setHidden((before) => toggled(before, id)), []);
  return [hidden, toggle];
}

interface LegendProps {
  readonly snapshot: Snapshot;
  readonly hidden: ReadonlySet<string>;
  readonly pointedAt: PointedAt | null;
  readonly onToggle: (tenantId: string) => void;
}

function Legend({ snapshot, hidden, pointedAt, onToggle }: LegendProps) {
  const names = useTenantNames();
  const live = snapshot.run.kind === 'running' && pointedAt === null;
  const measuring = snapshot.measuring?.tenantId ?? null;
  return (
    <ul
      className={names.length > ROOMY ? 'throughput-legend legend-tight' : 'throughput-legend'}
      aria-label="Throughput by model"
    >
      {snapshot.tenants.map((tenant, index) => (
        <LegendEntry
          key={tenant.config.id}
          id={tenant.config.id}
          index={index}
          name={names[index] ?? ''}
          value={pointedAt?.values[index] ?? (live ? tenant.lastSecondPerSecond : null)}
          alone={tenant.alone?.throughputPerSecond ?? null}
          standing={measuring !== null && measuring !== tenant.config.id}
          shown={!hidden.has(tenant.config.id)}
          onToggle={onToggle}
        />
      ))}
    </ul>
  );
}

function ThroughputTable({ series }: { readonly series: ThroughputSeries }) {
  const tenants = useSlowSnapshot()?.tenants ?? [];
  return <DataTables tables={[throughputTable(tenants, useTenantNames(), (id) => series.of(id))]} />;
}

export function ThroughputView() {
  const place = useRef<HTMLDivElement>(null);
  const [mode, setMode] = useState<ThroughputMode>('lines');
  const [hidden, toggle] = useHidden();
  const { empty, pointedAt, series } = useThroughput(place, mode, hidden);
  const snapshot = useSlowSnapshot();
  const run = usePlayground((state) => state.snapshot?.run.kind ?? 'idle');
  const shares = snapshot === null || run !== 'running' ? [] : executorShares(snapshot);
  const note =
    pointedAt !== null ? (
      `at ${formatClock(pointedAt.x * 1000)}`
    ) : mode === 'lines' ? (
      <Hint term="throughput-last-second">completions a second</Hint>
    ) : (
      <Hint term="ghost-total">a second, dashed: sum alone</Hint>
    );
  return (
    <Panel
      title="Throughput"
      note={note}
      className="throughput-panel"
      {...(empty
        ? {}
        : {
            actions: <ModeToggle mode={mode} onChange={setMode} />,
            table: <ThroughputTable series={series} />,
          })}
    >
      <div className="throughput-body">
        <div
          ref={place}
          className={empty ? 'throughput-plot chart-away' : 'throughput-plot'}
          aria-hidden="true"
        />
        {!empty && snapshot !== null && (
          <Legend snapshot={snapshot} hidden={hidden} pointedAt={pointedAt} onToggle={toggle} />
        )}
        {!empty && shares.length > 1 && <ShareStrip shares={shares} />}
      </div>
      {empty && <EmptyState outline="lines">The first completions appear here.</EmptyState>}
    </Panel>
  );
}
