/**
 * A fake executor worker for engine tests: it speaks the real contract over an in-memory endpoint and takes a chosen
 * time per load and inference on a virtual clock, in the order of the real one's loop. It can crash, hang or refuse on
 * command.
 */
import type { VirtualClock } from '../base/clock';
import type { Backend } from '../domain/backend';
import { EngineError } from '../domain/errors';
import type { GpuMode } from '../domain/gpu';
import type { SegmentTarget } from '../domain/plan';
import type { Result } from '../domain/result';
import type { TenantInput } from '../domain/scenario';
import type { WorkerHandle } from '../engine/executor-host';
import { chosenPolicy } from '../executor/chosen-policy';
import { RequestLoop } from '../executor/request-loop';
import type {
  ExecutorContract,
  ExecutorEvents,
  InferArgument,
  InferReport,
  LoadArgument,
  MemoryReport,
  ScheduleArgument,
} from '../protocol/executor-contract';
import { type Endpoint, serve } from '../protocol/rpc';
import { FakeModes } from './fake-modes';
import { FakeService, fakePlan } from './fake-service';

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

const FILES = [{ path: 'weights.bin', loadedBytes: 1, totalBytes: 2 }];
const DOWNLOADING = { fraction: 0.5 } as const;

function refuseWhatCannotBeFetched({ model, bytes, refuseNetwork }: LoadArgument): void {
  if (bytes.kind !== 'folder' || bytes.kept !== undefined) return;
  if (refuseNetwork)
    throw new EngineError('network-unreachable', `The network was refused for ${model.name} (injected).`);
  if (bytes.baseUrl.includes('nowhere'))
    throw new EngineError('model-missing', `no files at ${bytes.baseUrl}`);
}

export interface FakeExecutorOptions {
  readonly clock: VirtualClock;
  /** Service time of one inference, ms. */
  readonly serviceMs: (tenantId: string) => number;
  /** Time of one load, ms; 5 unless said otherwise. */
  readonly loadMs?: (tenantId: string) => number;
  /** While a load lasts it tells its progress this often, ms; never unless said. */
  readonly progressEveryMs?: number;
  /** Throws to make a call fail; a start waits for its promise. Called before each start, load and inference. */
  readonly fault?: (
    call: 'start' | 'load' | 'infer' | 'setInput',
    tenantId: string,
    backend: Backend,
    argument?: LoadArgument,
  ) => void | Promise<void>;
  /** Every newest result; nothing found unless said. */
  readonly result?: Result;
  /** What a completion tells besides its stamps; hands nothing on unless said. */
  readonly report?: (argument: InferArgument) => Partial<InferReport>;
  /** What loading a tenant tells besides its durations. */
  readonly notes?: (tenantId: string) => readonly string[];
  /** The phase that a load spends its time in; `download` unless said. */
  readonly slowPhase?: ExecutorEvents['loadProgress']['phase'];
  /** What a load tells of pipelines; nothing unless said. */
  readonly pipelines?: { readonly done: number; readonly total: number };
  /** On WebGPU, from the end of a load until its recording stands, ms; at once unless said otherwise. */
  readonly recordMs?: (tenantId: string) => number;
  /** From a schedule with segments until the plans of its tenants are told, ms; at once unless said otherwise. */
  readonly cutMs?: number;
  /** On WebGPU: whether a tenant can be recorded; each can unless said otherwise. */
  readonly recordable?: (tenantId: string) => boolean;
  /** What it tells about its memory besides. */
  readonly memory?: Partial<MemoryReport>;
}

export class FakeExecutor implements WorkerHandle {
  readonly #near = new MemoryEndpoint();
  readonly #errorListeners = new Set<(event: Event) => void>();
  /** Tenants and their input. */
  readonly loaded = new Map<string, TenantInput>();
  /** What each load was given, in order. */
  readonly loads: LoadArgument[] = [];
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
  readonly #loading = new Map<string, () => void>();
  /** What it was told about choosing, in order. */
  readonly schedules: ScheduleArgument[] = [];
  /** Which tenants were cut when, in order. */
  readonly planned: { readonly tenantId: string; readonly at: number }[] = [];
  readonly #stallMs = new Map<string, number>();
  readonly #corrupt = new Set<string>();
  /** What was asked for while a tenant was loaded, in order. */
  readonly modes: { readonly tenantId: string; readonly mode: GpuMode }[] = [];
  readonly #modes: FakeModes;
  #target: SegmentTarget | null = null;

  constructor({
    clock,
    serviceMs,
    loadMs = () => 5,
    progressEveryMs,
    fault,
    notes = () => [],
    result = { kind: 'nothing', reason: 'fake' },
    report = () => ({}),
    slowPhase = 'download',
    pipelines,
    recordMs = () => 0,
    cutMs = 0,
    recordable = () => true,
    memory = {},
  }: FakeExecutorOptions) {
    const far = new MemoryEndpoint();
    far.peer = this.#near;
    this.#near.peer = far;
    const loop = new RequestLoop({ now: () => clock.now(), turn, mayWait: () => true });
    const modes = new FakeModes({
      ...{ clock, recordMs, recordable },
      tell: (tenantId, report) => {
        if (this.backend === 'webgpu') emit('mode', { tenantId, report });
      },
      onSettled: (tenantId) => tellPlan(tenantId),
    });
    this.#modes = modes;
    const tellPlan = (tenantId: string) => {
      const target = this.#target;
      if (target === null) return;
      const tell = () => {
        if (this.#target !== target || !this.loaded.has(tenantId)) return;
        this.planned.push({ tenantId, at: clock.now() });
        emit('planned', { tenantId, plan: fakePlan(serviceMs(tenantId), target) });
      };
      if (cutMs === 0) tell();
      else clock.schedule(clock.now() + cutMs, tell);
    };
    const emit = serve<ExecutorContract, ExecutorEvents>(far, {
      start: async ({ threads, backend }) => {
        this.backend = backend;
        await fault?.('start', '', backend);
        return { adapter: 'fake', software: false, threads, tfjsVersion: 'fake' };
      },
      load: async (argument) => {
        const { tenantId, bytes, input } = argument;
        this.loads.push(argument);
        fault?.('load', tenantId, this.backend, argument);
        refuseWhatCannotBeFetched(argument);
        const files = bytes.kind === 'folder' ? FILES : [];
        const telling = { ...DOWNLOADING, phase: slowPhase, files, ...(pipelines && { pipelines }) };
        await this.#load(
          tenantId,
          loadMs(tenantId),
          clock,
          () => emit('loadProgress', { tenantId, ...telling }),
          progressEveryMs,
        );
        if (bytes.kind === 'folder' && bytes.kept === undefined)
          emit('verified', { modelId: argument.model.id, blobs: [] });
        emit('loadProgress', { tenantId, phase: 'first-inference', fraction: null, files: [] });
        this.loaded.set(tenantId, input);
        modes.loaded(tenantId, argument.mode ?? 'auto');
        tellPlan(tenantId);
        return { downloadMs: 1, parseMs: 2, compileMs: null, firstInferenceMs: 2, notes: notes(tenantId) };
      },
      cancelLoad: ({ tenantId }) => this.#loading.get(tenantId)?.(),
      infer: async (argument) => {
        const { tenantId } = argument;
        fault?.('infer', tenantId, this.backend);
        if (!this.loaded.has(tenantId)) throw new EngineError('inference-failed', `no "${tenantId}" here`);
        const service = new FakeService({
          clock,
          segmentsMs: (bySegments) =>
            bySegments && this.#target !== null
              ? fakePlan(serviceMs(tenantId), this.#target).segmentsMs
              : [serviceMs(tenantId)],
          isHung: () => this.hung,
          takeStallMs: () => {
            const stallMs = this.#stallMs.get(tenantId) ?? 0;
            this.#stallMs.delete(tenantId);
            return stallMs;
          },
          failure: () => {
            if (this.#corrupt.delete(tenantId))
              return new EngineError('output-invalid', `The outputs of ${tenantId} are not finite.`);
            return this.failing ? new EngineError('inference-failed', `${tenantId} came to nothing`) : null;
          },
          told: () => ({
            frameNumber: this.loaded.get(tenantId) === 'random' ? null : 1,
            ...report(argument),
          }),
        });
        return loop.serve(argument, service);
      },
      schedule: async (argument) => {
        this.schedules.push(argument);
        const fails = (message: string) => emit('policyFailed', { message });
        const bySegments = argument.grain === 'segment';
        loop.schedule(argument, bySegments ? await chosenPolicy(argument.policy, fails) : null);
        this.#target = bySegments ? argument.segmentMs : null;
        modes.schedule(argument.grain);
        for (const tenantId of this.loaded.keys()) tellPlan(tenantId);
      },
      setMode: ({ tenantId, mode }) => {
        modes.ask(tenantId, mode);
        if (this.backend === 'webgpu') tellPlan(tenantId);
        this.modes.push({ tenantId, mode });
      },
      profileKernels: ({ tenantId, runs }) => {
        if (this.backend !== 'webgpu')
          throw new EngineError('backend-unsuited', `The ${this.backend} backend has no recordings.`);
        return modes.profile(tenantId, runs);
      },
      profile: ({ tenantId, runs }) => {
        if (!this.loaded.has(tenantId)) throw new EngineError('inference-failed', `no "${tenantId}" here`);
        const ms = serviceMs(tenantId);
        const plan = this.#target === null ? null : { ...fakePlan(ms, this.#target), n: runs };
        const samplesMs = Array.from({ length: runs }, () => ms);
        return { n: runs, prepareMs: 0, computeMs: ms, samplesMs, afterMs: 0, plan };
      },
      setInput: ({ tenantId, input }) => {
        fault?.('setInput', tenantId, this.backend);
        if (!this.loaded.has(tenantId)) throw new EngineError('inference-failed', `no "${tenantId}" here`);
        this.loaded.set(tenantId, input);
      },
      mishap: (mishap) => {
        if (mishap.kind !== 'lose-device' && !this.loaded.has(mishap.tenantId))
          throw new EngineError('inference-failed', `no "${mishap.tenantId}" here`);
        if (mishap.kind === 'stall') this.#stallMs.set(mishap.tenantId, mishap.durationMs);
        else if (mishap.kind === 'corrupt-output') this.#corrupt.add(mishap.tenantId);
        else if (this.backend === 'cpu')
          throw new EngineError('backend-unsuited', 'The cpu backend has no device that could be lost.');
        else emit('deviceLost', { reason: 'it was destroyed' });
      },
      unload: async ({ tenantId }) => {
        this.#loading.get(tenantId)?.();
        this.loaded.delete(tenantId);
        modes.unloaded(tenantId);
        this.#stallMs.delete(tenantId);
        this.#corrupt.delete(tenantId);
        await loop.leave(tenantId, () => {}); // like the real one: it is gone at once, its memory when all is served
      },
      memory: () => ({ inUseBytes: this.loaded.size * 1000, reservedBytes: 10_000, ...memory }),
      lastResult: () => ({ frameNumber: 1, result }),
      clock: () => clock.now(),
    });
  }

  /** Resolves after `durationMs`, telling of progress on the way; rejects when it is given up before. */
  #load(
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
        this.#loading.delete(tenantId);
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
      this.#loading.set(tenantId, () => {
        this.givenUp.push(tenantId);
        end(() => reject(new EngineError('cancelled', `Loading ${tenantId} was cancelled.`)));
      });
      this.begun.push(tenantId);
      this.mostLoadsAtOnce = Math.max(this.mostLoadsAtOnce, this.#loading.size);
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

  /** A tenant's recording turns out to be of no use. */
  turnEager(tenantId: string): void {
    this.#modes.discard(tenantId);
  }

  /** As an uncaught exception in the worker would. */
  crash(message: string): void {
    for (const listener of this.#errorListeners) listener({ message } as ErrorEvent); // only `message` is read
  }
}

/** Messages between the two sides take a few microtasks each: all that are on the way arrive within one of these. */
async function turn(): Promise<void> {
  for (let microtask = 0; microtask < 30; microtask++) await null;
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
