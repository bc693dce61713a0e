/**
 * Starts a worker for the engine, where workers cannot start workers, and lets go of it: what both say to each other passes
 * through their own channel, not through the page. Only starts, failures and ends come by here.
 */
import type { HandOver, WorkerFate, WorkerOrder, WorkerWanted } from '../protocol/hand-over';
import type { StartedWorker } from './on-demand-worker';

type Started = Pick<StartedWorker, 'postMessage' | 'terminate'> & {
  addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void;
};

/** Never throws: what goes wrong is told to the engine, as the failure of that worker. */
export function startForEngine(
  { name, port, control }: WorkerWanted,
  start: (name: string) => Started,
): void {
  const tell = (fate: WorkerFate) => control.postMessage(fate);
  let worker: Started;
  try {
    worker = start(name);
  } catch (thrown) {
    tell({ kind: 'error', message: thrown instanceof Error ? thrown.message : String(thrown) });
    return;
  }
  worker.addEventListener('error', (event) => {
    event.preventDefault(); // the engine deals with it: it is no failure of the page
    tell({ kind: 'error', message: (event as ErrorEvent).message ?? '' }); // a plain Event when its script cannot be fetched
  });
  worker.addEventListener('messageerror', () => tell({ kind: 'messageerror' }));
  control.onmessage = ({ data }: MessageEvent<WorkerOrder>) => {
    if (data.kind !== 'terminate') return;
    worker.terminate();
    control.close();
  };
  const handOver: HandOver = { kind: 'hand-over', port };
  worker.postMessage(handOver, [port]);
}
