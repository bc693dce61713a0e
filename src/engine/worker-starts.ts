/**
 * How executors' workers come to be: started here, or by the page where workers cannot start workers. Either is a `WorkerHandle`;
 * nobody else can tell them apart. It knows no executor.
 */
import type { WorkerFate, WorkerOrder, WorkerWanted } from '../protocol/hand-over';
import type { WorkerHandle } from './executor-host';

export interface StartPlaces {
  /** Starts one in this thread; null where the browser offers no workers here. */
  readonly here: ((name: string) => WorkerHandle) | null;
  /** Asks the page; both ports are to be transferred. */
  readonly askPage: (wanted: WorkerWanted) => void;
}

/** Once this thread has refused to start one, the page is asked for all that follow. */
export function workerStarter({ here, askPage }: StartPlaces): (name: string) => WorkerHandle {
  let isRefused = here === null;
  return (name) => {
    if (here !== null && !isRefused) {
      try {
        return here(name);
      } catch {
        // A script that cannot be fetched is told by an event: what throws is a browser that starts none here at all.
        isRefused = true;
      }
    }
    return workerOfPage(name, askPage);
  };
}

type Listener = (event: never) => void;

/** A worker that the page starts. What is posted before it runs waits in the channel. */
function workerOfPage(name: string, askPage: StartPlaces['askPage']): WorkerHandle {
  const talk = new MessageChannel();
  const control = new MessageChannel();
  const onFate = { error: new Set<Listener>(), messageerror: new Set<Listener>() };
  control.port1.onmessage = ({ data }: MessageEvent<WorkerFate>) => {
    const event = Object.assign(new Event(data.kind, { cancelable: true }), data);
    for (const listener of onFate[data.kind]) listener(event as never); // the overloads pair them
  };
  askPage({ name, port: talk.port2, control: control.port2 });
  return {
    postMessage: (message, transfer) => talk.port1.postMessage(message, transfer),
    addEventListener(type: 'message' | 'error' | 'messageerror', listener: Listener) {
      const heard = listener as (event: Event) => void; // the overloads pair them
      if (type !== 'error') talk.port1.addEventListener(type, heard);
      if (type !== 'message') onFate[type].add(listener);
      else talk.port1.start(); // a port holds its messages back until then
    },
    removeEventListener: (type, listener) => talk.port1.removeEventListener(type, listener),
    terminate() {
      talk.port1.close(); // at once: nothing is heard of it any more, whenever the page comes to it
      const order: WorkerOrder = { kind: 'terminate' };
      control.port1.postMessage(order);
    },
  };
}
