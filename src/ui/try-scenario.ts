/**
 * Puts a scenario in force that came from elsewhere, a run, an experiment or an advice, with a way back: the only place that
 * does. Models that somebody brought are looked for here.
 */
import { parseScenario, type Scenario } from '../domain/scenario';
import type { PlaygroundHandle } from './store';

/** @param words of the notice that offers the way back. @throws EngineError `scenario-invalid`: the scenario in force stays. */
export async function tryScenario(
  { store, custom, commands, history }: PlaygroundHandle,
  wanted: Scenario,
  words: string,
): Promise<void> {
  const modelIds = store.getState().catalog?.models.map((model) => model.id) ?? [];
  const scenario = parseScenario(wanted, modelIds);
  await commands.replaceScenario(scenario, words, async (one) => {
    await custom.scenario.adopt(one);
    history.clear();
  });
  custom.scenario.fetchMissing();
}
