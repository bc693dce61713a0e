/** Models that were loaded before the worker came are stored once, in idle moments, and never while something is measured. */
import { expect, it } from 'vitest';
import { EngineError } from '../../domain/errors';
import type { Snapshot } from '../../domain/snapshot';
import { createPlaygroundStore, type PlaygroundState } from '../store';
import { KeepUsed } from './keep-used';
import { NOT_LOOKED } from './offline-state';

const tenants = (...ids: readonly string[]) =>
  ids.map((modelId) => ({ config: { modelId }, status: { kind: 'running' } }));

function page(keep: (id: string) => void = () => {}) {
  const store = createPlaygroundStore();
  const kept: string[] = [];
  const told: string[] = [];
  const idle: (() => void)[] = [];
  const used = new KeepUsed({
    seen: store.getState,
    files: {
      keep: async ({ id }) => {
        keep(id);
        kept.push(id);
      },
    },
    whenIdle: (act) => idle.push(act),
    onKept: () => {},
    onFull: (message) => told.push(message),
  });
  store.subscribe(() => used.look());
  const catalog = { packages: {}, models: ['a', 'b'].map((id) => ({ id, task: 'body-pose' })) };
  store.getState().set({
    catalog: catalog as unknown as PlaygroundState['catalog'], // what is read
    offline: { ...NOT_LOOKED, worker: { kind: 'ready' } },
  });
  const show = (change: object) =>
    store.getState().setSnapshot({
      run: { kind: 'running' },
      measuring: null,
      tenants: [],
      ...change,
    } as unknown as Snapshot); // what is read
  const settle = async () => {
    for (let turns = 0; turns < 10; turns += 1) {
      idle.shift()?.();
      await Promise.resolve();
    }
  };
  return { store, show, settle, kept, told, idle };
}

it('each is stored once, one at a time, also when nothing changes any more', async () => {
  const { show, settle, kept, idle } = page();
  show({ tenants: tenants('a', 'b', 'a') });
  expect(idle).toHaveLength(1);
  await settle();
  expect(kept).toEqual(['a', 'b']);
  show({ tenants: tenants('a', 'b'), at: 2 });
  await settle();
  expect(kept).toEqual(['a', 'b']);
});

it('nothing is stored while models start, a baseline is measured or an experiment is on', async () => {
  const { store, show, settle, kept } = page();
  show({ tenants: tenants('a'), run: { kind: 'starting' } });
  await settle();
  show({ tenants: tenants('a'), measuring: { tenantId: 'a' } });
  await settle();
  store.getState().set({ experiment: {} as PlaygroundState['experiment'] }); // that there is one is read
  show({ tenants: tenants('a') });
  await settle();
  expect(kept).toEqual([]);
  store.getState().set({ experiment: null });
  await settle();
  expect(kept).toEqual(['a']);
});

it('a measurement that begins before the idle moment comes is not disturbed', async () => {
  const { show, settle, kept } = page();
  show({ tenants: tenants('a') });
  show({ tenants: tenants('a'), measuring: { tenantId: 'a' } });
  await settle();
  expect(kept).toEqual([]);
  show({ tenants: tenants('a') });
  await settle();
  expect(kept).toEqual(['a']);
});

it('without a worker that would read it, or with storage refused on purpose, nothing is stored', async () => {
  const { store, show, settle, kept } = page();
  store.getState().set({ storageRefused: true });
  show({ tenants: tenants('a') });
  await settle();
  store.getState().set({ storageRefused: false, offline: NOT_LOOKED });
  await settle();
  expect(kept).toEqual([]);
});

it('a full storage is told once, and nothing more is tried in this visit', async () => {
  const full = () => {
    throw new EngineError('storage-full', 'There is no more room.');
  };
  const { show, settle, told, kept } = page(full);
  show({ tenants: tenants('a', 'b') });
  await settle();
  expect(told).toEqual(['There is no more room.']);
  expect(kept).toEqual([]);
});
