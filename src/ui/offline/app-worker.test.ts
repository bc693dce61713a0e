/** What becomes of the worker that stores the app, of a newer one, and of one that another tab puts in force. */
import { describe, expect, it } from 'vitest';
import { FakeContainer, FakeServiceWorker } from '../../testing/fake-service-worker';
import { AppWorker, type WorkerPlace, type WorkerReport } from './app-worker';

const SCOPE = 'https://demo.example/play/';

function place(container: FakeContainer | null, change: Partial<WorkerPlace> = {}) {
  const waits: { readonly afterMs: number; readonly act: () => void }[] = [];
  const given: WorkerPlace = {
    container: container as unknown as WorkerPlace['container'], // the four members that are used
    secure: true,
    built: true,
    framed: false,
    scope: SCOPE,
    later: (afterMs, act) => {
      const one = { afterMs, act };
      waits.push(one);
      return () => waits.splice(waits.indexOf(one), 1);
    },
    ...change,
  };
  return { given, waits };
}

async function started(container: FakeContainer | null, change: Partial<WorkerPlace> = {}) {
  const { given, waits } = place(container, change);
  const reports: WorkerReport[] = [];
  const worker = new AppWorker(given, (report) => reports.push(report));
  await worker.register();
  return { worker, waits, last: () => reports.at(-1) };
}

describe('the first visit', () => {
  it('registers one script for the folder of the app, and tells when all is stored', async () => {
    const container = new FakeContainer();
    container.registration.installing = new FakeServiceWorker();
    const { last } = await started(container);
    expect(container.asked).toEqual([{ script: `${SCOPE}service-worker.js`, scope: SCOPE }]);
    expect(last()).toEqual({ worker: { kind: 'installing' }, newer: null });
    container.registration.finish('installed');
    container.registration.activate();
    container.claim();
    expect(last(), 'the first worker is no newer version').toEqual({
      worker: { kind: 'ready' },
      newer: null,
    });
  });

  it('a worker that could not store everything is told with what to do', async () => {
    const container = new FakeContainer();
    container.registration.installing = new FakeServiceWorker();
    const { last } = await started(container);
    container.registration.finish('redundant');
    expect(last()?.worker).toMatchObject({ kind: 'failed', fix: expect.stringContaining('Reload') });
  });

  it('a browser that refuses says why', async () => {
    const container = new FakeContainer();
    container.refusal = new Error('The user denied permission');
    const { last, worker } = await started(container);
    expect(last()?.worker).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('denied permission'),
    });
    await expect(worker.look()).rejects.toMatchObject({ code: 'busy' });
  });

  it('a browser that answers nothing at all is a refusal, not a crash', async () => {
    const container = new FakeContainer();
    container.register = async () => undefined as never; // some blockers of scripts do this
    const { last } = await started(container);
    expect(last()?.worker.kind).toBe('failed');
  });
});

it.each([
  ['no service workers', null, {}],
  ['plain http', new FakeContainer(), { secure: false }],
  ['a frame', new FakeContainer(), { framed: true }],
  ['the development server', new FakeContainer(), { built: false }],
] as const)(
  'with %s nothing is registered, and the reason stands with a fix',
  async (_name, container, change) => {
    const { last } = await started(container, change);
    expect(last()?.worker).toMatchObject({ kind: 'impossible', why: expect.stringMatching(/\.$/) });
    expect(container?.asked ?? []).toEqual([]);
  },
);

describe('a newer version', () => {
  async function waiting() {
    const container = FakeContainer.controlled();
    const all = await started(container);
    container.registration.newest = new FakeServiceWorker();
    expect(await all.worker.look()).toBe(true);
    expect(all.last()?.newer, 'not before it is stored').toBeNull();
    container.registration.finish('installed');
    expect(all.last()).toEqual({ worker: { kind: 'ready' }, newer: 'waiting' });
    return { ...all, container };
  }

  it('waits until the page lets it take over, and is told so once', async () => {
    const { worker, container, last } = await waiting();
    const next = container.registration.waiting;
    const taken = worker.takeOver();
    expect(next?.heard).toEqual([{ type: 'SKIP_WAITING' }]);
    container.registration.activate();
    container.claim();
    await taken;
    expect(last()?.newer, 'what this tab asked for is not news to it').toBeNull();
  });

  it('that another tab put in force is told, and nothing more', async () => {
    const { container, last } = await waiting();
    container.registration.activate();
    container.claim();
    expect(last()).toEqual({ worker: { kind: 'ready' }, newer: 'in-force' });
  });

  it('that does not take over in time is told, and the other tab may still do it', async () => {
    const { worker, waits, container, last } = await waiting();
    const taken = worker.takeOver();
    expect(waits.map(({ afterMs }) => afterMs)).toEqual([10_000]);
    waits[0]?.act();
    await expect(taken).rejects.toMatchObject({ message: expect.stringContaining('did not take over') });
    container.registration.activate();
    container.claim();
    expect(last()?.newer).toBe('in-force');
  });

  it('takes over also where the page was loaded past the worker and has no controller', async () => {
    const container = FakeContainer.controlled();
    container.controller = null;
    const { worker } = await started(container);
    container.registration.find(new FakeServiceWorker());
    container.registration.finish('installed');
    const taken = worker.takeOver();
    container.registration.activate();
    await taken;
  });

  it('cannot be looked for without a network, and nothing changes', async () => {
    const container = FakeContainer.controlled();
    const { worker, last } = await started(container);
    expect(await worker.look()).toBe(false);
    container.registration.silent = true;
    await expect(worker.look()).rejects.toMatchObject({ code: 'network-unreachable' });
    expect(last()).toEqual({ worker: { kind: 'ready' }, newer: null });
  });
});
