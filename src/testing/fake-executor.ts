/**
 * A fake executor worker for engine tests: it speaks the real contract over an in-memory endpoint and takes a chosen
 * time per load and inference on a virtual clock. It can crash, hang or refuse on command.
 */
import type { VirtualClock } from '../base/clock';
import type { Backend } from '../domain/backend';
import { EngineError } from '../domain/errors';
import type { WorkerHandle } from '../engine/executor-host';
import type { ExecutorContract, ExecutorEvents } from '../protocol/executor-contract';
import { type Endpoint, serve } from '../protocol/rpc';

type Listener = (event: MessageEvent) => void;

/** One side of an in-memory channel; messages arrive in order, one microtask later. */
class MemoryEndpoint implements Endpoint {
  peer: MemoryEndpoint | null = null;
  readonly listeners = new Set<Listener>();

  postMessage(message: unknown): void {
    const { peer } = this;
    queueMicrotask(() => {
      for (const listener of peer?.listeners ?? []) listener({ data: message } as MessageEvent); // only `data` is read
    });
  }

  addEventListener(_type: 'message', listener: Listener): void {
    this.listeners.add(listener);
  }

  removeEventListener(_type: 'message', listener: Listener): void {
    this.listeners.delete(listener);
  }
}

const DOWNLOADING = {
  phase: 'download',
  fraction: 0.5,
  files: [{ path: 'weights.bin', loadedBytes: 1, totalBytes: 2 }],
} as const;

export interface FakeExecutorOptions {
  readonly clock: VirtualClock;
  /** Service time of one inference, ms. */
  readonly serviceMs: (tenantId: string) => number;
  /** Time of one load, ms; 5 unless said otherwise. */
  readonly loadMs?: (tenantId: string) => number;
  /** While a load lasts it tells its progress this often, ms; never unless said. */
  readonly progressEveryMs?: number;
  /** Throws to make a call fail; called before each start, load and inference. */
  readonly fault?: (call: 'start' | 'load' | 'infer', tenantId: string, backend: Backend) => void;
}

export class FakeExecutor implements WorkerHandle {
  readonly #near = new MemoryEndpoint();
  readonly #errorListeners = new Set<(event: Event) => void>();
  /** Tenants and their input. */
  readonly loaded = new Map<string, 'scene' | 'random'>();
  /** Tenants of the loads that were begun, in order. */
  readonly begun: string[] = [];
  /** Tenants of the loads that were given up. */
  readonly givenUp: string[] = [];
  backend: Backend = 'cpu';
  mostLoadsAtOnce = 0;
  terminated = false;
  hung = false;
  /** Fails each inference when it should end. */
  failing = false;
  /** Answers nothing any more. */
  deaf = false;
  readonly #loads = new Map<string, () => void>();

  constructor({ clock, serviceMs, loadMs = () => 5, progressEveryMs, fault }: FakeExecutorOptions) {
    const far = new MemoryEndpoint();
    far.peer = this.#near;
    this.#near.peer = far;
    const after = (durationMs: number) =>
      new Promise<void>((resolve) => clock.schedule(clock.now() + durationMs, resolve));
    let inProgress = Promise.resolve();
    const emit = serve<ExecutorContract, ExecutorEvents>(far, {
      start: ({ threads, backend }) => {
        this.backend = backend;
        fault?.('start', '', backend);
        return { adapter: 'fake', software: false, threads, tfjsVersion: 'fake' };
      },
      load: async ({ tenantId, baseUrl, input }) => {
        fault?.('load', tenantId, this.backend);
        if (baseUrl.includes('nowhere')) throw new EngineError('model-missing', `no files at ${baseUrl}`);
        await this.#loading(
          tenantId,
          loadMs(tenantId),
          clock,
          () => emit('loadProgress', { tenantId, ...DOWNLOADING }),
          progressEveryMs,
        );
        emit('loadProgress', { tenantId, phase: 'first-inference', fraction: null, files: [] });
        this.loaded.set(tenantId, input);
        return { downloadMs: 1, parseMs: 2, compileMs: null, firstInferenceMs: 2 };
      },
      cancelLoad: ({ tenantId }) => this.#loads.get(tenantId)?.(),
      infer: async ({ tenantId }) => {
        fault?.('infer', tenantId, this.backend);
        if (!this.loaded.has(tenantId)) throw new EngineError('inference-failed', `no "${tenantId}" here`);
        const startedAt = clock.now();
        inProgress = this.hung ? new Promise<void>(() => {}) : after(serviceMs(tenantId));
        await inProgress;
        if (this.failing) throw new EngineError('inference-failed', `${tenantId} came to nothing`);
        const completedAt = clock.now();
        return {
          startedAt,
          preprocessedAt: startedAt,
          computedAt: completedAt,
          readAt: completedAt,
          completedAt,
          frameNumber: this.loaded.get(tenantId) === 'random' ? null : 1,
        };
      },
      unload: async ({ tenantId }) => {
        this.#loads.get(tenantId)?.();
        this.loaded.delete(tenantId);
        await inProgress; // like the real one: it is gone at once, its memory when the inference has ended
      },
      memory: () => ({ inUseBytes: this.loaded.size * 1000, reservedBytes: 10_000 }),
      lastResult: () => ({ frameNumber: 1, result: { kind: 'nothing', reason: 'fake' } }),
      clock: () => clock.now(),
    });
  }

  /** Resolves after `durationMs`, telling of progress on the way; rejects when it is given up before. */
  #loading(
    tenantId: string,
    durationMs: number,
    clock: VirtualClock,
    tell: () => void,
    everyMs = Number.POSITIVE_INFINITY,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const until = clock.now() + durationMs;
      let cancel = () => {};
      const end = (settle: () => void) => {
        cancel();
        this.#loads.delete(tenantId);
        settle();
      };
      const step = () => {
        if (clock.now() >= until) {
          end(resolve);
          return;
        }
        tell();
        cancel = clock.schedule(Math.min(until, clock.now() + everyMs), step);
      };
      this.#loads.set(tenantId, () => {
        this.givenUp.push(tenantId);
        end(() => reject(new EngineError('cancelled', `Loading ${tenantId} was cancelled.`)));
      });
      this.begun.push(tenantId);
      this.mostLoadsAtOnce = Math.max(this.mostLoadsAtOnce, this.#loads.size);
      step();
    });
  }

  postMessage(message: unknown): void {
    if (!this.terminated && !this.deaf) this.#near.postMessage(message);
  }

  addEventListener(type: 'message' | 'error' | 'messageerror', listener: (event: never) => void): void {
    if (type === 'message') this.#near.addEventListener(type, listener as Listener); // the overloads pair them
    if (type === 'error') this.#errorListeners.add(listener as (event: Event) => void); // the overloads pair them
  }

  removeEventListener(_type: 'message', listener: Listener): void {
    this.#near.listeners.delete(listener);
  }

  terminate(): void {
    this.terminated = true;
    this.#near.listeners.clear();
  }

  /** As an uncaught exception in the worker would. */
  crash(message: string): void {
    for (const listener of this.#errorListeners) listener({ message } as ErrorEvent); // only `message` is read
  }
}

/** Advances virtual time in small steps, letting promises settle between them. */
export async function advance(clock: VirtualClock, durationMs: number, stepMs = 1): Promise<void> {
  const until = clock.now() + durationMs;
  while (clock.now() < until) {
    await settle();
    clock.advanceTo(Math.min(until, clock.now() + stepMs));
  }
  await settle();
}

/** Lets every promise that can settle do so, without any time passing. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
