import { expect, it } from 'vitest';
import type { Snapshot } from '../domain/snapshot';
import { noticeUnkeptBaselines } from './baseline-notices';
import { createPlaygroundStore } from './store';

const failing = (at: number) =>
  ({
    at,
    baselines: {
      automatic: true,
      skipped: [],
      fruitless: [],
      storageFailure: { code: 'storage-full', message: 'It is full.' },
    },
  }) as unknown as Snapshot; // what is read

it('a browser that keeps no baselines is told once', () => {
  const store = createPlaygroundStore();
  const end = noticeUnkeptBaselines(store);
  for (const at of [1, 2, 3]) store.getState().setSnapshot(failing(at));
  end();
  expect(store.getState().notices.map(({ text }) => text)).toEqual(['It is full.']);
});

it('nothing is told of storage that is refused on purpose', () => {
  const store = createPlaygroundStore();
  noticeUnkeptBaselines(store);
  store.getState().set({ storageRefused: true });
  store.getState().setSnapshot(failing(1));
  expect(store.getState().notices).toEqual([]);
});
