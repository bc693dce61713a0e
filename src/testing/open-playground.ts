/** A playground on a virtual clock with fake executors, opened and holding a scenario; tests only. */
import { VirtualClock } from '../base/clock';
import type { Machine } from '../domain/backend';
import type { ExperimentProgress } from '../domain/experiment';
import type { Scenario } from '../domain/scenario';
import type { Snapshot, TenantSnapshot } from '../domain/snapshot';
import type { BaselineShelf } from '../engine/baseline-shelf';
import { Playground } from '../engine/playground';
import type { ExportArgument } from '../protocol/engine-contract';
import { type RecordRow, unpackRecords } from '../protocol/record-batch';
import { catalog, lookerModel, plainMachine } from './builders';
import { advance, FakeExecutor, type FakeExecutorOptions } from './fake-executor';

type OpenOptions = Partial<Omit<FakeExecutorOptions, 'clock'>> & {
  readonly machine?: Machine;
  /** Nothing outlasts the playground unless said. */
  readonly keptBaselines?: BaselineShelf;
};

export async function openPlayground(
  document: Scenario,
  { serviceMs = () => 10, keptBaselines, machine = plainMachine, ...options }: OpenOptions = {},
) {
  const clock = new VirtualClock(1_000_000);
  /** The newest worker of each executor. */
  const workers = new Map<string, FakeExecutor>();
  const spawned: FakeExecutor[] = [];
  const snapshots: Snapshot[] = [];
  const rows: RecordRow[] = [];
  /** What experiments told, in order. */
  const progress: ExperimentProgress[] = [];
  const playground = new Playground({
    clock,
    probe: () => Promise.resolve(machine),
    ...(keptBaselines === undefined ? {} : { keptBaselines }),
    spawn: (name) => {
      const worker = new FakeExecutor({ clock, serviceMs, ...options });
      workers.set(name, worker);
      spawned.push(worker);
      return worker;
    },
    emit: (name, payload) => {
      if (name === 'snapshot') snapshots.push(payload as Snapshot); // by the name
      if (name === 'records') rows.push(...unpackRecords(payload as Parameters<typeof unpackRecords>[0])); // by the name
      if (name === 'experiment') progress.push(payload as ExperimentProgress); // by the name
      if (name === 'framePort') (payload as { port: MessagePort }).port.close(); // by the name
    },
  });
  const known = catalog('tiny', 'other');
  await playground.open({
    catalog: { ...known, models: [...known.models, lookerModel('looker')] },
    modelsUrl: 'test://models/',
    appVersion: '0',
    commit: 'none',
  });
  await playground.loadScenario(document);
  const latest = () => snapshots.at(-1) as Snapshot; // one is published at open
  /** What the newest snapshot tells of incidents, oldest first. */
  const incidents = () => latest().incidents;
  const tenant = (id: string) => latest().tenants.find((one) => one.config.id === id) as TenantSnapshot; // by the test
  const run = async (durationMs: number) => {
    void playground.run();
    await advance(clock, durationMs);
  };
  /** Lets time pass until the call has ended; gives its value, or the error that it was refused with. */
  const outcome = async <T>(call: Promise<T>, withinMs = 500): Promise<T | Error> => {
    const ended = call.catch((thrown: Error) => thrown);
    await advance(clock, withinMs);
    return Promise.race([ended, Promise.resolve(new Error('the call has not ended'))]);
  };
  return {
    clock,
    playground,
    workers,
    spawned,
    snapshots,
    rows,
    progress,
    latest,
    incidents,
    tenant,
    run,
    outcome,
  };
}

/** 0 at every instant: arrivals less everything that became of them. */
export const identity = (t: TenantSnapshot): number =>
  t.arrivals - (t.completions + t.failed + t.dropped + t.rejected + t.queued + t.inFlight);

const noUiCost = {
  frames: 0,
  p95FrameMs: null,
  longTasks: 0,
  longestTaskMs: 0,
  mainThreadBusyFraction: null,
  mainThreadBusyBasis: null,
} as const;

/** An export by a page that cost nothing and warns of nothing. */
export const plainExport: ExportArgument = {
  ui: noUiCost,
  viewport: { width: 1, height: 1, devicePixelRatio: 1 },
  warnings: [],
};
