/**
 * What every executor must do, as checks over the real message contract: one suite for the four backends (in a browser,
 * `e2e/contract/`) and for the fake of the unit tests. It knows nothing of how an executor works inside.
 */
import { EngineError } from '../domain/errors';
import type { SegmentTarget } from '../domain/plan';
import type { FramedResult } from '../domain/result';
import type {
  ExecutorContract,
  ExecutorEvents,
  LoadArgument,
  ScheduleArgument,
} from '../protocol/executor-contract';
import type { FrameUp } from '../protocol/frame-channel';
import type { Caller } from '../protocol/rpc';
import { inferOf } from './builders';

/** A started executor under test. */
export interface ExecutorSubject {
  readonly call: Caller<ExecutorContract>['call'];
  readonly progress: readonly ExecutorEvents['loadProgress'][];
  /** Plans that were told so far. */
  readonly planned: readonly ExecutorEvents['planned'][];
  /** Whether what runs on it can be recorded; what was told of it so far. */
  readonly records: boolean;
  readonly modes: readonly ExecutorEvents['mode'][];
  /** Reasons with which the device was said to be lost. */
  readonly losses: readonly string[];
  /** How finely models are cut: each cut is compared with several whole runs, which may take long. */
  readonly segmentMs: SegmentTarget;
  /** Whether there is a device that can be lost. */
  readonly hasDevice: boolean;
  /** Messages that came up the frame channel so far. */
  readonly framesUp: readonly FrameUp[];
  /** Sends the sample frame to a tenant under a number; null when the subject takes no frames (the fake). */
  readonly sendFrame: ((tenantId: string, frameNumber: number) => Promise<void>) | null;
  /** A load of the first or second sample model. */
  readonly loadOf: (tenantId: string, sample: 0 | 1, change?: Partial<LoadArgument>) => LoadArgument;
  /** The decoded kind that a sample gives on the sample frame. */
  readonly kindOf: readonly [FramedResult['result']['kind'], FramedResult['result']['kind']];
}

export interface ContractCheck {
  readonly name: string;
  /** Resolves when the executor keeps the contract; rejects with what it did instead. */
  readonly check: (subject: ExecutorSubject) => Promise<void>;
}

function hold(condition: boolean, what: string): asserts condition {
  if (!condition) throw new Error(what);
}

/** The code with which a call is refused; "" when it is not. */
const refusal = (call: Promise<unknown>): Promise<string> =>
  call.then(
    () => '',
    (thrown: unknown) => (thrown instanceof EngineError ? thrown.code : `uncoded: ${String(thrown)}`),
  );

/**
 * Equal in every field, numbers within 1e-5. Two runs of one model on the same input need not be equal bit for bit: on
 * WebGPU they were seen to differ in the seventh digit, without any other tenant.
 */
function sameButForRounding(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) < 1e-5;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    left.length === right.size && left.every(([key, value]) => sameButForRounding(value, right.get(key)))
  );
}

/** By the nearest deadline first, whole. */
const WHOLE: ScheduleArgument = {
  policy: { id: 'edf', tenants: [], userPolicy: null },
  grain: 'inference',
  segmentMs: 'layer',
};

/** Has models cut from now on, and waits until those of the given tenants are. */
async function cutUp(
  { call, planned, segmentMs }: ExecutorSubject,
  ...tenantIds: readonly string[]
): Promise<void> {
  const from = planned.length;
  await call('schedule', { ...WHOLE, grain: 'segment', segmentMs });
  const isTold = (id: string) => planned.slice(from).some(({ tenantId }) => tenantId === id);
  // It is done in the background, between answers.
  for (let turn = 0; turn < 1_000_000 && !tenantIds.every(isTold); turn++) await call('clock', null);
  hold(tenantIds.every(isTold), 'no plan was told');
}

const memoryInUse = async ({ call }: ExecutorSubject): Promise<number> =>
  (await call('memory', null)).inUseBytes ?? 0;

/** In order; each leaves the executor without tenants. */
export const EXECUTOR_CONTRACT: readonly ContractCheck[] = [
  {
    name: 'loads a model and tells each phase',
    async check({ call, loadOf, progress }) {
      const { compileMs, notes, ...phases } = await call('load', loadOf('a', 0, { input: 'random' }));
      hold(notes.length === 0, `a catalog model has limits: ${notes}`);
      for (const [phase, ms] of Object.entries(phases)) hold(ms >= 0, `${phase} is ${ms}`);
      hold(compileMs === null || compileMs >= 0, `compileMs is ${compileMs}`);
      const told = new Set(progress.filter(({ tenantId }) => tenantId === 'a').map(({ phase }) => phase));
      hold(told.has('compile') === (compileMs !== null), 'told of compiling other than it reports');
      hold(
        progress.some((one) => one.tenantId === 'a' && one.phase === 'first-inference'),
        'no progress event told of the first inference',
      );
      await call('unload', { tenantId: 'a' });
    },
  },
  {
    name: 'stamps an inference in order and tells no frame for random input',
    async check({ call, loadOf }) {
      await call('load', loadOf('a', 0, { input: 'random' }));
      const before = await call('clock', null);
      const report = await call('infer', inferOf('a', 1));
      const stamps = [
        before,
        report.startedAt,
        report.preprocessedAt,
        report.computedAt,
        report.readAt,
        report.completedAt,
      ];
      hold(
        stamps.every((stamp, index) => stamp >= (stamps[index - 1] ?? 0)),
        `stamps out of order: ${stamps}`,
      );
      hold(report.frameNumber === null, `frame ${report.frameNumber} for random input`);
      await call('unload', { tenantId: 'a' });
    },
  },
  {
    name: 'refuses an unknown tenant with a code and serves on',
    async check({ call, loadOf }) {
      await call('load', loadOf('a', 0, { input: 'random' }));
      const code = await refusal(call('infer', inferOf('nobody', 1)));
      hold(code === 'inference-failed', `answered "${code}"`);
      await call('infer', inferOf('a', 2));
      await call('unload', { tenantId: 'a' });
    },
  },
  {
    name: 'refuses a model that is not there and serves the others on',
    async check({ call, loadOf }) {
      await call('load', loadOf('a', 0, { input: 'random' }));
      const { bytes } = loadOf('b', 1);
      hold(bytes.kind === 'folder', 'the sample model is not in a folder');
      const nowhere = { kind: 'folder', baseUrl: `${bytes.baseUrl}nowhere/` } as const;
      const code = await refusal(call('load', loadOf('b', 1, { bytes: nowhere })));
      hold(code === 'model-missing', `answered "${code}"`);
      await call('infer', inferOf('a', 1));
      await call('unload', { tenantId: 'a' });
    },
  },
  {
    name: 'gives up a load when asked to and keeps nothing of it',
    async check(subject) {
      const { call, loadOf } = subject;
      const before = await memoryInUse(subject);
      const loading = refusal(call('load', loadOf('a', 1, { input: 'random' })));
      await call('cancelLoad', { tenantId: 'a' });
      const code = await loading;
      hold(code === 'cancelled', `the load answered "${code}"`);
      const left = (await memoryInUse(subject)) - before;
      hold(left === 0, `${left} bytes of tensors are left`);
      await call('cancelLoad', { tenantId: 'a' });
      await call('load', loadOf('a', 1, { input: 'random' }));
      await call('infer', inferOf('a', 1));
      await call('unload', { tenantId: 'a' });
    },
  },
  {
    name: 'unloads a tenant in the middle of its load',
    async check(subject) {
      const { call, loadOf } = subject;
      const before = await memoryInUse(subject);
      const loading = refusal(call('load', loadOf('a', 1, { input: 'random' })));
      await call('unload', { tenantId: 'a' });
      const code = await loading;
      hold(code === 'cancelled', `the load answered "${code}"`);
      const left = (await memoryInUse(subject)) - before;
      hold(left === 0, `${left} bytes of tensors are left`);
    },
  },
  {
    name: 'returns every tensor when tenants leave',
    async check(subject) {
      const { call, loadOf } = subject;
      const before = await memoryInUse(subject);
      await call('load', loadOf('a', 0, { input: 'random' }));
      await call('load', loadOf('b', 1, { input: 'random' }));
      hold((await memoryInUse(subject)) > before, 'loaded models take no memory');
      for (const tenantId of ['a', 'b', 'a']) await call('infer', inferOf(tenantId, 1));
      await call('unload', { tenantId: 'a' });
      await call('unload', { tenantId: 'b' });
      const left = (await memoryInUse(subject)) - before;
      hold(left === 0, `${left} bytes of tensors are left`);
    },
  },
  {
    name: 'asks for frames, answers each, and decodes the newest',
    async check({ call, loadOf, sendFrame, framesUp, kindOf }) {
      if (sendFrame === null) return;
      const from = framesUp.length;
      await call('load', loadOf('a', 0));
      await sendFrame('a', 1);
      await sendFrame('a', 2);
      const report = await call('infer', inferOf('a', 1));
      hold(report.frameNumber === 2, `used frame ${report.frameNumber} instead of the newest`);
      const result = await call('lastResult', { tenantId: 'a' });
      hold(result?.result.kind === kindOf[0], `decoded "${result?.result.kind}"`);
      await call('unload', { tenantId: 'a' });
      const kinds = framesUp.slice(from).map((message) => message.kind);
      const told = ['want', 'taken', 'taken', 'result', 'unwant'].join();
      hold(kinds.join() === told, `told ${kinds.join()} instead of ${told}`);
    },
  },
  {
    name: 'keeps two tenants apart',
    async check({ call, loadOf, sendFrame, kindOf }) {
      if (sendFrame === null) return;
      await call('load', loadOf('a', 0));
      await call('load', loadOf('b', 1));
      for (const tenantId of ['a', 'b']) await sendFrame(tenantId, 7);
      await call('infer', inferOf('a', 1));
      const alone = await call('lastResult', { tenantId: 'a' });
      await call('infer', inferOf('b', 2));
      await call('infer', inferOf('a', 3));
      const after = await call('lastResult', { tenantId: 'a' });
      hold(sameButForRounding(after, alone), 'b changed what a sees');
      const other = await call('lastResult', { tenantId: 'b' });
      hold(other?.result.kind === kindOf[1], `b decoded "${other?.result.kind}"`);
      await call('unload', { tenantId: 'a' });
      await call('unload', { tenantId: 'b' });
    },
  },
  {
    name: 'gives a tenant another input without loading it again',
    async check({ call, loadOf, sendFrame, framesUp }) {
      if (sendFrame === null) return;
      const from = framesUp.length;
      await call('load', loadOf('a', 0));
      await sendFrame('a', 1);
      await call('infer', inferOf('a', 1));
      await call('setInput', { tenantId: 'a', input: 'random', seed: 2 });
      const random = await call('infer', inferOf('a', 2));
      hold(random.frameNumber === null, `used frame ${random.frameNumber} for random input`);
      await call('setInput', { tenantId: 'a', input: 'camera', seed: 2 });
      await sendFrame('a', 3);
      const live = await call('infer', inferOf('a', 3));
      hold(live.frameNumber === 3, `used frame ${live.frameNumber} instead of the camera's`);
      await call('unload', { tenantId: 'a' });
      const asked = framesUp
        .slice(from)
        .flatMap((up) => (up.kind === 'want' ? [up.source] : up.kind === 'unwant' ? [up.kind] : []));
      const told = ['scene', 'unwant', 'camera', 'unwant'].join();
      hold(asked.join() === told, `asked for ${asked.join()} instead of ${told}`);
    },
  },
  {
    name: 'refuses another input for an unknown tenant with a code',
    async check({ call }) {
      const code = await refusal(call('setInput', { tenantId: 'nobody', input: 'random', seed: 1 }));
      hold(code === 'inference-failed', `answered "${code}"`);
    },
  },
  {
    name: 'stalls one inference as long as asked, in its compute part',
    async check({ call, loadOf }) {
      await call('load', loadOf('a', 0, { input: 'random' }));
      await call('mishap', { kind: 'stall', tenantId: 'a', durationMs: 100 });
      const stalled = await call('infer', inferOf('a', 1));
      const computeMs = stalled.computedAt - stalled.preprocessedAt;
      hold(computeMs >= 100, `the stalled inference computed for ${computeMs} ms`);
      await call('infer', inferOf('a', 2));
      const code = await refusal(call('mishap', { kind: 'stall', tenantId: 'nobody', durationMs: 1 }));
      hold(code === 'inference-failed', `a stall of nobody answered "${code}"`);
      await call('unload', { tenantId: 'a' });
    },
  },
  {
    name: 'finds an output that was corrupted on purpose, once',
    async check({ call, loadOf }) {
      await call('load', loadOf('a', 0, { input: 'random' }));
      await call('mishap', { kind: 'corrupt-output', tenantId: 'a' });
      const code = await refusal(call('infer', inferOf('a', 1)));
      hold(code === 'output-invalid', `answered "${code}"`);
      await call('infer', inferOf('a', 2));
      await call('unload', { tenantId: 'a' });
    },
  },
  {
    name: 'tells how it cuts a model, serves and measures it in segments until it is told otherwise',
    async check(subject) {
      const { call, loadOf, planned } = subject;
      await call('load', loadOf('a', 0, { input: 'random' }));
      const before = await call('infer', inferOf('a', 1));
      hold(before.segmentsAt === null && before.choicesMs.length === 0, 'it was cut before it was asked to');
      await cutUp(subject, 'a');
      const plan = planned.findLast(({ tenantId }) => tenantId === 'a')?.plan;
      const segments = plan?.segmentsMs.length ?? 0;
      // Where a segment ends at a fence, that may cost more than a small model is worth: then it says so.
      const mayStayWhole = subject.hasDevice && plan?.reason !== null;
      hold(segments > 1 || mayStayWhole, `it stays whole: ${plan?.reason}`);
      const { segmentsAt, choicesMs, preprocessedAt, computedAt } = await call('infer', inferOf('a', 2));
      const told = (segmentsAt?.length ?? 2) / 2;
      hold(told === segments, `told ${told} segments of ${segments}`);
      hold(choicesMs.length === segments, `${choicesMs.length} choices for ${segments} segments`);
      const edges = [preprocessedAt, ...(segmentsAt ?? []), computedAt];
      hold(
        edges.every((edge, index) => edge >= (edges[index - 1] ?? 0)),
        `segments out of order: ${edges}`,
      );
      const cut = await call('profile', { tenantId: 'a', runs: 2 });
      const isRefreshed = cut.plan?.n === 2 || cut.plan?.segmentsMs.length === 1;
      hold(isRefreshed, `the plan is of ${cut.plan?.n} runs`);
      await call('schedule', WHOLE);
      const after = await call('infer', inferOf('a', 3));
      hold(after.segmentsAt === null, 'it is still cut');
      await call('unload', { tenantId: 'a' });
    },
  },
  {
    name: 'lets a nearer deadline go first between two segments, and sees what it sees whole',
    async check(subject) {
      const { call, loadOf, sendFrame } = subject;
      const input = sendFrame === null ? 'random' : 'scene';
      for (const sample of [0, 1] as const) {
        await call('load', loadOf(`${sample}`, sample, { input }));
        await sendFrame?.(`${sample}`, 7);
        await call('infer', inferOf(`${sample}`, sample));
      }
      const results = () => Promise.all(['0', '1'].map((tenantId) => call('lastResult', { tenantId })));
      const whole = await results();
      await cutUp(subject, '0', '1');
      const now = await call('clock', null);
      const [heavy, urgent] = await Promise.all([
        call('infer', { ...inferOf('0', 2), arrivedAt: now }),
        call('infer', { ...inferOf('1', 3), arrivedAt: now, deadlineAt: now + 1 }),
      ]);
      hold(urgent.completedAt < heavy.completedAt, 'the nearer deadline was served last');
      const wasPreempted = heavy.preprocessedAt < urgent.startedAt && heavy.segmentsAt !== null;
      const servedMs = urgent.computedAt - urgent.preprocessedAt;
      hold(
        !wasPreempted || heavy.preemptedMs >= servedMs,
        `a gap of ${heavy.preemptedMs} ms holds ${servedMs}`,
      );
      hold(sameButForRounding(await results(), whole), 'segments change what is seen');
      await call('schedule', WHOLE);
      for (const tenantId of ['0', '1']) await call('unload', { tenantId });
    },
  },
  {
    name: 'returns every tensor when a tenant leaves in the middle of a request or of being cut',
    async check(subject) {
      const { call, loadOf } = subject;
      const before = await memoryInUse(subject);
      await call('load', loadOf('a', 0, { input: 'random' }));
      await call('load', loadOf('b', 1, { input: 'random' }));
      await cutUp(subject, 'a');
      const served = Promise.allSettled([call('infer', inferOf('a', 1)), call('infer', inferOf('b', 2))]);
      await call('unload', { tenantId: 'a' });
      await call('unload', { tenantId: 'b' });
      await served;
      await call('load', loadOf('a', 0, { input: 'random' }));
      await call('unload', { tenantId: 'a' });
      const left = (await memoryInUse(subject)) - before;
      hold(left === 0, `${left} bytes of tensors are left`);
      await call('schedule', WHOLE);
    },
  },
  {
    name: 'measures the parts of a tenant',
    async check({ call, loadOf }) {
      await call('load', loadOf('a', 0, { input: 'random' }));
      const whole = await call('profile', { tenantId: 'a', runs: 3 });
      hold(whole.n === 3 && whole.samplesMs.length === 3, `${whole.n} runs were measured instead of 3`);
      for (const ms of [whole.prepareMs, whole.computeMs, whole.afterMs]) hold(ms >= 0, `a part takes ${ms}`);
      const code = await refusal(call('profile', { tenantId: 'nobody', runs: 1 }));
      hold(code === 'inference-failed', `answered "${code}"`);
      await call('unload', { tenantId: 'a' });
    },
  },
  {
    name: 'runs eager or recorded as it is asked to, and says which, or knows nothing of it',
    async check({ call, loadOf, records, modes }) {
      await call('load', loadOf('a', 0, { input: 'random' }));
      const newest = () => modes.findLast(({ tenantId }) => tenantId === 'a')?.report;
      const isTried = () => newest()?.recordable != null;
      for (let turn = 0; records && turn < 1_000_000 && !isTried(); turn++) await call('clock', null);
      if (records)
        hold(newest()?.running === 'recorded', `it runs ${newest()?.running}: ${newest()?.reason}`);
      const recorded = await call('infer', inferOf('a', 1));
      await call('setMode', { tenantId: 'a', mode: 'eager' });
      const eager = await call('infer', inferOf('a', 2));
      await call('setMode', { tenantId: 'a', mode: 'segmented' });
      await call('infer', inferOf('a', 3));
      const kernels = call('profileKernels', { tenantId: 'a', runs: 1 });
      if (records) {
        const told = modes.map(({ report }) => report.running).join(' ');
        hold(told.endsWith('recorded eager recorded'), `told ${told}`);
        hold(recorded.issueMs != null && eager.issueMs != null, 'nobody knows what issuing took');
        const { rows } = await kernels;
        hold(rows.length > 0, 'it has no kernels');
      } else {
        hold((await refusal(kernels)) === 'backend-unsuited', 'it has kernels without a recording');
        hold(modes.length === 0, `told ${modes.length} modes`);
      }
      await call('unload', { tenantId: 'a' });
      const code = await refusal(call('setMode', { tenantId: 'nobody', mode: 'eager' }));
      hold(code === 'inference-failed', `answered "${code}"`);
    },
  },
  {
    // Last: an executor does not come back from it.
    name: 'loses its device when asked to and says so, or says that there is none',
    async check({ call, loadOf, losses, hasDevice }) {
      await call('load', loadOf('a', 0, { input: 'random' }));
      const code = await refusal(call('mishap', { kind: 'lose-device' }));
      if (!hasDevice) {
        hold(code === 'backend-unsuited', `answered "${code}"`);
        await call('infer', inferOf('a', 1));
        await call('unload', { tenantId: 'a' });
        return;
      }
      hold(code === '', `answered "${code}"`);
      const served = await refusal(call('infer', inferOf('a', 1)));
      hold(served !== '', 'an inference without a device passed for one');
      // The event comes by itself: the reply may overtake it.
      for (let turn = 0; turn < 100 && losses.length === 0; turn++) await call('clock', null);
      hold(losses.length > 0, 'nobody was told that the device is lost');
    },
  },
];
