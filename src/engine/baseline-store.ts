/**
 * Solo baselines and profiles by what they depend on; a change of any part of the key makes them unknown again. Policy, grain
 * and gates are no part of it: alone there is nobody to choose between, and what cutting costs is a figure of its own.
 */
import { isCustom, type Model } from '../domain/model';
import type { ServiceProfile } from '../domain/plan';
import type { Baseline } from '../domain/run-file';
import type { ExecutorSlot } from './executor-slot';
import type { ModelShelf } from './model-shelf';
import type { TenantRuntime } from './tenant-runtime';

export interface BaselineDependencies {
  readonly shelf: ModelShelf;
  readonly slots: ReadonlyMap<string, ExecutorSlot>;
}

export class BaselineStore {
  readonly #baselines = new Map<string, Baseline>();
  readonly #profiles = new Map<string, ServiceProfile>();

  constructor(private readonly dependencies: BaselineDependencies) {}

  /** Takes what belongs to the tenant's present set-up, if it is known. */
  recall(tenant: TenantRuntime): void {
    const keys = this.#keysOf(tenant);
    tenant.alone = keys === null ? null : (this.#baselines.get(keys.baseline) ?? null);
    tenant.profile = keys === null ? null : (this.#profiles.get(keys.profile) ?? null);
  }

  store(tenant: TenantRuntime, baseline: Baseline): void {
    const keys = this.#keysOf(tenant);
    if (keys === null) return;
    this.#baselines.set(keys.baseline, baseline);
    tenant.alone = baseline;
  }

  storeProfile(tenant: TenantRuntime, profile: ServiceProfile): void {
    const keys = this.#keysOf(tenant);
    if (keys === null) return;
    this.#profiles.set(keys.profile, profile);
    tenant.profile = profile;
  }

  /** Null while the tenant has no running executor: nothing to compare with. */
  #keysOf({ config }: TenantRuntime): { readonly baseline: string; readonly profile: string } | null {
    const model = this.dependencies.shelf.get(config.modelId);
    const host = this.dependencies.slots.get(config.executorId)?.host ?? null;
    if (model === undefined || host === null || host.status.kind !== 'ready' || host.report === null)
      return null;
    const { adapter, threads } = host.report;
    const { workload, input } = config;
    const place = [fingerprint(model), host.backend, adapter, threads];
    return {
      baseline: JSON.stringify([...place, workload, input]),
      profile: JSON.stringify([...place, input]),
    };
  }
}

/** What decides how much work an inference is: the files, and for a custom model what it is fed and how that is read. */
const fingerprint = (model: Model): unknown => {
  const files = model.files.map((file) => file.sha256);
  return isCustom(model) ? [files, model.inputs, model.view] : files;
};
