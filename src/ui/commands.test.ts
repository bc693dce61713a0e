import { expect, it } from 'vitest';
import type { Scenario } from '../domain/scenario';
import { PLAIN_CHOICE } from '../domain/scenario';
import type { Snapshot } from '../domain/snapshot';
import type { EngineClient } from '../engine/index';
import { scenario } from '../testing/builders';
import { createCommands } from './commands';
import { createPlaygroundStore } from './store';

type Call = readonly [name: string, argument: unknown];

/** An engine that notes what it is asked for, and tells what it is given to tell. */
function stage() {
  const calls: Call[] = [];
  let tell: (snapshot: Snapshot) => void = () => {};
  const engine = {
    call: async (name: string, argument: unknown) => {
      calls.push([name, argument]);
      return null;
    },
    on: (_name: string, listener: typeof tell) => {
      tell = listener;
      return () => {};
    },
    dispose: () => {},
  } as unknown as EngineClient; // commands use these, each by its own name
  const store = createPlaygroundStore();
  return { calls, store, commands: createCommands(engine, store), tell: (one: Snapshot) => tell(one) };
}

/** Of each tenant and executor what commands read. */
const snapshotOf = (given: Scenario, failed: readonly string[] = []) =>
  ({
    scenario: given,
    tenants: given.tenants.map((config) => ({
      config,
      status: { kind: failed.includes(config.id) ? 'failed' : 'running' },
    })),
    executors: given.executors.map((config) => ({ config })),
    recovery: null,
  }) as unknown as Snapshot;

const three = scenario([
  ['a', 'x'],
  ['b', 'x'],
  ['c', 'y'],
]);
const two = { ...three, tenants: three.tenants.filter((one) => one.id !== 'c') };

it('undoing a removal keeps a tenant that came after it, though the store has not seen it yet', async () => {
  const { calls, store, commands, tell } = stage();
  tell(snapshotOf(three));
  store.getState().setSnapshot(snapshotOf(three));
  await commands.removeTenant('c', 'C');
  const late = scenario([
    ['a', 'x'],
    ['b', 'x'],
    ['late', 'x'],
  ]);
  tell(snapshotOf(late));
  store.getState().setSnapshot(snapshotOf(two));
  await commands.undo();
  const [name, restored] = calls.at(-1) ?? [];
  expect(name).toBe('loadScenario');
  expect((restored as Scenario).tenants.map((one) => one.id)).toEqual(['a', 'b', 'c', 'late']);
});

it('a mode is taken back by undo; other changes of a tenant leave nothing to undo', async () => {
  const { calls, store, commands, tell } = stage();
  tell(snapshotOf(three));
  store.getState().setSnapshot(snapshotOf(three));
  await commands.updateTenant('a', { priority: 9 });
  expect(store.getState().notices).toEqual([]);
  await commands.updateTenant('a', { mode: 'eager' });
  await commands.undo();
  expect(calls.slice(1)).toEqual([
    ['updateTenant', { tenantId: 'a', change: { mode: 'eager' } }],
    ['updateTenant', { tenantId: 'a', change: { mode: 'auto' } }],
  ]);
});

it('another backend for one of several moves it to a new executor', async () => {
  const { calls, commands, tell } = stage();
  tell(snapshotOf(three, ['a']));
  await commands.takeBackend('a', { backend: 'cpu', way: 'move', executorId: 'x', words: '' });
  const to = { id: 'executor-1', backend: 'cpu', threads: 1, ...PLAIN_CHOICE };
  expect(calls).toEqual([['moveTenant', { tenantId: 'a', to }]]);
});

it('another backend for all on an executor changes it, then starts each that failed there', async () => {
  const { calls, commands, tell } = stage();
  tell(snapshotOf(three, ['a', 'b', 'c']));
  await commands.takeBackend('a', { backend: 'cpu', way: 'restart', executorId: 'x', words: '' });
  expect(calls).toEqual([
    ['updateExecutor', { executorId: 'x', change: { backend: 'cpu' } }],
    ['retryTenant', { tenantId: 'a' }],
    ['retryTenant', { tenantId: 'b' }],
  ]);
});

it('refusing storage is the page’s own matter but for baselines, every other mishap the engine’s', async () => {
  const { calls, store, commands } = stage();
  await commands.mishap({ kind: 'refuse-storage', on: true });
  expect(store.getState().storageRefused).toBe(true);
  expect(calls).toEqual([['setBaselines', { automatic: false, storageRefused: true }]]);
  await commands.mishap({ kind: 'stall', tenantId: 'a', durationMs: 500 });
  expect(calls.slice(1)).toEqual([['mishap', { kind: 'stall', tenantId: 'a', durationMs: 500 }]]);
});

it('a scenario that was tried is taken back by undo, and prepared both ways', async () => {
  const { calls, store, commands, tell } = stage();
  tell(snapshotOf(three));
  store.getState().setSnapshot(snapshotOf(three));
  const prepared: string[] = [];
  const other = { ...three, name: 'other' };
  await commands.replaceScenario(other, 'Other is in force.', async ({ name }) => void prepared.push(name));
  store.getState().setSnapshot(snapshotOf(other)); // the store sees it after the offer was made
  await commands.undo();
  expect(calls).toEqual([
    ['loadScenario', other],
    ['loadScenario', three],
  ]);
  expect(prepared).toEqual(['other', three.name]);
});
