/** Puts the scenario of a run or experiment in force, with a way back. Models that somebody brought are looked for here. */
import { parseScenario, type Scenario } from '../../domain/scenario';
import type { PlaygroundHandle } from '../store';

/** @throws EngineError `scenario-invalid`: the scenario in force stays. */
export async function openScenario(
  { store, custom, commands, history }: PlaygroundHandle,
  wanted: Scenario,
  name: string,
): Promise<void> {
  const modelIds = store.getState().catalog?.models.map((model) => model.id) ?? [];
  const scenario = parseScenario(wanted, modelIds);
  await custom.scenario.adopt(scenario);
  history.clear();
  await commands.tryScenario(scenario, `The scenario of “${name}” is open.`);
  custom.scenario.fetchMissing();
}
