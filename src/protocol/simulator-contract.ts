/** What the simulator's worker answers: it computes, holds nothing and emits nothing. */
import type {
  Prediction,
  SimulationInput,
  SimulationOptions,
  SweepChoice,
  SweepResult,
} from '../domain/simulation';

export type SimulatorContract = {
  /** @throws EngineError when the scenario cannot be simulated, saying which tenant lacks what. */
  simulate(argument: { readonly input: SimulationInput; readonly options: SimulationOptions }): Prediction;
  /** Tries each choice on every executor (policy, grain) and gate of the scenario, in order. */
  sweep(argument: {
    readonly input: SimulationInput;
    readonly options: SimulationOptions;
    readonly choices: readonly SweepChoice[];
  }): readonly SweepResult[];
};
