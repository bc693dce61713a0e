/**
 * The executor's side of the contract: starts a backend, hosts tenants, serves one request after the other. It owns
 * no queue (the scheduler does) and no statistics (the engine does).
 */
import { EngineError } from '../domain/errors';
import type {
  ExecutorContract,
  ExecutorEvents,
  InferArgument,
  LoadArgument,
  LoadReport,
} from '../protocol/executor-contract';
import { RANDOM_RESULT_INTERVAL_MS, RESULT_INTERVAL_MS } from '../protocol/frame-channel';
import { type Endpoint, serve } from '../protocol/rpc';
import { FrameInbox } from './frame-inbox';
import { createHostedTenant, type HostedTenant } from './hosted-tenant';
import { loadNetwork } from './load-network';
import { LoadsInProgress } from './loads-in-progress';
import type { Runtime } from './runtime';
import { TASKS } from './tasks/tasks';
import { createRandomInput, createSceneInput } from './tenant-input';

interface Hosted {
  readonly tenant: HostedTenant;
  resultSentAt: number;
  /** Frame of the result sent last: the same frame gives the same result. */
  sentFrame: number | null;
}

interface Started {
  readonly runtime: Runtime;
  readonly inbox: FrameInbox;
  /** The backend compiles at the first inference. */
  readonly compiles: boolean;
}

/** @param createRuntime called once, at `start`: libraries load after the worker's globals are set up. */
export function serveExecutor(
  endpoint: Endpoint,
  createRuntime: () => Promise<Runtime>,
  now: () => number,
): void {
  const hosted = new Map<string, Hosted>();
  const loads = new LoadsInProgress<LoadReport>();
  let running: Started | null = null;

  const emit = serve<ExecutorContract, ExecutorEvents>(endpoint, {
    async start({ backend, threads, framePort }) {
      const inbox = new FrameInbox(framePort);
      const runtime = await createRuntime();
      running = { runtime, inbox, compiles: backend === 'webgl' || backend === 'webgpu' };
      return runtime.start(backend, threads, (reason) => emit('deviceLost', { reason }));
    },
    load: (argument) => loads.run(argument.tenantId, (signal) => load(argument, started(), signal)),
    cancelLoad: ({ tenantId }) => loads.cancel(tenantId),
    infer: (argument) => infer(argument, started().inbox),
    async unload({ tenantId }) {
      loads.cancel(tenantId);
      await loads.ended(tenantId);
      await release(tenantId);
    },
    memory: () => started().runtime.memory(),
    lastResult: ({ tenantId }) => hosted.get(tenantId)?.tenant.newest ?? null,
    clock: () => now(),
  });

  function started(): Started {
    if (running === null) throw new Error('invariant broken: the executor is used before start');
    return running;
  }

  async function release(tenantId: string): Promise<void> {
    const entry = hosted.get(tenantId);
    hosted.delete(tenantId);
    running?.inbox.forget(tenantId);
    await entry?.tenant.dispose();
  }

  async function load(argument: LoadArgument, { runtime, inbox, compiles }: Started, signal: AbortSignal) {
    const { tenantId, model } = argument;
    await release(tenantId); // the one that this load takes the place of, if any
    const { network, report } = await loadNetwork(argument, {
      runtime,
      compiles,
      signal,
      onProgress: (progress) => emit('loadProgress', { tenantId, ...progress }),
      now,
    });
    const task = TASKS[model.task];
    const input =
      argument.input === 'random'
        ? createRandomInput(model, argument.seed)
        : createSceneInput(tenantId, model, task, inbox);
    const tenant = createHostedTenant(model, network, input, task, now);
    hosted.set(tenantId, { tenant, resultSentAt: 0, sentFrame: null });
    if (argument.input === 'scene') inbox.want(tenantId, model.input);
    return report;
  }

  async function infer({ tenantId }: InferArgument, inbox: FrameInbox) {
    const entry = hosted.get(tenantId);
    if (entry === undefined) throw new EngineError('inference-failed', `No tenant "${tenantId}" lives here.`);
    const report = await entry.tenant.infer();
    const { newest } = entry.tenant;
    const sent = newest?.frameNumber !== null && newest?.frameNumber === entry.sentFrame;
    const intervalMs = newest?.frameNumber === null ? RANDOM_RESULT_INTERVAL_MS : RESULT_INTERVAL_MS;
    if (newest !== null && !sent && report.completedAt - entry.resultSentAt >= intervalMs) {
      entry.resultSentAt = report.completedAt;
      entry.sentFrame = newest.frameNumber;
      inbox.post({ kind: 'result', tenantId, result: newest });
    }
    return report;
  }
}
