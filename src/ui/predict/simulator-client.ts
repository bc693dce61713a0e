/** The page's end of the simulator's worker. Whoever makes one disposes it. */
import type { SimulatorContract } from '../../protocol/simulator-contract';
import { OnDemandWorker, type StartedWorker } from '../on-demand-worker';

export class Simulator extends OnDemandWorker<SimulatorContract, Record<string, never>> {
  constructor(start: () => StartedWorker) {
    super({
      start,
      onEvent: {},
      code: 'simulation-failed',
      stopped: (why) => `The simulator stopped: ${why}. Simulate again: a new one is started.`,
    });
  }
}
