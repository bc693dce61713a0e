import { afterEach, describe, expect, it } from 'vitest';
import type { CustomModel, CustomModelReference } from '../../domain/custom-model';
import { referenceOf } from '../../domain/custom-model';
import { EngineError } from '../../domain/errors';
import type { Scenario } from '../../domain/scenario';
import { PLAIN_TERMS } from '../../domain/scenario';
import type { EngineClient } from '../../engine/index';
import type { IntakeContract, IntakeEvents, TakenModel } from '../../protocol/intake-contract';
import { serve } from '../../protocol/rpc';
import type { StartedWorker } from '../on-demand-worker';
import { createPlaygroundStore } from '../store';
import { AllowedOrigins } from './allowed-origins';
import { CustomModels } from './custom-models';
import { SettingsMemory } from './settings-memory';

const ID = 'custom-0123456789ab';
const net = (change: Partial<CustomModel> = {}): CustomModel => ({
  task: 'custom',
  id: ID,
  name: 'net',
  format: 'graph',
  files: [],
  parameters: 7,
  source: { kind: 'files' },
  signature: {
    inputs: [{ name: 'x', shape: [null, 4], dtype: 'float32' }],
    outputs: [{ name: 'y', shape: [null, 2], dtype: 'float32' }],
  },
  inputs: [{ name: 'x', shape: [1, 4], feed: { kind: 'random', range: [0, 1] } }],
  view: { kind: 'numbers' },
  labels: null,
  controlFlow: false,
  notes: [],
  ...change,
});
const taken = (model: CustomModel): TakenModel => ({ model, blobs: [] });
const scenarioOf = (...models: readonly CustomModelReference[]): Pick<Scenario, 'models'> => ({
  models: [...models],
});

type Handlers = Partial<Parameters<typeof serve<IntakeContract, IntakeEvents>>[1]>;

/** The page with an intake worker that answers by `handlers` over two real message ports. */
function pageWith(handlers: Handlers) {
  const store = createPlaygroundStore();
  store.getState().set({ catalog: { packages: {}, models: [] } });
  const offered: CustomModel[] = [];
  const engine: Pick<EngineClient, 'call'> = {
    // Only `offerModel` is called.
    call: ((_name: string, { model }: { model: CustomModel }) => {
      offered.push(model);
      return Promise.resolve();
    }) as EngineClient['call'],
  };
  const ports: MessagePort[] = [];
  const startWorker = (): StartedWorker => {
    const { port1, port2 } = new MessageChannel();
    ports.push(port1, port2);
    const refused = () => {
      throw new EngineError('model-not-found', 'This worker answers nothing of the kind.');
    };
    const answers = { fromFiles: refused, fromUrl: refused, fromBrowser: refused, kept: () => [] };
    const rest = { keep: refused, forget: refused, labels: refused, cancel: () => {}, refuse: () => {} };
    serve<IntakeContract, IntakeEvents>(port2, { ...answers, ...rest, ...handlers });
    for (const port of [port1, port2]) port.start();
    // What a port lacks of a worker: it cannot die.
    return Object.assign(port1, { terminate: () => {} }) as unknown as StartedWorker;
  };
  const memory = new SettingsMemory(() => ({ getItem: () => null, setItem: () => {} }));
  const held = new Map<string, string>();
  const origins = new AllowedOrigins(() => ({
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  }));
  const ownOrigin = 'http://localhost:4173';
  const custom = new CustomModels({ store, engine, memory, origins, ownOrigin, startWorker });
  ends.push(() => {
    for (const port of ports) port.close();
  });
  const modelsHere = () => store.getState().catalog?.models.map(({ id, name }) => `${id} ${name}`);
  return { store, custom, memory, origins, offered, modelsHere };
}

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

describe('a model that somebody brings', () => {
  it('is offered to the engine, stands behind the catalog, and its sheet opens', async () => {
    const { store, custom, offered, modelsHere } = pageWith({ fromFiles: () => [taken(net())] });
    await custom.takeFiles([{ path: 'model.json', blob: new Blob() }]);
    expect(offered.map(({ id }) => id)).toEqual([ID]);
    expect(modelsHere()).toEqual([`${ID} net`]);
    expect(store.getState()).toMatchObject({ dialog: 'custom-model', customModelId: ID });
    expect(custom.state.getState()).toMatchObject({ busy: null, problem: null, arrived: [ID] });
  });

  it('has the settings that were chosen for it before', async () => {
    const { custom, memory, offered } = pageWith({ fromFiles: () => [taken(net())] });
    memory.write(ID, { ...referenceOf(net()).settings, name: 'my net' });
    await custom.takeFiles([{ path: 'model.json', blob: new Blob() }]);
    expect(offered[0]?.name).toBe('my net');
  });

  it('keeps its own settings when those from before do not fit it, and that is said', async () => {
    const { custom, memory, offered, store } = pageWith({ fromFiles: () => [taken(net())] });
    memory.write(ID, {
      ...referenceOf(net()).settings,
      name: 'other',
      inputs: net().inputs.map((input) => ({ ...input, name: 'z' })),
    });
    await custom.takeFiles([{ path: 'model.json', blob: new Blob() }]);
    expect(offered[0]?.name).toBe('net');
    expect(store.getState().notices[0]?.text).toContain('do not fit');
  });

  it('that cannot be read is told in the drawer, or as a message once the drawer is closed', async () => {
    const { custom, store, modelsHere } = pageWith({});
    await custom.takeUrl('https://example.org/model.json');
    expect(custom.state.getState().problem?.code).toBe('model-not-found');
    const waiting = custom.takeUrl('https://example.org/model.json');
    store.getState().set({ dialog: null });
    await waiting;
    expect(store.getState().notices.map(({ text }) => text)).toEqual([
      'This worker answers nothing of the kind.',
    ]);
    expect(custom.state.getState().problem).toBeNull();
    expect(modelsHere()).toEqual([]);
  });

  it('that is given up leaves no message', async () => {
    const { custom, store } = pageWith({
      fromUrl: () => {
        throw new EngineError('cancelled', 'It was given up.');
      },
    });
    await custom.takeUrl('https://example.org/model.json');
    expect(custom.state.getState().problem).toBeNull();
    expect(store.getState().notices).toEqual([]);
  });

  it('is offered anew with other settings and labels', async () => {
    const { custom, offered, modelsHere } = pageWith({ fromFiles: () => [taken(net())] });
    await custom.takeFiles([{ path: 'model.json', blob: new Blob() }]);
    expect(await custom.apply(ID, { ...referenceOf(net()).settings, name: 'better' }, ['a', 'b'])).toBe(true);
    expect(offered.at(-1)).toMatchObject({ name: 'better', labels: ['a', 'b'] });
    expect(modelsHere()).toEqual([`${ID} better`]);
  });

  it('can be had from this browser again once it is kept there', async () => {
    const { custom, offered } = pageWith({
      fromFiles: () => [taken(net())],
      kept: () => [{ key: 'net', bytes: 1, savedAt: null }],
      keep: ({ key }) => ({ key, bytes: 9, savedAt: 1 }),
    });
    await custom.takeFiles([{ path: 'model.json', blob: new Blob() }]);
    expect(await custom.keep(ID)).toMatchObject({ key: 'net 2', bytes: 9 });
    expect(offered.at(-1)?.source).toEqual({ kind: 'browser', key: 'net 2' });
  });
});

describe('an address of another site', () => {
  const AT = 'https://example.org/m/model.json';
  const guarded: Handlers = {
    fromUrl: ({ allowed }) => {
      if (!allowed.includes('https://example.org')) throw new EngineError('url-not-allowed', 'not allowed');
      return taken(net());
    },
  };
  const asked = (custom: CustomModels) =>
    new Promise<string>((resolve) => {
      custom.state.subscribe(({ asksFor }) => asksFor !== null && resolve(asksFor));
    });

  it('is asked about in the drawer, and the answer decides', async () => {
    const { custom, offered, origins } = pageWith(guarded);
    expect(custom.mayFetch('https://example.org')).toBe(false);
    expect(custom.mayFetch('http://localhost:4173')).toBe(true);
    const no = custom.takeUrl(AT);
    expect(await asked(custom)).toBe('https://example.org');
    custom.consent.answer('no');
    await no;
    expect(offered).toEqual([]);
    expect(custom.state.getState()).toMatchObject({ asksFor: null, busy: null, problem: null });
    const always = custom.takeUrl(AT);
    await asked(custom);
    custom.consent.answer('always');
    await always;
    expect(offered).toHaveLength(1);
    expect(origins.list()).toEqual(['https://example.org']);
    expect(custom.mayFetch('https://example.org')).toBe(true);
    await custom.takeUrl(AT);
    expect(offered).toHaveLength(2);
  });

  it('is not fetched from when the drawer is closed over the question, nor when it is cancelled', async () => {
    const { custom, offered, store } = pageWith(guarded);
    for (const giveUp of [() => store.getState().set({ dialog: null }), () => custom.cancel()]) {
      const fetched = custom.takeUrl(AT);
      await asked(custom);
      expect(store.getState().dialog).toBe('add-model');
      giveUp();
      await fetched;
    }
    expect(offered).toEqual([]);
    expect(custom.state.getState()).toMatchObject({ asksFor: null, busy: null, problem: null });
  });

  it('in a link is asked about after the press of its button, once for all its models', async () => {
    const { custom, offered, store } = pageWith(guarded);
    const named = (id: string) => referenceOf(net({ id, source: { kind: 'url', url: AT } }));
    await custom.scenario.adopt(scenarioOf(named(ID), named('custom-ffffffffffff')));
    custom.scenario.fetchMissing();
    const questions: string[] = [];
    custom.state.subscribe(({ asksFor }, before) => {
      if (asksFor === null || before.asksFor !== null) return;
      questions.push(asksFor);
      queueMicrotask(() => custom.consent.answer('once'));
    });
    await custom.inTurn('nothing', async () => {});
    expect(questions).toEqual([]);
    store.getState().notices[0]?.action?.run();
    await custom.inTurn('nothing', async () => {});
    expect(questions).toEqual(['https://example.org']);
    expect(offered.map(({ id }) => id)).toEqual([ID]); // the other place holds other files than were meant
  });
});

it('a model that is no longer kept is one whose files only their owner has', async () => {
  const { custom, offered } = pageWith({
    fromBrowser: ({ key }) => taken(net({ source: { kind: 'browser', key } })),
    forget: () => {},
  });
  await custom.takeKept('net');
  await custom.forget('other');
  expect(offered.at(-1)?.source.kind).toBe('browser');
  await custom.forget('net');
  expect(offered.at(-1)?.source).toEqual({ kind: 'files' });
});

describe('a scenario that names custom models', () => {
  const kept = referenceOf(net({ source: { kind: 'browser', key: 'net' }, name: 'kept net' }));
  const remote = referenceOf(net({ source: { kind: 'url', url: 'https://example.org/m/model.json' } }));
  const settled = (custom: CustomModels) => custom.inTurn('nothing', async () => {});

  it('has what this browser keeps read by itself, with its own settings and without a sheet', async () => {
    const { custom, offered, store } = pageWith({
      fromBrowser: ({ key }) => taken(net({ source: { kind: 'browser', key } })),
    });
    await custom.scenario.adopt(scenarioOf(kept));
    custom.scenario.fetchMissing();
    await settled(custom);
    expect(offered.map(({ name }) => name)).toEqual(['kept net']);
    expect(store.getState()).toMatchObject({ dialog: null, notices: [] });
  });

  it('asks before anything is fetched from elsewhere', async () => {
    const { custom, offered, store } = pageWith({ fromUrl: () => taken(net()) });
    await custom.scenario.adopt(scenarioOf(remote));
    custom.scenario.fetchMissing();
    await settled(custom);
    expect(offered).toEqual([]);
    const [notice] = store.getState().notices;
    expect(notice?.text).toContain('net from https://example.org');
    notice?.action?.run();
    await settled(custom);
    expect(offered.map(({ id }) => id)).toEqual([ID]);
    expect(store.getState().dialog).toBeNull();
  });

  it('does not take other files for the model that was meant', async () => {
    const { custom, offered, store } = pageWith({
      fromBrowser: () => taken(net({ id: 'custom-ffffffffffff' })),
    });
    await custom.scenario.adopt(scenarioOf(kept));
    custom.scenario.fetchMissing();
    await settled(custom);
    expect(offered).toEqual([]);
    const [notice] = store.getState().notices;
    expect(notice?.text).toContain('“net” holds other files');
    notice?.action?.run();
    await settled(custom);
    expect(store.getState().customModelId).toBe('custom-ffffffffffff');
  });

  it('takes dropped files that it waited for without a sheet', async () => {
    const { custom, store } = pageWith({ fromFiles: () => [taken(net())] });
    await custom.scenario.adopt(scenarioOf(referenceOf(net({ name: 'dropped net' }))));
    custom.scenario.fetchMissing();
    await custom.takeFiles([{ path: 'model.json', blob: new Blob() }]);
    expect(store.getState().dialog).toBeNull();
    expect(store.getState().notices[0]?.text).toContain('dropped net: the files are here');
  });

  it('puts its settings in force for a model that is here already', async () => {
    const { custom, offered } = pageWith({ fromFiles: () => [taken(net())] });
    await custom.takeFiles([{ path: 'model.json', blob: new Blob() }]);
    await custom.scenario.adopt(scenarioOf(referenceOf(net())));
    expect(offered).toHaveLength(1);
    await custom.scenario.adopt(scenarioOf(kept));
    expect(offered.at(-1)?.name).toBe('kept net');
  });

  it('that takes another’s place takes back what the other asked', async () => {
    const { custom, store } = pageWith({});
    await custom.scenario.adopt(scenarioOf(remote));
    custom.scenario.fetchMissing();
    await custom.scenario.adopt({});
    expect(store.getState().notices).toEqual([]);
  });

  it('asks no longer once no tenant wants the model', async () => {
    const { custom, store } = pageWith({});
    const tenant = { id: 'net', executorId: 'x', workload: { kind: 'closed', inFlight: 1 } } as const;
    const tenantOf = (modelId: string): Scenario['tenants'] => [
      { ...tenant, modelId, deadline: { kind: 'none' }, input: 'scene', paused: false, ...PLAIN_TERMS },
    ];
    await custom.scenario.adopt(scenarioOf(remote));
    custom.scenario.fetchMissing();
    custom.scenario.follow({ tenants: tenantOf(ID) });
    expect(store.getState().notices).toHaveLength(1);
    custom.scenario.follow({ tenants: tenantOf('blazeface') });
    expect(store.getState().notices).toEqual([]);
  });
});
