/** Entry of the simulator's worker: predictions on request, away from whatever is being measured. It keeps nothing. */
import './domain/zod-without-eval';
import { simulate, sweep } from './engine/simulator/simulate';
import { type EventMap, serve } from './protocol/rpc';
import type { SimulatorContract } from './protocol/simulator-contract';

serve<SimulatorContract, EventMap>(self, {
  simulate: ({ input, options }) => simulate(input, options),
  sweep: ({ input, options, choices }) => sweep(input, options, choices),
});
