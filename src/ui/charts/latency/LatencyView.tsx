/** How long requests take and where the time goes: percentiles and a waterfall per tenant, on one scale. */
import { useCallback, useRef, useState } from 'react';
import type { Snapshot } from '../../../domain/snapshot';
import { Hint } from '../../primitives/Hint';
import { Panel } from '../../primitives/Panel';
import { EmptyState } from '../EmptyState';
import { steadyCeil } from '../nice-scale';
import { DataTables } from '../table/DataTable';
import { useSlowSnapshot } from '../use-slow-snapshot';
import { useTenantIds, useTenantNames } from '../use-tenant-names';
import { LatencyRows, latencyColumns } from './LatencyRows';
import { latencyTable, overlapTable, waterfallTable } from './latency-table';
import { PART_WORDS } from './part-words';
import { pipelineStages } from './pipeline-stages';
import { legendKinds, waterfallParts } from './waterfall-parts';
import './latency.css';

const COLUMN_WORDS = {
  p50: 'median, p50',
  p90: '90th percentile',
  p95: '95th percentile',
  p99: '99th percentile',
  max: 'maximum',
} as const;

/** With more tenants than this each has one line. */
const ROOMY = 4;

/** Right end of the scale, ms: steady while the longest mean latency fills more than half of it. */
function useScaleMs(snapshot: Snapshot | null): number {
  const inForce = useRef(1);
  const longest = Math.max(
    0,
    ...(snapshot?.tenants ?? []).map(({ waterfall }) => {
      if (waterfall === null) return 0;
      const { totalMs, fasterMs } = waterfallParts(waterfall);
      return totalMs + fasterMs;
    }),
  );
  if (longest > 0) inForce.current = steadyCeil(inForce.current, longest);
  return inForce.current;
}

function LatencyTable() {
  const tenants = useSlowSnapshot()?.tenants ?? [];
  const names = useTenantNames();
  const tables = [latencyTable, waterfallTable, overlapTable].map((table) => table(tenants, names));
  return <DataTables tables={tables} />;
}

export function LatencyView() {
  const snapshot = useSlowSnapshot();
  const names = useTenantNames();
  const ids = useTenantIds();
  const scaleMs = useScaleMs(snapshot);
  const [openId, setOpenId] = useState<string | null>(null);
  const toggle = useCallback((id: string) => setOpenId((before) => (before === id ? null : id)), []);
  const waterfalls = snapshot?.tenants.map((one) => one.waterfall).filter((one) => one !== null) ?? [];
  if (snapshot === null || waterfalls.length === 0) {
    return (
      <Panel title="Latency" className="latency-panel">
        <EmptyState outline="bars">
          No request is complete yet. The first ones show where their time went.
        </EmptyState>
      </Panel>
    );
  }
  const seconds = Math.max(1, Math.round(snapshot.windowMs / 1000));
  const note = <Hint term="waterfall">{`ms, completed in the last ${seconds} s`}</Hint>;
  const dense = snapshot.tenants.length > ROOMY;
  return (
    <Panel title="Latency" note={note} className="latency-panel" table={<LatencyTable />}>
      <div className="latency-scroll">
        <table aria-label="Latency by model, in milliseconds" className={dense ? 'latency-dense' : undefined}>
          <thead>
            <tr>
              <th scope="col">
                <Hint term="waterfall">model</Hint>
              </th>
              <th scope="col" className="latency-n">
                <Hint term="samples" spoken="requests">
                  n
                </Hint>
              </th>
              {latencyColumns(dense).map((column) => (
                <th key={column} scope="col" className={`latency-${column}`}>
                  <Hint term={column} spoken={`${COLUMN_WORDS[column]}, milliseconds`}>
                    {column}
                  </Hint>
                </th>
              ))}
              {dense && (
                <th scope="col" className="waterfall-head">
                  <Hint term="waterfall">where the mean went</Hint>
                </th>
              )}
            </tr>
          </thead>
          {snapshot.tenants.map((tenant, index) => (
            <LatencyRows
              key={tenant.config.id}
              tenant={tenant}
              index={index}
              name={names[index] ?? ''}
              scaleMs={scaleMs}
              dense={dense}
              open={openId === tenant.config.id}
              stages={openId === tenant.config.id ? pipelineStages(snapshot.tenants, openId) : null}
              names={names}
              ids={ids}
              onToggle={toggle}
            />
          ))}
        </table>
      </div>
      <ul className="part-legend" aria-label="Parts of a bar">
        {legendKinds(waterfalls).map((kind) => (
          <li key={kind}>
            <span className={`part part-${kind}`} aria-hidden="true" />
            <Hint term={PART_WORDS[kind][0]}>{PART_WORDS[kind][1]}</Hint>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
