import { expect, it } from 'vitest';
import { OtherTabs } from './other-tabs';

/** Locks and a channel as tabs of one origin share them: exclusive ones wait their turn, shared ones for those before. */
class Origin {
  readonly #held = new Map<string, { mode: LockMode; release: () => void }[]>();
  readonly #waiting: { name: string; mode: LockMode; start: () => void }[] = [];
  readonly #listeners = new Map<string, () => void>();

  tab(ownId: string, onChange: (anotherRuns: boolean) => void) {
    const tabs = new OtherTabs(
      {
        ownId,
        locks: { query: async () => ({ held: this.#list(), pending: [] }), request: this.#request },
        channel: {
          postMessage: () => {
            for (const [id, listener] of this.#listeners) if (id !== ownId) listener();
          },
          addEventListener: (_name: string, listener: () => void) => this.#listeners.set(ownId, listener),
          close: () => this.#listeners.delete(ownId),
        } as never, // the three that are used, without the overloads of the DOM
      },
      onChange,
    );
    return tabs;
  }

  /** The tab is gone without a word: the browser gives its locks back. */
  crash(ownId: string): void {
    this.#listeners.delete(ownId);
    for (const lock of this.#held.get(`playground-runs-${ownId}`) ?? []) lock.release();
  }

  get locks(): number {
    return this.#list().length + this.#waiting.length;
  }

  #list() {
    return [...this.#held].flatMap(([name, locks]) => locks.map(({ mode }) => ({ name, mode })));
  }

  #request = ((name: string, ...rest: unknown[]) => {
    const act = rest.at(-1) as () => unknown; // the last argument of `request` is the callback
    const options = (rest.length > 1 ? rest[0] : {}) as LockOptions;
    return new Promise<void>((resolve, reject) => {
      const one = { name, mode: options.mode ?? 'exclusive', start: () => this.#hold(one, act, resolve) };
      this.#waiting.push(one);
      options.signal?.addEventListener('abort', () => {
        const at = this.#waiting.indexOf(one);
        if (at < 0) return;
        this.#waiting.splice(at, 1);
        reject(new Error('aborted'));
      });
      this.#grant(name);
    });
  }) as LockManager['request'];

  #hold(one: { name: string; mode: LockMode }, act: () => unknown, done: () => void): void {
    const locks = this.#held.get(one.name) ?? [];
    this.#held.set(one.name, locks);
    const release = () => {
      const at = locks.indexOf(lock);
      if (at < 0) return;
      locks.splice(at, 1);
      done();
      this.#grant(one.name);
    };
    const lock = { mode: one.mode, release };
    locks.push(lock);
    void Promise.resolve(act()).then(release);
  }

  #grant(name: string): void {
    const next = this.#waiting.find((one) => one.name === name);
    const locks = this.#held.get(name) ?? [];
    const free = locks.length === 0 || (next?.mode === 'shared' && locks.every((l) => l.mode === 'shared'));
    if (next === undefined || !free) return;
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    next.start();
    this.#grant(name);
  }
}

const settled = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};

function twoTabs() {
  const origin = new Origin();
  const knows = { a: false, b: false };
  const a = origin.tab('a', (runs) => {
    knows.a = runs;
  });
  const b = origin.tab('b', (runs) => {
    knows.b = runs;
  });
  return { origin, a, b, knows };
}

it('a tab learns that another one runs, and that it stopped', async () => {
  const { a, knows } = twoTabs();
  a.setRunning(true);
  await settled();
  expect(knows).toEqual({ a: false, b: true });
  a.setRunning(false);
  await settled();
  expect(knows).toEqual({ a: false, b: false });
});

it('a tab that opens later finds the one that runs', async () => {
  const { origin, a } = twoTabs();
  a.setRunning(true);
  await settled();
  let c = false;
  origin.tab('c', (runs) => {
    c = runs;
  });
  await settled();
  expect(c).toBe(true);
});

it('a tab that crashes runs no more', async () => {
  const { origin, a, knows } = twoTabs();
  a.setRunning(true);
  await settled();
  origin.crash('a');
  await settled();
  expect(knows.b).toBe(false);
});

it('two tabs that run know of each other, and of one that goes on alone', async () => {
  const { a, b, knows } = twoTabs();
  a.setRunning(true);
  b.setRunning(true);
  await settled();
  expect(knows).toEqual({ a: true, b: true });
  b.setRunning(false);
  await settled();
  expect(knows).toEqual({ a: false, b: true });
});

it('running again after a stop is seen again', async () => {
  const { a, knows } = twoTabs();
  for (const running of [true, false, true]) {
    a.setRunning(running);
    await settled();
    expect(knows.b).toBe(running);
  }
});

it('a tab that is disposed of leaves no lock behind, neither held nor waited for', async () => {
  const { origin, a, b } = twoTabs();
  a.setRunning(true);
  b.setRunning(true);
  await settled();
  a.dispose();
  b.dispose();
  await settled();
  expect(origin.locks).toBe(0);
});
