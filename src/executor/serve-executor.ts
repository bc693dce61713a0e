/**
 * The executor's side of the contract: starts a backend, hosts tenants, serves what is issued. It owns no queue of what
 * waits (the scheduler does) and no statistics (the engine does).
 */

import { Doorman } from '../protocol/doorbell';
import type {
  ExecutorContract,
  ExecutorEvents,
  ExecutorMishap,
  InferReport,
  LoadReport,
} from '../protocol/executor-contract';
import { transfersOf } from '../protocol/handoff';
import { type Endpoint, serve, Transferred } from '../protocol/rpc';
import { chosenPolicy } from './chosen-policy';
import { FrameInbox } from './frame-inbox';
import { InjectedFaults } from './injected-faults';
import { LoadsInProgress } from './loads-in-progress';
import type { Runtime } from './runtime';
import { TenantHost } from './tenant-host';
import { createTurns } from './turns';

interface Started {
  readonly runtime: Runtime;
  readonly host: TenantHost;
}

/** @param createRuntime called once, at `start`: libraries load after the worker's globals are set up. */
export function serveExecutor(
  endpoint: Endpoint,
  createRuntime: () => Promise<Runtime>,
  now: () => number,
): void {
  const doorman = new Doorman(endpoint);
  const loads = new LoadsInProgress<LoadReport>();
  let running: Started | null = null;
  let schedules = 0;

  const emit = serve<ExecutorContract, ExecutorEvents>(endpoint, {
    async start({ backend, threads, framePort, doorbell }) {
      doorman.hear(doorbell);
      const inbox = new FrameInbox(framePort);
      const runtime = await createRuntime();
      const faults = new InjectedFaults(now);
      const compiles = backend === 'webgl' || backend === 'webgpu';
      const onProgress = (progress: ExecutorEvents['loadProgress']) => emit('loadProgress', progress);
      const onPlanned = (planned: ExecutorEvents['planned']) => emit('planned', planned);
      const onMode = (event: ExecutorEvents['mode']) => emit('mode', event);
      const onVerified = (event: ExecutorEvents['verified']) => emit('verified', event);
      const told = { onProgress, onPlanned, onMode, onVerified };
      const mayWait = () => doorman.mayWait;
      const own = { compiles, now, turn: createTurns(), mayWait };
      const host = new TenantHost({ runtime, inbox, faults, ...told, ...own });
      running = { runtime, host };
      return runtime.start(backend, threads, (reason) => emit('deviceLost', { reason }));
    },
    load: (argument) => loads.run(argument.tenantId, (signal) => started().host.load(argument, signal)),
    cancelLoad: ({ tenantId }) => loads.cancel(tenantId),
    infer: async (argument) => transferred(await started().host.infer(argument)),
    async schedule(argument) {
      schedules += 1;
      const mine = schedules;
      const onFailure = (message: string) => emit('policyFailed', { message });
      const policy = argument.grain === 'segment' ? await chosenPolicy(argument.policy, onFailure) : null;
      if (mine === schedules) started().host.schedule(argument, policy);
      else policy?.dispose?.(); // told otherwise while the sandbox was loading
    },
    setMode: ({ tenantId, mode }) => started().host.setMode(tenantId, mode),
    profileKernels: ({ tenantId, runs }) => started().host.profileKernels(tenantId, runs),
    profile: ({ tenantId, runs }) => started().host.profile(tenantId, runs),
    setInput: ({ tenantId, ...terms }) => started().host.setInput(tenantId, terms),
    mishap: (mishap) => bringAbout(mishap, started()),
    async unload({ tenantId }) {
      loads.cancel(tenantId);
      await loads.ended(tenantId);
      await running?.host.release(tenantId);
    },
    memory: () => started().runtime.memory(),
    lastResult: ({ tenantId }) => running?.host.newest(tenantId) ?? null,
    clock: () => now(),
  });

  function started(): Started {
    if (running === null) throw new Error('invariant broken: the executor is used before start');
    return running;
  }
}

/** What it hands over leaves this worker. */
function transferred(report: InferReport): Transferred<InferReport> {
  const segments = report.segmentsAt === null ? [] : [report.segmentsAt.buffer as ArrayBuffer]; // not shared
  return new Transferred(report, [...segments, ...report.handoffs.flat().flatMap(transfersOf)]);
}

function bringAbout(mishap: ExecutorMishap, { runtime, host }: Started): void {
  if (mishap.kind === 'lose-device') runtime.loseDevice();
  else if (mishap.kind === 'stall') host.stall(mishap.tenantId, mishap.durationMs);
  else host.corrupt(mishap.tenantId);
}
