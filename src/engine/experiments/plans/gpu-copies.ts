/**
 * Tenants on WebGPU twice over: all of them on one executor, and each on an executor of its own. Each asks again as soon as it is
 * served. It knows neither modes nor policies.
 */
import { type ExecutorConfig, MAX_EXECUTORS, MAX_TENANTS, type TenantConfig } from '../../../domain/scenario';

/** So many can have a device each beside the one that they share. */
export const MOST_APART = Math.min(MAX_EXECUTORS - 1, MAX_TENANTS / 2);

export interface GpuCopies {
  /** The executor that all share. */
  readonly home: ExecutorConfig;
  /** One for each of `apart`. */
  readonly own: readonly ExecutorConfig[];
  readonly shared: readonly TenantConfig[];
  /** In the same order; empty where there are too many of them, or one. */
  readonly apart: readonly TenantConfig[];
}

/** @param most so many: the tenants in turn, from the first again where there are fewer. */
export function gpuCopiesOf(tenants: readonly TenantConfig[], home: ExecutorConfig, most: number): GpuCopies {
  const taken = new Set([home.id, ...tenants.map(({ id }) => id)]);
  const originals = Array.from({ length: most }, () => tenants).flat();
  const shared = originals.slice(0, most).map((tenant, index) => ({
    ...askingAgain(tenant),
    id: index < tenants.length ? tenant.id : unused(`copy-${index + 1}`, taken),
    executorId: home.id,
  }));
  const mayPart = most > 1 && most <= MOST_APART;
  const apart = (mayPart ? shared : []).map((tenant, index) => ({
    ...tenant,
    id: unused(`apart-${index + 1}`, taken),
    executorId: unused(`device-${index + 1}`, taken),
  }));
  const own = apart.map(({ executorId }) => ({ ...home, id: executorId }));
  return { home, own, shared, apart };
}

function askingAgain({ dependsOn: _cause, ...own }: TenantConfig): TenantConfig {
  return { ...own, workload: { kind: 'closed', inFlight: 1 }, deadline: { kind: 'none' }, paused: false };
}

const unused = (name: string, taken: ReadonlySet<string>): string =>
  taken.has(name) ? unused(`x-${name}`, taken) : name;
