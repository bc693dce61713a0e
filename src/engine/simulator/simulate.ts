/**
 * The simulator's door: predicts one run, or tries several choices of policy, grain and gate. Equal inputs give equal
 * predictions, bit for bit, apart from the wall time that they took.
 */
import type { Scenario } from '../../domain/scenario';
import type {
  Prediction,
  SimulationInput,
  SimulationOptions,
  SweepChoice,
  SweepResult,
} from '../../domain/simulation';
import { createGate } from '../../scheduling/gates/create-gate';
import { createPolicy } from '../../scheduling/policies';
import { prepareUserPolicy } from '../../scheduling/user-policy/prepare-user-policy';
import { checkOptions } from './input-check';
import { predictionOf } from './prediction';
import { Simulation } from './simulation';

/**
 * @throws EngineError `simulation-failed`: who lacks costs, which costs are no durations; `policy-invalid`: the user's policy
 *   fails.
 */
export async function simulate(input: SimulationInput, options: SimulationOptions): Promise<Prediction> {
  checkOptions(options);
  const { userPolicy = null, executors } = input.scenario;
  for (const { policy: id } of executors) await prepareUserPolicy({ id, userPolicy });
  const startedAt = performance.now();
  const simulation = new Simulation(input, { createPolicy, createGate });
  try {
    simulation.start();
    simulation.runUntil(options.warmupMs);
    simulation.openWindow();
    simulation.runUntil(options.warmupMs + options.durationMs);
    return predictionOf(simulation, input, options, performance.now() - startedAt);
  } finally {
    simulation.dispose();
  }
}

/** Tries each choice on every executor and gate of the scenario, in order. */
export async function sweep(
  input: SimulationInput,
  options: SimulationOptions,
  choices: readonly SweepChoice[],
): Promise<readonly SweepResult[]> {
  const results: SweepResult[] = [];
  for (const choice of choices) {
    const prediction = await simulate({ ...input, scenario: chosen(input.scenario, choice) }, options);
    results.push({ choice, prediction });
  }
  return results;
}

/** The scenario with one choice for all its executors and gates. */
function chosen(scenario: Scenario, { policy, grain, gate }: SweepChoice): Scenario {
  return {
    ...scenario,
    executors: scenario.executors.map((executor) => ({ ...executor, policy, grain })),
    gates: { gpu: gate, cpu: gate },
  };
}
