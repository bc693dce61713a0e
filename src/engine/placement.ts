/**
 * Where tenants live: loads them onto executors, moves them while they run, takes them off again. A tenant serves on
 * its old executor until it is loaded on the new one, so that moving loses no request.
 */
import { deriveSeed } from '../base/prng';
import { EngineError, type ErrorReport, reportOf } from '../domain/errors';
import type { Model } from '../domain/model';
import type { ExecutorHost } from './executor-host';
import type { ExecutorSlot } from './executor-slot';
import type { RequestFlow } from './request-flow';
import type { TenantRuntime } from './tenant-runtime';

export interface PlacementDependencies {
  readonly slots: Map<string, ExecutorSlot>;
  readonly model: (modelId: string) => Model | undefined;
  readonly modelsUrl: () => string;
  readonly seed: () => number;
  readonly flow: RequestFlow;
  readonly onChange: () => void;
}

export class Placement {
  constructor(private readonly dependencies: PlacementDependencies) {}

  /** Loads a tenant on its configured executor. Never throws: a failure becomes the tenant's status. */
  async settle(tenant: TenantRuntime): Promise<void> {
    try {
      const slot = this.#slot(tenant.config.executorId);
      tenant.status = { kind: 'loading', phase: 'executor', fraction: null };
      this.dependencies.onChange();
      await this.#loadOn(tenant, await slot.ensureStarted());
      tenant.residence = slot.id;
      tenant.status = { kind: 'ready' };
    } catch (thrown) {
      this.fail(tenant, reportOf(thrown, 'model-load-failed'));
    }
    this.dependencies.onChange();
  }

  /** Moves a running tenant; on failure it stays where it is and the error is thrown. */
  async move(tenant: TenantRuntime, target: ExecutorSlot): Promise<void> {
    const source = tenant.residence === null ? undefined : this.dependencies.slots.get(tenant.residence);
    const before = tenant.status;
    tenant.status = { kind: 'moving', toExecutorId: target.id };
    this.dependencies.onChange();
    try {
      await this.#loadOn(tenant, await target.ensureStarted());
    } catch (thrown) {
      tenant.status = before;
      throw thrown;
    }
    tenant.config = { ...tenant.config, executorId: target.id };
    tenant.residence = target.id;
    const stoppedMeanwhile = before.kind === 'running' && tenant.generator === null;
    tenant.status = stoppedMeanwhile ? { kind: 'ready' } : before;
    if (source !== undefined) {
      for (const request of source.scheduler.withdraw(tenant.id)) target.scheduler.enqueue(request);
      await source.host?.unload(tenant.id).catch(() => {}); // a dying executor frees everything anyway
    }
  }

  /** Takes a tenant off its executor; its waiting requests must be gone. */
  async evict(tenant: TenantRuntime): Promise<void> {
    const slot = tenant.residence === null ? undefined : this.dependencies.slots.get(tenant.residence);
    tenant.residence = null;
    await slot?.host?.unload(tenant.id).catch(() => {}); // a dying executor frees everything anyway
  }

  /** A tenant serves no more: arrivals stop, waiting requests fail. The rest runs on. */
  fail(tenant: TenantRuntime, error: ErrorReport): void {
    if (tenant.failed) return;
    tenant.generator?.stop();
    const slot = tenant.residence === null ? undefined : this.dependencies.slots.get(tenant.residence);
    tenant.status = { kind: 'failed', error };
    if (slot !== undefined) this.dependencies.flow.failWaiting(tenant, slot);
    void this.evict(tenant);
    this.dependencies.onChange();
  }

  async #loadOn(tenant: TenantRuntime, host: ExecutorHost): Promise<void> {
    const { modelId, input } = tenant.config;
    const model = this.dependencies.model(modelId);
    if (model === undefined) throw new EngineError('model-unknown', `No model is called "${modelId}".`);
    const { modelsUrl, seed } = this.dependencies;
    tenant.phases = await host.load({
      tenantId: tenant.id,
      model,
      baseUrl: `${modelsUrl()}${model.id}/`,
      input,
      seed: deriveSeed(seed(), tenant.id),
    });
  }

  #slot(executorId: string): ExecutorSlot {
    const slot = this.dependencies.slots.get(executorId);
    if (slot === undefined)
      throw new EngineError('executor-start-failed', `No executor is called "${executorId}".`);
    return slot;
  }
}
