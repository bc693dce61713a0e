import { expect, it, vi } from 'vitest';
import { afterErasing, followErasures, otherTabs, tellErased } from './storage-channel';
import { createPlaygroundStore } from './store';

/** Channels of one origin; those of this tab and of others differ by what their messages say. */
class Ether {
  readonly #channels = new Set<BroadcastChannel>();

  channel(): BroadcastChannel {
    const channel = {
      onmessage: null as ((event: { data: unknown }) => void) | null,
      postMessage: (data: unknown) => {
        for (const other of this.#channels)
          if (other !== (channel as unknown)) other.onmessage?.({ data } as MessageEvent);
      },
      close: () => void this.#channels.delete(channel as unknown as BroadcastChannel),
    };
    this.#channels.add(channel as unknown as BroadcastChannel); // what is used of it
    return channel as unknown as BroadcastChannel;
  }
}

const handleOf = () => {
  const forgotten = vi.fn(async (_isGone: (key: string) => boolean) => {});
  const forgetSites = vi.fn();
  return {
    store: createPlaygroundStore(),
    custom: { forgotten, forgetSites } as never, // what is used of it
    forgotten,
    forgetSites,
  };
};

it('a tab learns that another erased, says so, and lets go of models that are kept no more', () => {
  const ether = new Ether();
  const handle = handleOf();
  followErasures(handle, ether.channel());
  ether.channel().postMessage({ from: 'another tab', kind: 'erased', ids: ['models', 'theme'] });
  expect(handle.forgotten).toHaveBeenCalledOnce();
  expect(handle.store.getState().notices.map(({ text }) => text)).toEqual([
    expect.stringContaining('Another tab erased'),
  ]);
});

it('a tab does not take its own erasing for another’s', () => {
  const ether = new Ether();
  const handle = handleOf();
  followErasures(handle, ether.channel());
  tellErased(['models'], ether.channel());
  expect(handle.store.getState().notices).toEqual([]);
});

it('a roll call names the tabs that answer, this one not among them', async () => {
  const ether = new Ether();
  followErasures(handleOf(), ether.channel());
  const another = ether.channel();
  another.onmessage = ({ data }) => {
    if (data.kind === 'who') another.postMessage({ from: 'another tab', kind: 'here', tab: 'Four at once' });
  };
  expect(await otherTabs(Promise.resolve(), ether.channel())).toEqual(['Four at once']);
});

it('a tab that is asked says what it shows and since when', () => {
  const ether = new Ether();
  followErasures(handleOf(), ether.channel());
  const asker = ether.channel();
  const answers: unknown[] = [];
  asker.onmessage = ({ data }) => answers.push(data);
  asker.postMessage({ from: 'another tab', kind: 'who' });
  expect(answers).toEqual([
    { from: expect.any(String), kind: 'here', tab: expect.stringMatching(/open since \d\d:\d\d/) },
  ]);
});

it('models are let go of when they were erased, and an engine that is dead stops nothing', () => {
  const { forgotten, forgetSites, ...handle } = handleOf();
  afterErasing(handle, ['theme']);
  expect(forgotten).not.toHaveBeenCalled();
  expect(forgetSites).not.toHaveBeenCalled();
  forgotten.mockRejectedValue(new Error('the engine stopped'));
  expect(() => afterErasing(handle, ['models', 'allowed-sites'])).not.toThrow();
  expect(forgetSites).toHaveBeenCalledOnce();
});

it('an app that was stored for offline is not said to be, once that was erased', () => {
  const { store, custom } = handleOf();
  const { offline, set } = store.getState();
  set({ offline: { ...offline, worker: { kind: 'ready' } } });
  afterErasing({ store, custom }, ['theme']);
  expect(store.getState().offline.worker.kind).toBe('ready');
  afterErasing({ store, custom }, ['service-worker']);
  expect(store.getState().offline.worker).toMatchObject({
    kind: 'failed',
    why: expect.stringContaining('erased'),
  });
});

it('a browser without channels is no obstacle', async () => {
  expect(() => followErasures(handleOf(), null)()).not.toThrow();
  expect(() => tellErased(['theme'], null)).not.toThrow();
  expect(await otherTabs(Promise.resolve(), null)).toEqual([]);
});
