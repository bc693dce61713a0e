/** Completions a second of every tenant over the last minute, with the throughput alone as a ghost line. */
import { useRef } from 'react';
import type { RunState } from '../../domain/snapshot';
import { formatClock } from '../format';
import { Hint } from '../primitives/Hint';
import { Panel } from '../primitives/Panel';
import { usePlayground } from '../store';
import { EmptyState } from './EmptyState';
import { LegendEntry } from './throughput/LegendEntry';
import { useThroughput } from './throughput/use-throughput';
import { useSlowSnapshot } from './use-slow-snapshot';
import { useTenantNames } from './use-tenant-names';
import './throughput/throughput.css';

/** More tenants than this get one line each. */
const ROOMY = 4;

const emptyWords = (run: RunState['kind']): string =>
  run === 'idle'
    ? 'Run to see how many inferences a second each model completes.'
    : 'The models load. Their first completions appear here.';

export function ThroughputPanel() {
  const place = useRef<HTMLDivElement>(null);
  const { empty, pointedAt } = useThroughput(place);
  const snapshot = useSlowSnapshot();
  const names = useTenantNames();
  const run = usePlayground((state) => state.snapshot?.run.kind ?? 'idle');
  const live = run === 'running';
  const measuring = snapshot?.measuring?.tenantId ?? null;
  const note =
    pointedAt !== null ? (
      `at ${formatClock(pointedAt.x * 1000)}`
    ) : (
      <Hint term="throughput-last-second">completions a second</Hint>
    );
  return (
    <Panel title="Throughput" note={note} className="throughput-panel">
      <div className="throughput-body">
        <div
          ref={place}
          className={empty ? 'throughput-plot chart-away' : 'throughput-plot'}
          aria-hidden="true"
        />
        {!empty && (
          <ul className={names.length > ROOMY ? 'throughput-legend legend-tight' : 'throughput-legend'}>
            {snapshot?.tenants.map((tenant, index) => (
              <LegendEntry
                key={tenant.config.id}
                index={index}
                name={names[index] ?? ''}
                value={
                  pointedAt?.values[index] ?? (live && pointedAt === null ? tenant.lastSecondPerSecond : null)
                }
                alone={tenant.alone?.throughputPerSecond ?? null}
                standing={measuring !== null && measuring !== tenant.config.id}
              />
            ))}
          </ul>
        )}
      </div>
      {empty && <EmptyState outline="lines">{emptyWords(run)}</EmptyState>}
    </Panel>
  );
}
