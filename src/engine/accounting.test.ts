/** Whatever happens, in whatever order: no request is lost or counted twice, and nobody is left hanging. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GateId } from '../domain/policy-ids';
import { DEFAULT_RECOVERY } from '../domain/recovery';
import { type ExecutorConfig, PLAIN_CHOICE } from '../domain/scenario';
import type { Snapshot, TenantSnapshot } from '../domain/snapshot';
import type { InferArgument } from '../protocol/executor-contract';
import { unpackRecords } from '../protocol/record-batch';
import { gpuMachine, scenario } from '../testing/builders';
import { advance } from '../testing/fake-executor';
import { identity, openPlayground as open, plainExport } from '../testing/open-playground';

const document = scenario([
  ['a', 'x'],
  ['b', 'x', { workload: { kind: 'periodic', ratePerSecond: 80, jitterFraction: 0, queueBound: 3 } }],
  ['c', 'y', { workload: { kind: 'closed', inFlight: 3 } }],
  [
    'd',
    'y',
    {
      modelId: 'looker',
      workload: { kind: 'triggered', queueBound: 2 },
      dependsOn: { tenantId: 'b', probability: 0.7, fanOut: 2 },
    },
  ],
]);
/** Every completion finds as many things as may be handed on. */
const report = ({ handOn }: InferArgument) => ({
  handoffs: handOn.map(({ fanOut }) =>
    Array.from({ length: fanOut }, () => ({
      frameNumber: 1,
      capturedAt: 0,
      pixels: null,
      regions: [],
      regionFound: true,
      picture: null,
    })),
  ),
});
type Opened = Awaited<ReturnType<typeof open>>;

const tenantId = fc.constantFrom('a', 'b', 'c', 'd');
const executorId = fc.constantFrom('x', 'y', 'z');
const limitsMs = {
  ...DEFAULT_RECOVERY.limitsMs,
  download: 700,
  steady: 600,
  parse: 600,
  compile: 600,
  firstInference: 600,
};

/** Most name something that may be gone by then: being refused is part of what is tried. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait'), ms: fc.integer({ min: 1, max: 900 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('crash', 'hang', 'deafen'), executorId }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('kill', 'lose'), executorId }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('stall', 'corrupt'),
      tenantId,
      ms: fc.constantFrom(50, 2000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('network', 'automatic', 'hidden', 'baselines'),
      on: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('retry', 'remove', 'cancel', 'add'), tenantId }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move'), tenantId, executorId }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('backend'),
      executorId,
      to: fc.constantFrom('cpu', 'wasm', 'webgpu'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('change'),
      tenantId,
      change: fc.constantFrom(
        { paused: true },
        { paused: false },
        { input: 'camera' },
        { input: 'scene' },
        { workload: { kind: 'closed', inFlight: 2 } },
        { workload: { kind: 'poisson', ratePerSecond: 90, queueBound: 2 } },
        { overload: 'newest-wins' },
        { overload: 'drop-late', deadline: { kind: 'fixed', ms: 30 } },
        { overload: 'admit', deadline: { kind: 'fixed', ms: 50 } },
        { priority: 9, weight: 3 },
        { mode: 'eager' },
        { mode: 'recorded' },
        { mode: 'auto' },
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('choose'),
      executorId,
      change: fc.constantFrom(
        { policy: 'edf', grain: 'segment', segmentMs: 10 },
        { policy: 'round-robin', grain: 'segment', segmentMs: 7 },
        { policy: 'prema' },
        { policy: 'clockwork', grain: 'inference' },
        { policy: 'fifo', grain: 'segment' },
        { grain: 'inference' },
        { inFlight: 3 },
        { inFlight: 'auto' },
        { submitsInFlight: 3, gpuTiming: true },
        { submitsInFlight: 1 },
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('gate'), to: fc.constantFrom('token', 'orion', 'free-for-all') }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('stop', 'run', 'sleep', 'measure', 'window') }) },
);
type Step = {
  readonly do: string;
  readonly tenantId?: string;
  readonly executorId?: string;
  readonly ms?: number;
  readonly on?: boolean;
  readonly to?: string;
  readonly change?: object;
};

const wasm = (id: string) => ({ id, backend: 'wasm', threads: 1, ...PLAIN_CHOICE }) as const;

function act({ playground, workers, clock }: Opened, one: Step): unknown {
  const { tenantId = '', executorId = '', on = false, ms: durationMs = 0 } = one;
  const worker = workers.get(executorId);
  switch (one.do) {
    case 'crash':
      return worker?.terminated === false && worker.crash('boom');
    case 'hang':
      return worker && Object.assign(worker, { hung: true });
    case 'deafen':
      return worker && Object.assign(worker, { deaf: true });
    case 'kill':
      return playground.mishap({ kind: 'kill-worker', executorId });
    case 'lose':
      return playground.mishap({ kind: 'lose-device', executorId });
    case 'stall':
      return playground.mishap({ kind: 'stall', tenantId, durationMs });
    case 'corrupt':
      return playground.mishap({ kind: 'corrupt-output', tenantId });
    case 'network':
      return playground.mishap({ kind: 'refuse-network', on });
    case 'automatic':
      return playground.setRecovery({ automatic: on, limitsMs });
    case 'baselines':
      return playground.setBaselines({ automatic: on });
    case 'hidden':
      return playground.setHidden({ hidden: on });
    case 'retry':
      return playground.retryTenant({ tenantId });
    case 'remove':
      return playground.removeTenant({ tenantId });
    case 'cancel':
      return playground.cancelLoad({ tenantId });
    case 'add': {
      const config = document.tenants.find(({ id }) => id === tenantId) ?? document.tenants[0];
      return config && playground.addTenant({ tenant: config, executor: wasm(config.executorId) });
    }
    case 'move':
      return playground.moveTenant({ tenantId, to: wasm(executorId) });
    case 'backend':
      return playground.updateExecutor({
        executorId,
        change: { backend: one.to as ExecutorConfig['backend'] }, // by the step
      });
    case 'change':
      return playground.updateTenant({ tenantId, change: one.change ?? {} });
    case 'choose':
      return playground.updateExecutor({ executorId, change: one.change ?? {} });
    case 'gate':
      return playground.setScheduling({ gates: { gpu: 'token', cpu: one.to as GateId } }); // by the step
    case 'stop':
      return playground.stop();
    case 'run':
      return playground.run();
    case 'sleep':
      return clock.sleep(3_600_000);
    case 'measure':
      return playground.measureAlone({ warmupMs: 50, durationMs: 300 });
    case 'window':
      return playground.openWindow();
    default:
      return undefined;
  }
}

/** Being refused is fine if it is in words; anything else is a bug. */
async function tolerant(call: () => unknown): Promise<void> {
  try {
    await call();
  } catch (thrown) {
    if ((thrown as Error).name !== 'EngineError') throw thrown;
  }
}

async function live(steps: readonly Step[]) {
  const recording = { recordMs: () => 45, recordable: (id: string) => id !== 'c' };
  const timing = { loadMs: () => 30, serviceMs: () => 20, ...recording };
  const opened = await open(document, { machine: gpuMachine, report, ...timing });
  const { clock, playground, run } = opened;
  const bugs: unknown[] = [];
  playground.setRecovery({ automatic: true, limitsMs });
  await run(200);
  for (const one of steps) {
    void tolerant(() => act(opened, one)).catch((bug: unknown) => bugs.push(bug));
    await advance(clock, one.do === 'wait' ? (one.ms ?? 0) : 7, 7);
  }
  // Everything that was broken on purpose is whole again, and everything that can come back has the time to.
  playground.setHidden({ hidden: false });
  playground.setBaselines({ automatic: false });
  void playground.run();
  await playground.mishap({ kind: 'refuse-network', on: false });
  await advance(clock, 36_000, 150);
  return { ...opened, bugs };
}

/** Tenants of a new window of which other requests were recorded than were counted. */
async function recordedOf({ playground, clock }: Pick<Opened, 'playground' | 'clock'>) {
  playground.openWindow();
  await advance(clock, 1000, 10);
  const pending = playground.exportRun(plainExport).catch(() => null); // without tenants there is no run
  const rows = unpackRecords(playground.exportRecording().value.table);
  await advance(clock, 2000, 20);
  const counted = (await pending)?.tenants ?? [];
  return counted.filter(
    ({ id, completions, dropped, rejected, failed }) =>
      rows.filter(({ tenantId }) => tenantId === id).length !== completions + dropped + rejected + failed,
  );
}

/** Tenants that had more arrivals although they only waited for their next start between two snapshots. */
function arrivedWhileWaiting(snapshots: readonly Snapshot[]): TenantSnapshot[] {
  return snapshots.flatMap((snapshot, index) =>
    snapshot.tenants.filter((each) => {
      const before = snapshots[index - 1]?.tenants.find(({ config }) => config.id === each.config.id);
      const waits = each.status.kind === 'failed' && each.status.restart !== null;
      const still = waits && JSON.stringify(before?.status) === JSON.stringify(each.status);
      return still && each.arrivals > (before?.arrivals ?? 0);
    }),
  );
}

describe('any sequence of mishaps and commands', () => {
  it('loses no request, counts none twice, lets none arrive for who waits, and leaves nobody in between', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const { snapshots, rows, latest, bugs, playground, clock } = await live(steps);
        expect(bugs).toEqual([]);
        const wrong = snapshots.flatMap(({ tenants }) => tenants.filter((each) => identity(each) !== 0));
        expect(wrong).toEqual([]);
        expect(arrivedWhileWaiting(snapshots)).toEqual([]);
        expect(new Set(rows.map((row) => row.requestId)).size).toBe(rows.length);
        for (const { status, config } of latest().tenants) {
          expect(['running', 'paused', 'failed']).toContain(status.kind);
          if (status.kind === 'running') expect(config.paused).toBe(false);
        }
        expect(await recordedOf({ playground, clock })).toEqual([]);
        for (const { tenantIds, at, recoveredAt } of latest().incidents) {
          expect(new Set(tenantIds).size).toBe(tenantIds.length);
          if (recoveredAt !== null) expect(recoveredAt).toBeGreaterThanOrEqual(at);
        }
        playground.stop();
      }),
      { seed: 4, numRuns: 25 },
    );
  });
});
