import { expect, it } from 'vitest';
import type { Snapshot } from '../../domain/snapshot';
import { createPlaygroundStore } from '../store';
import { followChanges } from './follow-changes';

/** A store that runs or not, and what was said since. */
function given() {
  const store = createPlaygroundStore();
  const show = (kind: Snapshot['run']['kind']) => {
    const tenants = [{ config: { id: 'a', modelId: 'a' }, status: { kind: 'ready' }, alone: null }];
    const scenario = { name: 'test', tenants, executors: tenants };
    // What is read of a snapshot.
    store
      .getState()
      .setSnapshot({ run: { kind }, measuring: null, scenario, tenants } as unknown as Snapshot);
  };
  show('idle');
  const end = followChanges(store);
  const said = () => store.getState().announcements.map((one) => `${one.urgent ? '! ' : ''}${one.text}`);
  return { store, show, said, end };
}

it('what happens is said in order, and only the last few sentences are kept', () => {
  const { show, said } = given();
  for (const kind of ['starting', 'running', 'idle', 'starting', 'running'] as const) show(kind);
  expect(said()).toEqual([
    'Running: 0 of 1 model.',
    'Stopped.',
    'Starting 1 model.',
    'Running: 0 of 1 model.',
  ]);
});

it('nothing is said after its end', () => {
  const { show, said, end } = given();
  end();
  show('running');
  expect(said()).toEqual([]);
});

it('a notice is heard where it stands, and is said here only while a dialog hides it', () => {
  const { store, said } = given();
  const { notify, set } = store.getState();
  notify({ severity: 'info', text: 'seen', sticky: false, action: null });
  expect(said()).toEqual([]);
  set({ dialog: 'about' });
  notify({ severity: 'problem', text: 'hidden', sticky: false, action: null });
  expect(said()).toEqual(['! hidden']);
});

it('an experiment is said at its beginning and its end; what it does to the scenario meanwhile is not', () => {
  const { store, show, said } = given();
  const progress = { runsDone: 0, runsPlanned: 12, now: '', remainingMs: 1, file: null };
  store.getState().set({ experiment: progress });
  show('starting');
  store.getState().set({ experiment: { ...progress, runsDone: 6 } });
  show('running');
  store.getState().set({ experiment: null });
  expect(said()).toEqual([
    'Experiment started: 12 runs. The scenario changes by itself and is put back.',
    'The experiment ended without an answer.',
  ]);
});
