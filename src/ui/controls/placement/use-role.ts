/** The line under a tenant's name: what it does now, what it is for, or what triggers it. */
import type { TenantConfig } from '../../../domain/scenario';
import type { TenantStatus } from '../../../domain/snapshot';
import { dependencyWords } from '../../scheduling/dependency-words';
import { usePlayground } from '../../store';
import { statusWords, taskWords, tenantName } from '../../tenant-words';

interface Role {
  readonly words: string;
  readonly title?: string;
}

/** What it does now. Before a run all cards wait: what triggers one says more then. */
export function taskLine(status: TenantStatus, { words, title }: Role): string {
  const waits = status.kind === 'waiting' || status.kind === 'ready';
  return waits && title !== undefined ? words : (statusWords(status) ?? words);
}

/** What it is there for: its task, or what triggers it. */
export function useRole(config: TenantConfig | undefined): Role {
  const task = usePlayground((state) => taskWords(state.catalog, config?.modelId ?? ''));
  const parent = usePlayground(({ snapshot, catalog }) => {
    const cause = snapshot?.scenario.tenants.find((one) => one.id === config?.dependsOn?.tenantId);
    return cause === undefined ? null : tenantName(catalog, cause);
  });
  const dependsOn = config?.dependsOn;
  if (parent === null || dependsOn === undefined) return { words: task };
  return { words: `after ${parent}`, title: `${task}, ${dependencyWords(parent, dependsOn)}` };
}
