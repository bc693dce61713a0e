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
} from '../protocol/executor-contract';
import { RESULT_INTERVAL_MS } from '../protocol/frame-channel';
import { type Endpoint, serve } from '../protocol/rpc';
import { toArtifacts } from '../sources/model-artifacts';
import { fetchVerifiedFiles } from '../sources/verified-files';
import { FrameInbox } from './frame-inbox';
import { createHostedTenant, type HostedTenant } from './hosted-tenant';
import type { Runtime } from './runtime';
import { TASKS } from './tasks/tasks';
import { createRandomInput, createSceneInput } from './tenant-input';

interface Hosted {
  readonly tenant: HostedTenant;
  resultSentAt: number;
  /** Frame of the result sent last: the same frame gives the same result. */
  sentFrame: number | null;
}

/** @param createRuntime called once, at `start`: libraries load after the worker's globals are set up. */
export function serveExecutor(
  endpoint: Endpoint,
  createRuntime: () => Promise<Runtime>,
  now: () => number,
): void {
  const hosted = new Map<string, Hosted>();
  let runtime: Runtime | null = null;
  let inbox: FrameInbox | null = null;

  const emit = serve<ExecutorContract, ExecutorEvents>(endpoint, {
    async start({ backend, threads, framePort }) {
      inbox = new FrameInbox(framePort);
      runtime = await createRuntime();
      return runtime.start(backend, threads, (reason) => emit('deviceLost', { reason }));
    },
    load: (argument) => load(argument, started()),
    infer: (argument) => infer(argument, started().inbox),
    async unload({ tenantId }) {
      const entry = hosted.get(tenantId);
      hosted.delete(tenantId);
      inbox?.post({ kind: 'unwant', tenantId });
      inbox?.forget(tenantId);
      await entry?.tenant.dispose();
    },
    memory: () => started().runtime.memory(),
    lastResult: ({ tenantId }) => hosted.get(tenantId)?.tenant.newest ?? null,
    clock: () => now(),
  });

  function started(): { runtime: Runtime; inbox: FrameInbox } {
    if (runtime === null || inbox === null)
      throw new Error('invariant broken: the executor is used before start');
    return { runtime, inbox };
  }

  async function load(argument: LoadArgument, { runtime, inbox }: ReturnType<typeof started>) {
    const { tenantId, model, baseUrl } = argument;
    const task = TASKS[model.task];
    const openedAt = now();
    const files = await fetchVerifiedFiles(model, baseUrl, {
      onProgress: (fraction) => emit('loadProgress', { tenantId, phase: 'download', fraction }),
    });
    const downloadedAt = now();
    emit('loadProgress', { tenantId, phase: 'parse', fraction: null });
    const network = await runtime.load(model, toArtifacts(model, files));
    const parsedAt = now();
    emit('loadProgress', { tenantId, phase: 'first-inference', fraction: null });
    const warmup = createHostedTenant(model, network, createRandomInput(model, argument.seed), task, now);
    await warmup.infer();
    const firstInferenceMs = now() - parsedAt;
    const input =
      argument.input === 'random'
        ? createRandomInput(model, argument.seed)
        : createSceneInput(tenantId, model, task, inbox);
    hosted.set(tenantId, {
      tenant: createHostedTenant(model, network, input, task, now),
      resultSentAt: 0,
      sentFrame: null,
    });
    if (argument.input === 'scene') {
      const [, height, width] = model.input.shape;
      const { region, regionScale } = model.input;
      inbox.post({ kind: 'want', tenantId, width, height, region, regionScale });
    }
    return { downloadMs: downloadedAt - openedAt, parseMs: parsedAt - downloadedAt, firstInferenceMs };
  }

  async function infer({ tenantId }: InferArgument, inbox: FrameInbox) {
    const entry = hosted.get(tenantId);
    if (entry === undefined) throw new EngineError('inference-failed', `No tenant "${tenantId}" lives here.`);
    const report = await entry.tenant.infer();
    const { newest } = entry.tenant;
    const sent = newest?.frameNumber !== null && newest?.frameNumber === entry.sentFrame;
    if (newest !== null && !sent && report.completedAt - entry.resultSentAt >= RESULT_INTERVAL_MS) {
      entry.resultSentAt = report.completedAt;
      entry.sentFrame = newest.frameNumber;
      inbox.post({ kind: 'result', tenantId, result: newest });
    }
    return report;
  }
}
