/**
 * Baselines where none was measured: each tenant simulated alone, with its own workload, as the engine measures it alone. What
 * is compared with them is simulated on both sides.
 */
import type { Baseline } from '../../domain/run-file';
import type { TenantConfig } from '../../domain/scenario';
import type { SimulationInput, SimulationOptions, TenantCost } from '../../domain/simulation';
import { createGate } from '../../scheduling/gates/create-gate';
import { createPolicy } from '../../scheduling/policies';
import { checkInput, checkOptions } from './input-check';
import { Simulation } from './simulation';

/**
 * @returns the input with a baseline for each tenant that is not paused.
 * @throws EngineError `simulation-failed`, as `simulate`.
 */
export function withSoloRuns(input: SimulationInput, options: SimulationOptions): SimulationInput {
  checkInput(input);
  checkOptions(options);
  const costs: Record<string, TenantCost> = { ...input.costs };
  for (const { id, paused } of input.scenario.tenants) {
    const cost = input.costs[id];
    if (cost === undefined || cost.baseline !== null || paused) continue;
    costs[id] = { ...cost, baseline: soloRun(input, id, options) };
  }
  return { ...input, costs };
}

/** Null when nothing completed. */
function soloRun(
  input: SimulationInput,
  id: string,
  { warmupMs, durationMs }: SimulationOptions,
): Baseline | null {
  const { scenario } = input;
  const tenants = scenario.tenants.filter((tenant) => tenant.id === id).map(onItsOwn);
  // Whatever the policy, there is nobody to choose from.
  const executors = scenario.executors.map((executor) => ({ ...executor, policy: 'fifo' as const }));
  const alone = { ...input, scenario: { ...scenario, tenants, executors } };
  const simulation = new Simulation(alone, { createPolicy, createGate });
  simulation.start();
  simulation.runUntil(warmupMs);
  simulation.openWindow();
  simulation.runUntil(warmupMs + durationMs);
  const window = simulation.tenants.get(id)?.window;
  return window === undefined || window.completions === 0 ? null : window.baseline(durationMs);
}

/** Alone nothing triggers it: it then runs one after the other. */
function onItsOwn({ dependsOn, ...config }: TenantConfig): TenantConfig {
  if (dependsOn === undefined) return config;
  return { ...config, workload: { kind: 'closed', inFlight: 1 }, deadline: { kind: 'none' } };
}
