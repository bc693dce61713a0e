/**
 * The tenants of one executor: loaded, served one request after the other, given other inputs, released. It knows no
 * messages but those of the frame channel, and holds no queue.
 */
import { EngineError } from '../domain/errors';
import type { Model } from '../domain/model';
import type { FramedResult } from '../domain/result';
import type { TenantInput } from '../domain/scenario';
import type {
  ExecutorEvents,
  InferArgument,
  InferReport,
  LoadArgument,
  LoadReport,
} from '../protocol/executor-contract';
import { RANDOM_RESULT_INTERVAL_MS, RESULT_INTERVAL_MS } from '../protocol/frame-channel';
import type { FrameInbox } from './frame-inbox';
import { createHostedTenant, type HostedTenant } from './hosted-tenant';
import type { InjectedFaults } from './injected-faults';
import { loadNetwork } from './load-network';
import type { Runtime } from './runtime';
import { openInput } from './tenant-input';

interface Hosted {
  readonly tenant: HostedTenant;
  readonly model: Model;
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
  readonly now: () => number;
}

export class TenantHost {
  readonly #hosted = new Map<string, Hosted>();

  constructor(private readonly options: HostOptions) {}

  async load(argument: LoadArgument, signal: AbortSignal): Promise<LoadReport> {
    const { tenantId, model } = argument;
    const { inbox, faults, now, onProgress } = this.options;
    await this.release(tenantId); // the one that this load takes the place of, if any
    const { network, report } = await loadNetwork(argument, {
      ...this.options,
      signal,
      onProgress: (progress) => onProgress({ tenantId, ...progress }),
    });
    const interference = {
      beforeCompute: () => faults.beforeCompute(tenantId),
      afterRead: faults.afterRead.bind(faults, tenantId),
    };
    try {
      const input = openInput(tenantId, model, argument, inbox);
      const tenant = createHostedTenant(model, network, input, interference, now);
      this.#hosted.set(tenantId, { tenant, model, resultSentAt: 0, sentFrame: null });
    } catch (thrown) {
      network.dispose();
      throw thrown;
    }
    return report;
  }

  async infer({ tenantId }: InferArgument): Promise<InferReport> {
    const entry = this.#of(tenantId);
    const report = await entry.tenant.infer();
    const { newest } = entry.tenant;
    const sent = newest?.frameNumber !== null && newest?.frameNumber === entry.sentFrame;
    const intervalMs = newest?.frameNumber === null ? RANDOM_RESULT_INTERVAL_MS : RESULT_INTERVAL_MS;
    if (newest !== null && !sent && report.completedAt - entry.resultSentAt >= intervalMs) {
      entry.resultSentAt = report.completedAt;
      entry.sentFrame = newest.frameNumber;
      this.options.inbox.post({ kind: 'result', tenantId, result: newest });
    }
    return report;
  }

  setInput(tenantId: string, choice: { readonly input: TenantInput; readonly seed: number }): void {
    const entry = this.#of(tenantId);
    entry.tenant.setInput(openInput(tenantId, entry.model, choice, this.options.inbox));
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

  async release(tenantId: string): Promise<void> {
    const entry = this.#hosted.get(tenantId);
    this.#hosted.delete(tenantId);
    this.options.inbox.forget(tenantId);
    this.options.faults.forget(tenantId);
    await entry?.tenant.dispose();
  }

  /** @throws EngineError `inference-failed`. */
  #of(tenantId: string): Hosted {
    const entry = this.#hosted.get(tenantId);
    if (entry === undefined) throw new EngineError('inference-failed', `No tenant "${tenantId}" lives here.`);
    return entry;
  }
}
