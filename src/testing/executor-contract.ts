/**
 * What every executor must do, as checks over the real message contract: one suite for the four backends (in a browser,
 * `e2e/contract/`) and for the fake of the unit tests. It knows nothing of how an executor works inside.
 */
import { EngineError } from '../domain/errors';
import type { FramedResult } from '../domain/result';
import type { ExecutorContract, ExecutorEvents, LoadArgument } from '../protocol/executor-contract';
import type { FrameUp } from '../protocol/frame-channel';
import type { Caller } from '../protocol/rpc';
import { inferOf } from './builders';

/** A started executor under test. */
export interface ExecutorSubject {
  readonly call: Caller<ExecutorContract>['call'];
  readonly progress: readonly ExecutorEvents['loadProgress'][];
  /** Reasons with which the device was said to be lost. */
  readonly losses: readonly string[];
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
