/** What tenants and their states are called on the screen. */
import type { Catalog } from '../domain/model';
import type { TenantConfig, Workload } from '../domain/scenario';
import type { TenantStatus } from '../domain/snapshot';
import { formatFraction } from './format';

/** The model's name; a second tenant of the same model carries the number at the end of its id. */
export function tenantName(catalog: Catalog | null, tenant: Pick<TenantConfig, 'id' | 'modelId'>): string {
  const name = catalog?.models.find((model) => model.id === tenant.modelId)?.name ?? tenant.modelId;
  const number = /-(\d+)$/.exec(tenant.id)?.[1];
  return number === undefined || tenant.modelId.endsWith(`-${number}`) ? name : `${name} ${number}`;
}

/** `face-detection` → "face detection". */
export function taskWords(catalog: Catalog | null, modelId: string): string {
  return (catalog?.models.find((model) => model.id === modelId)?.task ?? '').replaceAll('-', ' ');
}

export const workloadWords = (workload: Workload): string =>
  workload.kind === 'closed'
    ? `closed loop, n = ${workload.inFlight}`
    : `periodic, ${workload.ratePerSecond}/s`;

const PHASES = {
  executor: 'executor starts',
  download: 'downloads',
  parse: 'is parsed',
  compile: 'is compiled',
  'first-inference': 'runs for the first time',
} as const;

/** What a tenant is doing, in a few words; null when it runs. */
export function statusWords(status: TenantStatus): string | null {
  switch (status.kind) {
    case 'running':
      return null;
    case 'loading': {
      const share = status.fraction === null ? '' : ` ${formatFraction(status.fraction)}`;
      return `${PHASES[status.phase]}${share}`;
    }
    case 'moving':
      return `moves to ${status.toExecutorId}`;
    case 'failed':
      return 'failed';
    default:
      return status.kind;
  }
}

/** `wanted`, or `wanted-2` and so on when it is taken. */
export function freeId(wanted: string, taken: readonly string[]): string {
  if (!taken.includes(wanted)) return wanted;
  let number = 2;
  while (taken.includes(`${wanted}-${number}`)) number += 1;
  return `${wanted}-${number}`;
}

/** `executor-<n>` with the smallest free number. */
export function freeExecutorId(taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(`executor-${number}`)) number += 1;
  return `executor-${number}`;
}
