import { describe, expect, it } from 'vitest';
import { LoadsInProgress } from './loads-in-progress';

/** A load that ends when told to and remembers its signal. */
function pendingLoad() {
  let resolve: (value: string) => void = () => {};
  let reject: (reason: Error) => void = () => {};
  const promise = new Promise<string>((succeed, fail) => {
    resolve = succeed;
    reject = fail;
  });
  const signals: AbortSignal[] = [];
  const load = (signal: AbortSignal) => {
    signals.push(signal);
    return promise;
  };
  return { load, resolve, reject, signals };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('loads in progress', () => {
  it('hand on what a load gives and its error', async () => {
    const loads = new LoadsInProgress<string>();
    await expect(loads.run('a', async () => 'done')).resolves.toBe('done');
    await expect(loads.run('a', () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('tell a load that it is given up, and only that one', async () => {
    const loads = new LoadsInProgress<string>();
    const [a, b] = [pendingLoad(), pendingLoad()];
    const running = [loads.run('a', a.load), loads.run('b', b.load)];
    await turn();
    loads.cancel('a');
    expect([a.signals[0]?.aborted, b.signals[0]?.aborted]).toEqual([true, false]);
    a.resolve('a');
    b.resolve('b');
    await Promise.all(running);
  });

  it('take a cancel without a load for nothing', () => {
    expect(() => new LoadsInProgress<string>().cancel('nobody')).not.toThrow();
  });

  it('end only when the load has cleared up', async () => {
    const loads = new LoadsInProgress<string>();
    const { load, reject } = pendingLoad();
    const running = loads.run('a', load).catch(() => 'given up');
    let ended = false;
    const waiting = loads.ended('a').then(() => {
      ended = true;
    });
    await turn();
    expect(ended).toBe(false);
    reject(new Error('cancelled'));
    await waiting;
    expect(await running).toBe('given up');
    await loads.ended('a'); // nothing is in progress: at once
  });

  it('give up a load that another takes the place of, and start that one after it', async () => {
    const loads = new LoadsInProgress<string>();
    const [first, second] = [pendingLoad(), pendingLoad()];
    const before = loads.run('a', first.load).catch(() => 'given up');
    await turn();
    const after = loads.run('a', second.load);
    await turn();
    expect(first.signals[0]?.aborted).toBe(true);
    expect(second.signals).toHaveLength(0);
    first.reject(new Error('cancelled'));
    await turn();
    expect(second.signals[0]?.aborted).toBe(false);
    second.resolve('loaded');
    expect(await after).toBe('loaded');
    expect(await before).toBe('given up');
  });
});
