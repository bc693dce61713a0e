/**
 * The executor's side of the contract: starts a backend, hosts tenants, serves one request after the other. It owns
 * no queue (the scheduler does) and no statistics (the engine does).
 */
import type {
  ExecutorContract,
  ExecutorEvents,
  ExecutorMishap,
  LoadReport,
} from '../protocol/executor-contract';
import { type Endpoint, serve } from '../protocol/rpc';
import { FrameInbox } from './frame-inbox';
import { InjectedFaults } from './injected-faults';
import { LoadsInProgress } from './loads-in-progress';
import type { Runtime } from './runtime';
import { TenantHost } from './tenant-host';

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
  const loads = new LoadsInProgress<LoadReport>();
  let running: Started | null = null;

  const emit = serve<ExecutorContract, ExecutorEvents>(endpoint, {
    async start({ backend, threads, framePort }) {
      const inbox = new FrameInbox(framePort);
      const runtime = await createRuntime();
      const faults = new InjectedFaults(now);
      const compiles = backend === 'webgl' || backend === 'webgpu';
      const onProgress = (progress: ExecutorEvents['loadProgress']) => emit('loadProgress', progress);
      running = { runtime, host: new TenantHost({ runtime, inbox, faults, compiles, onProgress, now }) };
      return runtime.start(backend, threads, (reason) => emit('deviceLost', { reason }));
    },
    load: (argument) => loads.run(argument.tenantId, (signal) => started().host.load(argument, signal)),
    cancelLoad: ({ tenantId }) => loads.cancel(tenantId),
    infer: (argument) => started().host.infer(argument),
    schedule: () => {},
    profile: () => {
      throw new Error('not there yet');
    },
    setInput: ({ tenantId, input, seed }) => started().host.setInput(tenantId, { input, seed }),
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

function bringAbout(mishap: ExecutorMishap, { runtime, host }: Started): void {
  if (mishap.kind === 'lose-device') runtime.loseDevice();
  else if (mishap.kind === 'stall') host.stall(mishap.tenantId, mishap.durationMs);
  else host.corrupt(mishap.tenantId);
}
