/**
 * A measured run, simulated again from what its own file says: scenario, costs, length. For the command line and for the
 * tests; the panel simulates the set-up as it stands.
 */
import { EngineError } from '../../domain/errors';
import type { RunFile } from '../../domain/run-file';
import type { Prediction } from '../../domain/simulation';
import type { StartedWorker } from '../on-demand-worker';
import { Simulator } from './simulator-client';

/** What is simulated before the window opens: queues have filled by then. */
export const SIMULATED_WARMUP_MS = 2000;

/**
 * In a worker that ends with the answer.
 * @throws EngineError `simulation-failed` when the file has no costs: no tenant was loaded.
 */
export async function simulateRun(startWorker: () => StartedWorker, file: RunFile): Promise<Prediction> {
  if (file.costs === null) {
    const text =
      'The run has no costs to simulate with: none of its tenants was loaded. Measure one that runs.';
    throw new EngineError('simulation-failed', text);
  }
  const input = { scenario: file.scenario, ...file.costs };
  const options = { durationMs: file.durationMs, warmupMs: SIMULATED_WARMUP_MS };
  const simulator = new Simulator(startWorker);
  try {
    return await simulator.call('simulate', { input, options });
  } finally {
    simulator.dispose();
  }
}
