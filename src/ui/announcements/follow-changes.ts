/**
 * Says what happens, from the store's changes: it subscribes, asks `said-changes.ts` for words and puts them into the live
 * regions. Notices are heard where they stand, except behind an open dialog: then their words are said here.
 */
import type { Notice, PlaygroundState, PlaygroundStore } from '../store';
import { withSaid } from './announcement';
import { type Heard, saidChanges } from './said-changes';

const heardOf = ({ snapshot, catalog, presets, dialog }: PlaygroundState): Heard | null =>
  snapshot === null
    ? null
    : {
        snapshot,
        catalog,
        title: presets.find((one) => one.id === snapshot.scenario.name)?.title ?? snapshot.scenario.name,
        addsAreTold: dialog === 'add-model',
      };

/** Returns the function that ends it. */
export function followChanges(store: PlaygroundStore): () => void {
  const failed = new Set<string>();
  const say = (text: string, urgent = false) =>
    store.getState().set({ announcements: withSaid(store.getState().announcements, text, urgent) });

  const sayChanges = (state: PlaygroundState, before: PlaygroundState) => {
    const [then, now] = [heardOf(before), heardOf(state)];
    // An experiment changes the scenario by itself, run after run.
    if (then === null || now === null || state.experiment !== null || before.experiment !== null) return;
    for (const { text, urgent } of saidChanges(then, now, failed)) say(text, urgent);
    rememberFailed(failed, now);
  };

  return store.subscribe((state, before) => {
    if (state.announcements !== before.announcements) return;
    sayExperiment(state, before, say);
    sayChanges(state, before);
    if (state.dialog !== null)
      for (const one of added(state, before)) say(one.text, one.severity === 'problem');
  });
}

type Say = (text: string, urgent?: boolean) => void;

function sayExperiment({ experiment, desk }: PlaygroundState, before: PlaygroundState, say: Say): void {
  if (experiment !== null && before.experiment === null) {
    const runs = `${experiment.runsPlanned} ${experiment.runsPlanned === 1 ? 'run' : 'runs'}`;
    say(`Experiment started: ${runs}. The scenario changes by itself and is put back.`);
  }
  if (experiment !== null || before.experiment === null) return;
  if (desk.view !== 'answer' || desk.answer === null) say('The experiment ended without an answer.');
  else say(`Experiment finished: ${desk.answer.title}. Its answer stands in the panel Experiments.`);
}

function rememberFailed(failed: Set<string>, { snapshot }: Heard): void {
  for (const { config, status } of snapshot.tenants) {
    if (status.kind === 'failed') failed.add(config.id);
    if (status.kind === 'running') failed.delete(config.id);
  }
}

const added = ({ notices }: PlaygroundState, before: PlaygroundState): readonly Notice[] =>
  notices === before.notices ? [] : notices.filter((one) => !before.notices.some(({ id }) => id === one.id));
