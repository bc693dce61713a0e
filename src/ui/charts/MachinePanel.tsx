/** What the page itself costs, and what the executors hold at the moment. */
import { useShallow } from 'zustand/react/shallow';
import { DASH, formatBytes, formatCount, formatFraction, formatMs, formatRate } from '../format';
import { useFrameTick } from '../frames/use-frame-tick';
import type { Term } from '../glossary';
import { Hint } from '../primitives/Hint';
import { Panel } from '../primitives/Panel';
import { usePlayground, usePlaygroundHandle } from '../store';
import './machine-panel.css';

const REFRESH_MS = 1000;

type Row = readonly [Term, string, string];

function useUiRows(): readonly Row[] {
  const { frameMeter } = usePlaygroundHandle();
  const active = usePlayground((state) => (state.snapshot?.run.kind ?? 'idle') !== 'idle');
  useFrameTick(REFRESH_MS, active);
  const recent = frameMeter.recent();
  const longest = recent.longTasks === 0 ? '' : `, longest ${formatMs(recent.longestTaskMs)}`;
  return [
    ['ui-busy', 'UI thread busy, estimate', formatFraction(recent.busyFraction, 1)],
    ['frame-p95', 'UI frame time p95', formatMs(recent.p95FrameMs)],
    ['long-tasks', 'long tasks', `${recent.longTasks}${longest}`],
  ];
}

/** Apart, because it renders at its own rate. */
function UiRows() {
  return <Facts rows={useUiRows()} />;
}

function Facts({ rows }: { readonly rows: readonly Row[] }) {
  return rows.map(([term, label, value]) => (
    <div key={label}>
      <dt>
        <Hint term={term}>{label}</Hint>
      </dt>
      <dd>{value}</dd>
    </div>
  ));
}

export function MachinePanel() {
  const [total, inFlight, queued, dropped, failed, clock, isolated] = usePlayground(
    useShallow(({ snapshot }) => {
      const sum = (pick: (one: { dropped: number; failed: number }) => number) =>
        snapshot?.tenants.reduce((all, one) => all + pick(one), 0) ?? 0;
      return [
        snapshot?.totals.throughputPerSecond ?? null,
        snapshot?.executors.reduce((all, one) => all + one.inFlight, 0) ?? 0,
        snapshot?.executors.reduce((all, one) => all + one.queued, 0) ?? 0,
        sum((one) => one.dropped),
        sum((one) => one.failed),
        snapshot?.machine?.clockResolutionMs ?? null,
        snapshot?.machine?.crossOriginIsolated ?? false,
      ] as const;
    }),
  );
  const memory = usePlayground(
    useShallow(({ snapshot }) => snapshot?.executors.map((one) => one.memoryBytes.inUse) ?? []),
  );
  const known = memory.filter((bytes) => bytes !== null);
  const held = known.reduce((sum, one) => sum + one, 0);
  const bytes = known.length === 0 ? DASH : `${formatBytes(held)} in ${known.length}`;
  const rows: readonly Row[] = [
    ['throughput-total', 'total throughput', formatRate(total)],
    ['in-flight', 'in flight · queued', `${inFlight} · ${queued}`],
    ['dropped', 'dropped · failed', `${formatCount(dropped)} · ${formatCount(failed)}`],
    ['memory', 'memory in use, all executors', bytes],
    [
      'clock',
      'clock resolution',
      `${formatMs(clock)}${clock === null ? '' : isolated ? ', isolated' : ', not isolated'}`,
    ],
  ];
  return (
    <Panel title="Machine" note="last 10 s" className="machine-panel">
      <dl>
        <UiRows />
        <Facts rows={rows} />
      </dl>
    </Panel>
  );
}
