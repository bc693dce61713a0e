/** Solo baselines by what they depend on; a change of any part of the key makes them unknown again. */
import { isCustom, type Model } from '../domain/model';
import type { Baseline } from '../domain/run-file';
import type { TenantConfig } from '../domain/scenario';
import type { ExecutorHost } from './executor-host';
import type { ExecutorSlot } from './executor-slot';
import type { ModelShelf } from './model-shelf';
import type { TenantRuntime } from './tenant-runtime';

export interface BaselineDependencies {
  readonly shelf: ModelShelf;
  readonly slots: ReadonlyMap<string, ExecutorSlot>;
}

export class BaselineStore {
  readonly #baselines = new Map<string, Baseline>();

  constructor(private readonly dependencies: BaselineDependencies) {}

  /** Takes the baseline that belongs to the tenant's present set-up, if there is one. */
  recall(tenant: TenantRuntime): void {
    const key = this.#keyOf(tenant);
    tenant.alone = key === null ? null : (this.#baselines.get(key) ?? null);
  }

  store(tenant: TenantRuntime, baseline: Baseline): void {
    const key = this.#keyOf(tenant);
    if (key === null) return;
    this.#baselines.set(key, baseline);
    tenant.alone = baseline;
  }

  #keyOf({ config }: TenantRuntime): string | null {
    const model = this.dependencies.shelf.get(config.modelId);
    const host = this.dependencies.slots.get(config.executorId)?.host ?? null;
    return model === undefined ? null : baselineKey(model, config, host);
  }
}

/** Null while the tenant has no running executor: nothing to compare with. */
function baselineKey(model: Model, tenant: TenantConfig, host: ExecutorHost | null): string | null {
  if (host === null || host.status.kind !== 'ready' || host.report === null) return null;
  const { adapter, threads } = host.report;
  const { workload, input } = tenant;
  return JSON.stringify([fingerprint(model), host.backend, adapter, threads, workload, input]);
}

/** What decides how much work an inference is: the files, and for a custom model what it is fed and how that is read. */
const fingerprint = (model: Model): unknown => {
  const files = model.files.map((file) => file.sha256);
  return isCustom(model) ? [files, model.inputs, model.view] : files;
};
