/** What tenants and their states are called on the screen. */
import type { ModelLibrary } from '../domain/model';
import type { TenantConfig, Workload } from '../domain/scenario';
import type { TenantStatus } from '../domain/snapshot';
import { formatFraction } from './format';

/** A model that somebody brought has its hash for an id: no name for people. */
const isCustomId = (modelId: string): boolean => modelId.startsWith('custom-');

/**
 * The model's name; a second tenant of the same model carries the number at the end of its id. Of a custom model that
 * is not here, the tenant's own id, which was made of the model's name.
 */
export function tenantName(
  catalog: ModelLibrary | null,
  tenant: Pick<TenantConfig, 'id' | 'modelId'>,
): string {
  const model = catalog?.models.find((one) => one.id === tenant.modelId);
  if (model === undefined && isCustomId(tenant.modelId)) return tenant.id;
  const name = model?.name ?? tenant.modelId;
  const number = /-(\d+)$/.exec(tenant.id)?.[1];
  return number === undefined || tenant.modelId.endsWith(`-${number}`) ? name : `${name} ${number}`;
}

/** `face-detection` → "face detection". */
export function taskWords(catalog: ModelLibrary | null, modelId: string): string {
  if (isCustomId(modelId)) return 'your own model';
  return (catalog?.models.find((model) => model.id === modelId)?.task ?? '').replaceAll('-', ' ');
}

/** Room for `-24` behind it within the 40 characters of an id. */
const SLUG_LENGTH = 36;

/**
 * What the first tenant of a custom model is called: its name in the letters that an id may have. It never ends in a
 * hyphen and digits: that marks a second tenant of the same model.
 */
export function slugOf(name: string): string {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, SLUG_LENGTH)
    .replace(/-+$/, '');
  return slug.replace(/-(\d+)$/, '$1') || 'model';
}

export const workloadWords = (workload: Workload): string =>
  workload.kind === 'closed'
    ? `closed loop, n = ${workload.inFlight}`
    : 'ratePerSecond' in workload
      ? `${workload.kind}, ${workload.ratePerSecond}/s`
      : workload.kind;

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
      return status.restart === null ? 'failed' : 'failed, starts again';
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
