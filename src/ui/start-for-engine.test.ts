/** Both sides of a worker that the page starts for the engine: the real channels between them, a fake worker at the end. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { workerStarter } from '../engine/worker-starts';
import type { WorkerWanted } from '../protocol/hand-over';
import { servedEndpoint } from '../protocol/hand-over';
import { startForEngine } from './start-for-engine';

/** A worker as the page sees it, which echoes what it hears. */
class FakeWorker {
  terminated = false;
  readonly #onFate = new Map<string, (event: Event) => void>();
  readonly #hears = new Set<(event: MessageEvent) => void>();
  readonly heard: unknown[] = [];
  /** What was transferred to it. */
  readonly given: Transferable[] = [];

  constructor(readonly name: string) {
    const near = servedEndpoint({
      postMessage: () => {},
      addEventListener: (_type, listener) => this.#hears.add(listener),
      removeEventListener: () => {},
    });
    near.addEventListener('message', ({ data, ports }) => {
      this.heard.push(data);
      near.postMessage({ echo: data, ports: ports.length }, [...ports]);
      for (const port of ports) port.close();
    });
  }
  addEventListener(type: 'error' | 'messageerror', listener: (event: Event) => void): void {
    this.#onFate.set(type, listener);
  }
  postMessage(message: unknown, transfer: Transferable[]): void {
    this.given.push(...transfer);
    for (const hear of this.#hears) hear({ data: message } as MessageEvent); // only `data` is read
  }
  terminate(): void {
    this.terminated = true;
  }
  suffer(event: Event): void {
    this.#onFate.get(event.type)?.(event);
  }
}

const open: WorkerWanted[] = [];
afterEach(() => {
  for (const { control } of open.splice(0)) control.close();
});

/** A worker that the page starts at once, unless told otherwise. */
function spawned(start = (name: string) => new FakeWorker(name)) {
  let worker: FakeWorker | null = null;
  const spawn = workerStarter({
    here: null,
    askPage: (wanted) => {
      open.push(wanted);
      startForEngine(wanted, (name) => {
        worker = start(name);
        return worker;
      });
    },
  });
  const handle = spawn('x');
  const told = (type: 'error' | 'messageerror') =>
    new Promise<Event>((resolve) => handle.addEventListener(type, resolve));
  return { handle, told, worker: worker as FakeWorker | null }; // assigned within the call
}

describe('a worker that the page starts', () => {
  it('bears the executor’s name, hears the engine and answers it without the page', async () => {
    const { handle, worker } = spawned();
    const answer = new Promise<unknown>((resolve) =>
      handle.addEventListener('message', ({ data }) => resolve(data)),
    );
    const { port1, port2 } = new MessageChannel();
    handle.postMessage({ call: 1, port2 }, [port2]);
    expect(await answer).toMatchObject({ echo: { call: 1 }, ports: 1 });
    expect(worker?.name).toBe('x');
    expect(worker?.given).toEqual([open.at(-1)?.port]); // a port that is not transferred cannot be posted
    port1.close();
    handle.terminate();
  });

  it('that throws tells the engine its message, and is no failure of the page', async () => {
    const { told, worker, handle } = spawned();
    const error = told('error');
    const event = Object.assign(new Event('error', { cancelable: true }), { message: 'out of memory' });
    worker?.suffer(event);
    expect(await error).toMatchObject({ type: 'error', message: 'out of memory' });
    expect(event.defaultPrevented).toBe(true);
    handle.terminate();
  });

  it('that sends what cannot be read tells the engine so', async () => {
    const { told, worker, handle } = spawned();
    const error = told('messageerror');
    worker?.suffer(new Event('messageerror'));
    expect((await error).type).toBe('messageerror');
    handle.terminate();
  });

  it('that the page cannot start is told as the failure of that worker', async () => {
    const { told, handle } = spawned(() => {
      throw new Error('no workers at all');
    });
    expect(await told('error')).toMatchObject({ message: 'no workers at all' });
    handle.terminate();
  });

  it('that is ended is ended by the page, and its channel at once, before the page comes to it', async () => {
    const { handle, worker } = spawned();
    const close = vi.spyOn(MessagePort.prototype, 'close');
    const ended = new Promise<void>((resolve) => {
      if (worker !== null) worker.terminate = resolve;
    });
    handle.terminate();
    expect(close).toHaveBeenCalledOnce();
    await ended;
    close.mockRestore();
  });
});

describe('the engine', () => {
  const asked = () => {
    const names: string[] = [];
    const askPage = ({ name, port, control }: WorkerWanted) => {
      names.push(name);
      port.close();
      control.close();
    };
    return { names, askPage };
  };

  it('starts its workers itself where it can', () => {
    const { names, askPage } = asked();
    const own = {
      postMessage: () => {},
      addEventListener: () => {},
      removeEventListener: () => {},
      terminate: () => {},
    };
    expect(workerStarter({ here: () => own, askPage })('x')).toBe(own);
    expect(names).toEqual([]);
  });

  it('asks the page for each worker once it was refused one, and does not try again', () => {
    const { names, askPage } = asked();
    let tries = 0;
    const spawn = workerStarter({
      here: () => {
        tries += 1;
        throw new DOMException('no nested workers', 'NotSupportedError');
      },
      askPage,
    });
    spawn('x');
    spawn('y');
    expect(names).toEqual(['x', 'y']);
    expect(tries).toBe(1);
  });
});
