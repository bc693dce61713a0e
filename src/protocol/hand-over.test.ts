import { expect, it, vi } from 'vitest';
import { servedEndpoint } from './hand-over';
import type { Endpoint } from './rpc';

/** The scope of a worker, as its starter sees it. */
function scope() {
  const listeners = new Set<(event: MessageEvent) => void>();
  const posted: unknown[] = [];
  const near: Endpoint = {
    postMessage: (message) => posted.push(message),
    addEventListener: (_type, listener) => listeners.add(listener),
    removeEventListener: (_type, listener) => listeners.delete(listener),
  };
  const say = (data: unknown) => {
    for (const listener of listeners) listener({ data } as MessageEvent); // only `data` is read
  };
  return { near, posted, say };
}

const next = (port: MessagePort) =>
  new Promise<unknown>((resolve) => {
    port.onmessage = ({ data }) => resolve(data);
  });

it('a worker that was not handed over talks to whoever started it', () => {
  const { near, posted, say } = scope();
  const endpoint = servedEndpoint(near);
  const heard: unknown[] = [];
  endpoint.addEventListener('message', ({ data }) => heard.push(data));
  say('a call');
  endpoint.postMessage('a reply', []);
  expect(heard).toEqual(['a call']);
  expect(posted).toEqual(['a reply']);
});

it('a worker that is handed over hears and answers through the port alone, and is not told of the port itself', async () => {
  const { near, posted, say } = scope();
  const endpoint = servedEndpoint(near);
  const heard: unknown[] = [];
  const { port1, port2 } = new MessageChannel();
  const call = new Promise<void>((resolve) =>
    endpoint.addEventListener('message', ({ data }) => {
      heard.push(data);
      resolve();
    }),
  );
  const start = vi.spyOn(port2, 'start'); // browsers hold messages back until then, Node does not
  port1.postMessage('a call'); // before the worker has the port: it waits there
  say({ kind: 'hand-over', port: port2 });
  await call;
  const reply = next(port1);
  endpoint.postMessage('a reply', []);
  expect(await reply).toBe('a reply');
  expect(start).toHaveBeenCalledOnce();
  expect(heard).toEqual(['a call']);
  expect(posted).toEqual([]);
  port1.close();
});

it('what transfers with a message goes along', async () => {
  const { near, say } = scope();
  const endpoint = servedEndpoint(near);
  const { port1, port2 } = new MessageChannel();
  say({ kind: 'hand-over', port: port2 });
  const bytes = new ArrayBuffer(4);
  const reply = next(port1);
  endpoint.postMessage(bytes, [bytes]);
  expect(await reply).toHaveProperty('byteLength', 4);
  expect(bytes.byteLength).toBe(0);
  port1.close();
});

it('a listener that was removed hears nothing any more', () => {
  const { near, say } = scope();
  const endpoint = servedEndpoint(near);
  const heard: unknown[] = [];
  const listener = ({ data }: MessageEvent) => heard.push(data);
  endpoint.addEventListener('message', listener);
  endpoint.removeEventListener('message', listener);
  say('a call');
  expect(heard).toEqual([]);
});
