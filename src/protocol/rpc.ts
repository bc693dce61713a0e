/**
 * Calls, replies and events between two threads, typed by one interface per worker. Ours rather than a library's,
 * because every hop must be killable: when the far side dies, each pending call rejects with the phase it was in.
 * It knows nothing of models or schedulers. One map of pending calls by id; three message shapes.
 */
import { EngineError, type ErrorCode } from '../domain/errors';

/** What both `Worker` and the worker's own global scope can do. */
export interface Endpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** The calls a worker answers: name → function of one argument. */
export type Contract = Record<string, (argument: never) => unknown>;
type Argument<F> = F extends (argument: infer A) => unknown ? A : never;
type Reply<F> = F extends (argument: never) => infer R ? Awaited<R> : never;
export type EventMap = Record<string, unknown>;

/** What a handler returns when it gives buffers away: ownership of `transfer` moves to the caller. */
export class Transferred<T> {
  constructor(
    readonly value: T,
    readonly transfer: Transferable[],
  ) {}
}

interface CallMessage {
  readonly kind: 'call';
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}
interface ReplyMessage {
  readonly kind: 'reply';
  readonly id: number;
  readonly value?: unknown;
  readonly error?: {
    readonly name: string;
    readonly code: string | null;
    readonly message: string;
    readonly stack: string;
  };
}
interface EventMessage {
  readonly kind: 'event';
  readonly name: string;
  readonly payload: unknown;
}
type Message = CallMessage | ReplyMessage | EventMessage;

interface Pending {
  readonly name: string;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The calling side. */
export interface Caller<C extends Contract> {
  /**
   * Calls `name`; buffers in `transfer` move to the far side.
   * @throws EngineError of the far side with its code, or the error given to `fail`.
   */
  call<N extends keyof C & string>(
    name: N,
    argument: Argument<C[N]>,
    transfer?: Transferable[],
  ): Promise<Reply<C[N]>>;
  /** Rejects every pending call and every later one: the far side is gone. */
  fail(code: ErrorCode, explain: (pendingCall: string) => string): void;
  /** Stops listening; pending calls reject as cancelled. */
  dispose(): void;
}

/** Connects to a worker that runs `serve`. */
export function connect<C extends Contract, E extends EventMap>(
  endpoint: Endpoint,
  onEvent: { [N in keyof E]: (payload: E[N]) => void },
): Caller<C> {
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let death: ((name: string) => EngineError) | null = null;

  const onMessage = (event: MessageEvent) => {
    const message = event.data as Message; // both sides are built from this file
    if (message.kind === 'event') {
      onEvent[message.name as keyof E]?.(message.payload as E[keyof E]);
      return;
    }
    if (message.kind !== 'reply') return;
    const call = pending.get(message.id);
    if (call === undefined) return;
    pending.delete(message.id);
    if (message.error === undefined) call.resolve(message.value);
    else call.reject(revive(message.error));
  };
  endpoint.addEventListener('message', onMessage);

  const fail: Caller<C>['fail'] = (code, explain) => {
    death ??= (name) => new EngineError(code, explain(name));
    for (const call of pending.values()) call.reject(death(call.name));
    pending.clear();
  };

  return {
    call: (name, argument, transfer = []) =>
      new Promise((resolve, reject) => {
        if (death !== null) {
          reject(death(name));
          return;
        }
        const id = nextId;
        nextId += 1;
        pending.set(id, { name, resolve: resolve as (value: unknown) => void, reject }); // typed by the contract
        const message: CallMessage = { kind: 'call', id, name, argument };
        endpoint.postMessage(message, transfer);
      }),
    fail,
    dispose() {
      endpoint.removeEventListener('message', onMessage);
      fail('cancelled', (name) => `"${name}" was cancelled: the connection was closed.`);
    },
  };
}

/** Answers calls with `handlers`; returns the function that emits events. */
export function serve<C extends Contract, E extends EventMap>(
  endpoint: Endpoint,
  handlers: {
    [N in keyof C]: (
      argument: Argument<C[N]>,
    ) => Reply<C[N]> | Transferred<Reply<C[N]>> | Promise<Reply<C[N]> | Transferred<Reply<C[N]>>>;
  },
): <N extends keyof E & string>(name: N, payload: E[N], transfer?: Transferable[]) => void {
  const answer = async ({ id, name, argument }: CallMessage) => {
    try {
      const handler = handlers[name];
      if (handler === undefined) throw new Error(`no call is named "${name}"`);
      const returned = await handler(argument as Argument<C[string]>); // typed by the contract
      const [value, transfer] =
        returned instanceof Transferred ? [returned.value, returned.transfer] : [returned, []];
      const reply: ReplyMessage = { kind: 'reply', id, value };
      endpoint.postMessage(reply, transfer);
    } catch (thrown) {
      const reply: ReplyMessage = { kind: 'reply', id, error: flatten(thrown) };
      endpoint.postMessage(reply, []);
    }
  };
  endpoint.addEventListener('message', (event) => {
    const message = event.data as Message; // both sides are built from this file
    if (message?.kind === 'call') void answer(message);
  });
  return (name, payload, transfer = []) => {
    const message: EventMessage = { kind: 'event', name, payload };
    endpoint.postMessage(message, transfer);
  };
}

function flatten(thrown: unknown): NonNullable<ReplyMessage['error']> {
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const code = error instanceof EngineError ? error.code : null;
  return { name: error.name, code, message: error.message, stack: error.stack ?? '' };
}

function revive(flat: NonNullable<ReplyMessage['error']>): Error {
  if (flat.code !== null) {
    const expected = new EngineError(flat.code as ErrorCode, flat.message); // written by flatten from an EngineError
    expected.stack = flat.stack;
    return expected;
  }
  const bug = new Error(flat.message);
  bug.name = flat.name;
  bug.stack = flat.stack;
  return bug;
}
