/** Solo baselines by what they depend on; a change of any part of the key makes them unknown again. */
import type { Model } from '../domain/model';
import type { Baseline } from '../domain/run-file';
import type { TenantConfig } from '../domain/scenario';
import type { ExecutorHost } from './executor-host';

export class BaselineStore {
  readonly #baselines = new Map<string, Baseline>();

  get(key: string | null): Baseline | null {
    return key === null ? null : (this.#baselines.get(key) ?? null);
  }

  set(key: string, baseline: Baseline): void {
    this.#baselines.set(key, baseline);
  }
}

/** SHA-256 of a model's description file stands for the model: it names every weight. */
export const modelHash = (model: Model): string => model.files[0]?.sha256 ?? '';

/** Null while the tenant has no running executor: nothing to compare with. */
export function baselineKey(model: Model, tenant: TenantConfig, host: ExecutorHost | null): string | null {
  if (host === null || host.status.kind !== 'ready' || host.report === null) return null;
  const { adapter, threads } = host.report;
  return JSON.stringify([
    modelHash(model),
    host.backend,
    adapter,
    threads,
    tenant.workload,
    tenant.input,
    model.input.kind,
  ]);
}
