/** When a reload is offered or done: never in mid-run for a version, once by itself for isolation, and nothing lost unsaid. */
import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../domain/snapshot';
import { createPlaygroundStore, type PlaygroundState } from '../store';
import { Offers, type OffersPlace } from './offers';
import type { OfflineState } from './offline-state';

const snapshot = (kind: Snapshot['run']['kind']) =>
  ({ at: 0, run: { kind }, tenants: [{}], measuring: null }) as unknown as Snapshot; // what is read

function tab(change: Partial<OffersPlace> = {}) {
  const store = createPlaygroundStore();
  const log = { reloads: 0, takenOver: 0, noted: false };
  const offers = new Offers(store, {
    worker: {
      controlledAtLoad: false,
      takeOver: async () => {
        log.takenOver += 1;
      },
    },
    isolated: true,
    framed: false,
    touched: () => false,
    memory: {
      reloaded: () => log.noted,
      note: () => {
        log.noted = true;
      },
    },
    hash: () => '#preset=four-at-once',
    reload: () => {
      log.reloads += 1;
    },
    ...change,
  });
  store.subscribe(() => offers.look());
  const set = (state: Partial<PlaygroundState>) => store.getState().set(state);
  return {
    log,
    set,
    run: (kind: Snapshot['run']['kind']) => store.getState().setSnapshot(snapshot(kind)),
    tell: (offline: Partial<OfflineState>) => set({ offline: { ...store.getState().offline, ...offline } }),
    notices: () => store.getState().notices,
    dismiss: () => store.getState().dismiss(store.getState().notices[0]?.id ?? -1),
    press: () => store.getState().notices[0]?.action?.run(),
  };
}

describe('a version that waits', () => {
  it('is offered while nothing runs, put away while something does, and offered when it ends', () => {
    const one = tab();
    one.run('running');
    one.tell({ newer: 'waiting' });
    expect(one.notices(), 'told quietly in mid-run: no notice').toEqual([]);
    one.run('idle');
    expect(one.notices().map(({ text }) => text)).toEqual([
      'A new version is ready. The scenario stays; figures begin anew.',
    ]);
    one.run('starting');
    expect(one.notices()).toEqual([]);
    one.run('idle');
    expect(one.notices()).toHaveLength(1);
    expect(one.log).toMatchObject({ reloads: 0, takenOver: 0 });
  });

  it('waits for an experiment too', () => {
    const one = tab();
    one.set({ experiment: {} as PlaygroundState['experiment'] }); // that there is one is read
    one.tell({ newer: 'waiting' });
    expect(one.notices()).toEqual([]);
    one.set({ experiment: null });
    expect(one.notices()).toHaveLength(1);
  });

  it('is not offered again to somebody who closed the notice', () => {
    const one = tab();
    one.tell({ newer: 'waiting' });
    one.dismiss();
    one.run('running');
    one.run('idle');
    expect(one.notices()).toEqual([]);
    one.tell({ newer: 'in-force' });
    expect(one.notices(), 'that another tab took it is another thing').toHaveLength(1);
  });

  it('takes over before the page is loaded again, by the button alone', async () => {
    const one = tab();
    one.tell({ newer: 'waiting' });
    one.press();
    await Promise.resolve();
    await Promise.resolve();
    expect(one.log).toMatchObject({ takenOver: 1, reloads: 1 });
  });

  it('that does not take over leaves the page as it is and says so', async () => {
    const takeOver = async () => {
      throw new Error('The new version did not take over.');
    };
    const one = tab({ worker: { controlledAtLoad: true, takeOver } });
    one.tell({ newer: 'waiting' });
    one.press();
    await Promise.resolve();
    await Promise.resolve();
    expect(one.log.reloads).toBe(0);
    expect(one.notices().map(({ severity }) => severity)).toContain('problem');
  });

  it('says what a reload would lose: models of this visit, a scenario too large for the address', () => {
    const one = tab({ hash: () => '' });
    one.run('idle');
    const model = { name: 'My net', source: { kind: 'files' } };
    one.set({ taken: [{ model, blobs: [] }] as unknown as PlaygroundState['taken'] }); // what is read
    one.tell({ newer: 'waiting' });
    const [notice] = one.notices();
    expect(notice?.text).toContain('My net is here for this visit only');
    expect(notice?.text).toContain('too large for the address');
  });
});

describe('a page that is not isolated, on a host without headers', () => {
  it('is loaded again by itself once, while nobody has touched it and nothing runs', () => {
    const one = tab({ isolated: false });
    one.run('idle');
    expect(one.log.reloads).toBe(0);
    one.tell({ worker: { kind: 'ready' } });
    expect(one.log).toMatchObject({ reloads: 1, noted: true });
    one.run('idle');
    expect(one.log.reloads, 'while it goes nothing more happens').toBe(1);
  });

  it.each([
    ['somebody has touched it', { touched: () => true }],
    ['it has done so before in this tab', { memory: { reloaded: () => true, note: () => {} } }],
    ['it cannot remember that it has', { memory: null }],
  ] as const)('offers it when %s', (_name, change) => {
    const one = tab({ isolated: false, ...change });
    one.tell({ worker: { kind: 'ready' } });
    expect(one.log.reloads).toBe(0);
    expect(one.notices().map(({ text }) => text)).toEqual([expect.stringContaining('WASM threads')]);
    one.press();
    expect(one.log.reloads).toBe(1);
  });

  it('offers it while something runs, and says that it ends', () => {
    const one = tab({ isolated: false });
    one.run('running');
    one.tell({ worker: { kind: 'ready' } });
    expect(one.log.reloads).toBe(0);
    expect(one.notices()[0]?.text).toContain('ends what runs');
  });

  it.each([
    ['the worker gave it already', { worker: { controlledAtLoad: true, takeOver: async () => {} } }],
    ['it stands in a frame', { framed: true }],
    ['it is isolated', { isolated: true }],
  ] as const)('stays as it is when %s: no reload, no offer, no loop', (_name, change) => {
    const one = tab({ isolated: false, ...change });
    one.tell({ worker: { kind: 'ready' } });
    one.run('idle');
    expect(one.log.reloads).toBe(0);
    expect(one.notices()).toEqual([]);
  });
});
