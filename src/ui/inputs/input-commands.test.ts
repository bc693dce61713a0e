import { describe, expect, it, vi } from 'vitest';
import type { Model, ModelLibrary } from '../../domain/model';
import type { TenantInput } from '../../domain/scenario';
import type { Snapshot, TenantStatus } from '../../domain/snapshot';
import { customModel, model, scenario } from '../../testing/builders';
import { createPlaygroundStore } from '../store';
import { followInputs } from './follow-inputs';
import { createInputCommands } from './input-commands';
import { effectiveInput, inputsFor } from './model-senses';
import type { LiveSourceId, SourceState } from './source-state';

const listener: Model = {
  ...model('listener'),
  task: 'note-transcription',
  input: { kind: 'audio', shape: [1, 8, 1], dtype: 'float32', range: [-1, 1], sampleRateHz: 22_050 },
};
const LIBRARY: ModelLibrary = { packages: {}, models: [model('viewer'), listener] };
const ON: SourceState = { kind: 'on', label: 'x', detail: '', note: null };
const FAILED: SourceState = {
  kind: 'failed',
  error: { code: 'input-refused', message: 'The camera was refused.' },
};

/** Tenants by id, `viewer-…` or `listener-…`, with what each is given. */
function setUp(inputs: Readonly<Record<string, TenantInput>>) {
  const store = createPlaygroundStore();
  const statuses = new Map<string, TenantStatus>();
  const show = (run: Snapshot['run']['kind'] = 'running') => {
    const tenants = Object.entries(given).map(([id, input]) => ({
      config: scenario([[id, 'executor-1', { input, modelId: id.split('-')[0] ?? '' }]]).tenants[0],
      status: statuses.get(id) ?? { kind: 'running' },
    }));
    const all = { run: { kind: run }, tenants, scenario: { tenants: tenants.map(({ config }) => config) } };
    store.getState().setSnapshot(all as unknown as Snapshot); // what inputs read of one
  };
  const given: Record<string, TenantInput> = { ...inputs };
  store.getState().set({ catalog: LIBRARY });
  const setSource = (id: LiveSourceId, state: SourceState) =>
    store.getState().set({ sources: { ...store.getState().sources, [id]: state } });
  const outcome = new Map<LiveSourceId, SourceState>();
  const open = vi.fn(async (id: LiveSourceId) => setSource(id, outcome.get(id) ?? ON));
  const openFiles = vi.fn(async (id: LiveSourceId) => setSource(id, outcome.get(id) ?? ON));
  const updateTenant = vi.fn(async (id: string, { input }: { input?: TenantInput }) => {
    if (input !== undefined) given[id] = input;
    show();
  });
  const commands = createInputCommands(store, { open, openFiles }, { updateTenant });
  show();
  return {
    store,
    given,
    commands,
    open,
    openFiles,
    outcome,
    updateTenant,
    show,
    statuses,
    setSource,
  };
}
const undo = (store: ReturnType<typeof createPlaygroundStore>) =>
  store.getState().notices.at(-1)?.action?.run();

describe('another source on the stage', () => {
  it('is shown, and given to the tenants that saw what was there before, and to no other', async () => {
    const { store, given, commands } = setUp({
      'viewer-1': 'scene',
      'viewer-2': 'video',
      'viewer-3': 'random',
      'listener-1': 'scene',
    });
    await commands.showOnStage('camera');
    expect(store.getState().stageSource).toBe('camera');
    expect(given).toEqual({
      'viewer-1': 'camera',
      'viewer-2': 'video',
      'viewer-3': 'random',
      'listener-1': 'scene',
    });
  });

  it('is taken back by the offer to undo', async () => {
    const { store, given, commands } = setUp({ 'viewer-1': 'scene', 'viewer-2': 'scene' });
    await commands.showOnStage('camera');
    expect(store.getState().notices.at(-1)?.text).toBe('Camera for 2 tenants, in place of scene.');
    undo(store);
    await vi.waitFor(() => expect(given).toEqual({ 'viewer-1': 'scene', 'viewer-2': 'scene' }));
    expect(store.getState().stageSource).toBe('scene');
  });

  it('that is refused leaves the tenants with what they have, until it is there', async () => {
    const { store, given, commands, outcome } = setUp({ 'viewer-1': 'scene' });
    outcome.set('camera', FAILED);
    await commands.showOnStage('camera');
    expect(store.getState().stageSource).toBe('camera');
    expect(given['viewer-1']).toBe('scene');
    outcome.delete('camera');
    await commands.showOnStage('camera');
    expect(given['viewer-1']).toBe('camera');
  });

  it('moves nobody when the stage goes back to where it was', async () => {
    const { commands, outcome, updateTenant } = setUp({ 'viewer-1': 'scene' });
    outcome.set('camera', FAILED);
    await commands.showOnStage('camera');
    await commands.showOnStage('scene');
    expect(updateTenant).not.toHaveBeenCalled();
  });

  it('of files is opened with them first', async () => {
    const { given, commands, openFiles } = setUp({ 'viewer-1': 'scene' });
    const files = [{ name: 'a.png' } as File]; // passed on unread
    await commands.openFiles('pictures', files);
    expect(openFiles).toHaveBeenCalledExactlyOnceWith('pictures', files);
    expect(given['viewer-1']).toBe('pictures');
  });
});

describe('another sound', () => {
  it('is given to those that hear what the first listener hears', async () => {
    const { given, commands } = setUp({
      'listener-1': 'scene',
      'listener-2': 'scene',
      'listener-3': 'sound-file',
      'viewer-1': 'scene',
    });
    await commands.listenTo('microphone');
    expect(given).toEqual({
      'listener-1': 'microphone',
      'listener-2': 'microphone',
      'listener-3': 'sound-file',
      'viewer-1': 'scene',
    });
  });

  it('that is refused is told, with a way to try again', async () => {
    const { store, given, commands, outcome } = setUp({ 'listener-1': 'scene' });
    outcome.set('microphone', FAILED);
    await commands.listenTo('microphone');
    expect(given['listener-1']).toBe('scene');
    expect(store.getState().notices.at(-1)).toMatchObject({
      severity: 'problem',
      text: 'The camera was refused.',
      action: { label: 'Try again' },
    });
  });
});

describe('an input of one tenant', () => {
  it('is opened, then given', async () => {
    const { given, commands, open } = setUp({ 'viewer-1': 'scene', 'viewer-2': 'scene' });
    await commands.giveTenant('viewer-1', 'camera');
    expect(open).toHaveBeenCalledExactlyOnceWith('camera');
    expect(given).toEqual({ 'viewer-1': 'camera', 'viewer-2': 'scene' });
  });

  it('is what its model can take', () => {
    expect(inputsFor(model('viewer'))).toEqual(['scene', 'camera', 'screen', 'video', 'pictures', 'random']);
    expect(inputsFor(listener)).toEqual(['scene', 'microphone', 'sound-file', 'random']);
    expect(inputsFor(customModel())).toEqual(['scene', 'random']);
    expect(effectiveInput(listener, 'camera')).toBe('scene');
    expect(effectiveInput(listener, 'microphone')).toBe('microphone');
  });
});

describe('the sources follow the scenario', () => {
  function follow(inputs: Readonly<Record<string, TenantInput>>) {
    const made = setUp(inputs);
    const setWanted = vi.fn<(wanted: ReadonlySet<LiveSourceId>) => void>();
    const setRunning = vi.fn<(running: boolean) => void>();
    const retry = vi.fn(async () => {});
    const end = followInputs(made.store, { setWanted, setRunning }, retry);
    made.show();
    const wanted = () => [...(setWanted.mock.lastCall?.[0] ?? [])];
    return { ...made, wanted, setRunning, retry, end };
  }

  it('are those that tenants want with the senses they have, and the stage’s', () => {
    const { wanted, store } = follow({
      'viewer-1': 'camera',
      'viewer-2': 'microphone',
      'listener-1': 'video',
    });
    expect(wanted()).toEqual(['camera']);
    store.getState().set({ stageSource: 'screen' });
    expect(wanted()).toEqual(['camera', 'screen']);
  });

  it('lead the stage to what all its tenants see', () => {
    const { store } = follow({ 'viewer-1': 'camera', 'listener-1': 'scene' });
    expect(store.getState().stageSource).toBe('camera');
  });

  it('do not lead it away while somebody sees what it shows, nor from a choice that is under way', () => {
    const { store, show } = follow({ 'viewer-1': 'scene', 'viewer-2': 'camera' });
    expect(store.getState().stageSource).toBe('scene');
    store.getState().set({ stageSource: 'video' });
    show();
    expect(store.getState().stageSource).toBe('video');
  });

  it('know whether a run goes on', () => {
    const { show, setRunning } = follow({ 'viewer-1': 'scene' });
    expect(setRunning).toHaveBeenLastCalledWith(true);
    show('idle');
    expect(setRunning).toHaveBeenLastCalledWith(false);
    show('starting');
    expect(setRunning).toHaveBeenLastCalledWith(true);
  });

  it('start those again that failed for want of one, when it is there', () => {
    const { show, statuses, setSource, retry } = follow({
      'viewer-1': 'camera',
      'viewer-2': 'camera',
      'viewer-3': 'video',
    });
    const failed = (code: 'input-missing' | 'device-lost'): TenantStatus => ({
      kind: 'failed',
      error: { code, message: '' },
      restart: null,
    });
    statuses.set('viewer-1', failed('input-missing'));
    statuses.set('viewer-2', failed('device-lost'));
    statuses.set('viewer-3', failed('input-missing'));
    show();
    setSource('camera', { kind: 'asking' });
    expect(retry).not.toHaveBeenCalled();
    setSource('camera', ON);
    expect(retry).toHaveBeenCalledExactlyOnceWith('viewer-1');
    setSource('camera', { ...ON, note: 'reworded' });
    expect(retry).toHaveBeenCalledTimes(1);
  });

  it('are let alone when it ends', () => {
    const { end, setRunning, show } = follow({ 'viewer-1': 'scene' });
    end();
    show('idle');
    expect(setRunning).toHaveBeenLastCalledWith(true);
  });
});
