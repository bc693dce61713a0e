/**
 * The tenants of one executor: loaded, cut, served, measured, given other inputs, released. It knows no messages but those
 * of the frame channel; who is served when is the loop's.
 */
import { EngineError } from '../domain/errors';
import type { GpuMode, KernelProfile } from '../domain/gpu';
import type { Model } from '../domain/model';
import type { ServiceProfile } from '../domain/plan';
import type { FramedResult } from '../domain/result';
import type {
  ExecutorEvents,
  InferArgument,
  InferReport,
  LoadArgument,
  LoadReport,
  ScheduleArgument,
} from '../protocol/executor-contract';
import { RANDOM_RESULT_INTERVAL_MS, RESULT_INTERVAL_MS } from '../protocol/frame-channel';
import { discardHandoff } from '../protocol/handoff';
import type { Policy } from '../scheduling/policy';
import type { BackgroundWork, WorkInHand } from './background';
import { Cutting } from './cutting';
import type { FrameInbox } from './frame-inbox';
import { HostedTenant } from './hosted-tenant';
import type { InjectedFaults } from './injected-faults';
import { loadNetwork } from './load-network';
import { besideRequests } from './load-steps';
import { profileKernels } from './profile-kernels';
import { profileTenant } from './profile-tenant';
import { RequestLoop } from './request-loop';
import type { Runtime } from './runtime';
import { type InputTerms, openInput } from './tenant-input';
import { TenantModes } from './tenant-modes';

interface Hosted {
  readonly tenant: HostedTenant;
  readonly model: Model;
  /** Others hand it what it looks at: it asks for no frames by itself. */
  triggered: boolean;
  resultSentAt: number;
  /** Frame of the result sent last: the same frame gives the same result. */
  sentFrame: number | null;
}

export interface HostOptions {
  readonly runtime: Runtime;
  readonly inbox: FrameInbox;
  readonly faults: InjectedFaults;
  /** The backend compiles at the first inference. */
  readonly compiles: boolean;
  readonly onProgress: (progress: ExecutorEvents['loadProgress']) => void;
  readonly onPlanned: (planned: ExecutorEvents['planned']) => void;
  readonly onMode: (event: ExecutorEvents['mode']) => void;
  readonly onVerified: (event: ExecutorEvents['verified']) => void;
  readonly now: () => number;
  /** Lets the worker take in the messages that have come. */
  readonly turn: () => Promise<void>;
  /** Whether a message may have been sent that has not come in. */
  readonly mayWait: () => boolean;
}

const RUNS_WHOLE = 'It stays whole: it was asked to run as one recording.';

export class TenantHost {
  readonly #hosted = new Map<string, Hosted>();
  readonly #releases = new Map<string, Promise<void>>();
  readonly #profiles = new Map<string, WorkInHand>();
  readonly #loop: RequestLoop;
  readonly #cutting: Cutting;
  readonly #modes: TenantModes;

  constructor(private readonly options: HostOptions) {
    const loop = new RequestLoop(options);
    this.#loop = loop;
    const inBackground = (work: BackgroundWork) => loop.inBackground(work);
    const modes = new TenantModes({
      inBackground,
      onMode: options.onMode,
      onSettled: (tenantId, tenant) => this.#cutting.add(tenantId, tenant),
    });
    this.#modes = modes;
    this.#cutting = new Cutting({
      inBackground,
      whyWhole: (tenantId) => (modes.isSegmented(tenantId) ? null : RUNS_WHOLE),
      onPlanned: options.onPlanned,
    });
  }

  async load(argument: LoadArgument, signal: AbortSignal): Promise<LoadReport> {
    const { tenantId, model, seed, triggered = false } = argument;
    const { inbox, faults, now, onProgress } = this.options;
    await this.release(tenantId); // the one that this load takes the place of, if any
    const { network, report } = await loadNetwork(argument, {
      ...this.options,
      signal,
      beside: besideRequests((work) => this.#loop.inBackground(work, true)),
      hasOthers: () => this.#hosted.size > 0,
      onProgress: (progress) => onProgress({ tenantId, ...progress }),
    });
    const interference = {
      beforeCompute: () => faults.beforeCompute(tenantId),
      afterRead: faults.afterRead.bind(faults, tenantId),
    };
    try {
      const input = openInput(tenantId, model, argument, inbox);
      const tenant = new HostedTenant({ model, network, input, interference, seed, now });
      this.#hosted.set(tenantId, { tenant, model, triggered, resultSentAt: 0, sentFrame: null });
      this.#modes.add(tenantId, tenant, argument.mode ?? 'auto');
    } catch (thrown) {
      network.dispose();
      throw thrown;
    }
    return report;
  }

  async infer(argument: InferArgument): Promise<InferReport> {
    const { tenantId, handoff } = argument;
    if (handoff !== null && !this.#hosted.has(tenantId)) discardHandoff(handoff);
    const entry = this.#of(tenantId);
    const report = await this.#loop.serve(argument, entry.tenant.open(argument));
    this.#send(tenantId, entry, report);
    return report;
  }

  /** From the next scheduling point on. @param policy null: whole requests in order of issue. */
  schedule(argument: ScheduleArgument, policy: Policy | null): void {
    this.#loop.schedule(argument, policy);
    const { submitsInFlight = 1, gpuTiming: timing = false } = argument;
    this.options.runtime.setGpuTerms({ submitsInFlight, timing });
    this.#modes.underWay(submitsInFlight);
    this.#modes.schedule(policy !== null);
    const settled = [...this.#hosted].filter(([tenantId]) => this.#modes.isSettled(tenantId));
    const tenants = new Map(settled.map(([tenantId, { tenant }]) => [tenantId, tenant]));
    this.#cutting.retarget(policy === null ? null : argument.segmentMs, tenants);
  }

  /** From its next request on. @throws EngineError `inference-failed`. */
  setMode(tenantId: string, mode: GpuMode): void {
    this.#of(tenantId);
    this.#modes.ask(tenantId, mode);
  }

  /** @throws EngineError `backend-unsuited` where it has no recording. */
  profileKernels(tenantId: string, runs: number): Promise<KernelProfile> {
    const { tenant, model } = this.#of(tenantId);
    return new Promise((resolve, reject) => {
      const work = profileKernels(tenant, { name: model.name, runs, onProfile: resolve, onFailure: reject });
      this.#profiles.set(`kernels of ${tenantId}`, this.#loop.inBackground(work));
    });
  }

  /** @throws EngineError `inference-failed`, and what an inference throws. */
  profile(tenantId: string, runs: number): Promise<ServiceProfile> {
    const { tenant, triggered } = this.#of(tenantId);
    const needed = () => triggered || this.#loop.isServing(tenantId);
    return new Promise((resolve, reject) => {
      const work = profileTenant(tenant, {
        runs,
        own: () => (needed() ? null : tenant.input),
        turn: this.options.turn,
        onProfile: resolve,
        onFailure: reject,
      });
      this.#profiles.set(tenantId, this.#loop.inBackground(work));
    });
  }

  #send(tenantId: string, entry: Hosted, report: InferReport): void {
    const { newest } = entry.tenant;
    const sent = newest?.frameNumber !== null && newest?.frameNumber === entry.sentFrame;
    const intervalMs = newest?.frameNumber === null ? RANDOM_RESULT_INTERVAL_MS : RESULT_INTERVAL_MS;
    if (newest !== null && !sent && report.completedAt - entry.resultSentAt >= intervalMs) {
      entry.resultSentAt = report.completedAt;
      entry.sentFrame = newest.frameNumber;
      this.options.inbox.post({ kind: 'result', tenantId, result: newest });
    }
  }

  setInput(tenantId: string, choice: InputTerms): void {
    const entry = this.#of(tenantId);
    entry.tenant.setInput(openInput(tenantId, entry.model, choice, this.options.inbox));
    entry.triggered = choice.triggered ?? false;
    entry.sentFrame = null; // sources count their frames each for itself
  }

  stall(tenantId: string, durationMs: number): void {
    this.#of(tenantId);
    this.options.faults.stall(tenantId, durationMs);
  }

  corrupt(tenantId: string): void {
    this.#of(tenantId);
    this.options.faults.corrupt(tenantId);
  }

  newest(tenantId: string): FramedResult | null {
    return this.#hosted.get(tenantId)?.tenant.newest ?? null;
  }

  /** Takes no more requests of the tenant; serves those that were issued, then frees it. */
  release(tenantId: string): Promise<void> {
    const entry = this.#hosted.get(tenantId);
    this.#hosted.delete(tenantId);
    const earlier = this.#releases.get(tenantId) ?? Promise.resolve();
    const release = earlier.then(() => this.#free(tenantId, entry));
    this.#releases.set(tenantId, release);
    return release.then(() => {
      if (this.#releases.get(tenantId) === release) this.#releases.delete(tenantId);
    });
  }

  async #free(tenantId: string, entry: Hosted | undefined): Promise<void> {
    const { inbox, faults } = this.options;
    await this.#loop.leave(tenantId, () => inbox.forget(tenantId));
    inbox.forget(tenantId);
    faults.forget(tenantId);
    await this.#cutting.remove(tenantId);
    await this.#modes.remove(tenantId);
    for (const key of [tenantId, `kernels of ${tenantId}`]) {
      await this.#profiles.get(key)?.stop();
      this.#profiles.delete(key);
    }
    entry?.tenant.dispose();
  }

  /** @throws EngineError `inference-failed`. */
  #of(tenantId: string): Hosted {
    const entry = this.#hosted.get(tenantId);
    if (entry === undefined) throw new EngineError('inference-failed', `No tenant "${tenantId}" lives here.`);
    return entry;
  }
}
