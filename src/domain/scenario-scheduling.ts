/**
 * What can be wrong with a scenario's scheduling besides its types: dependencies, deadlines, instants, the user's policy.
 * It knows no models: whether an output can feed an input is `pipelines.ts`'s.
 */
import type { ExecutorConfig, TenantConfig } from './scenario';

interface Trouble {
  readonly path: (string | number)[];
  readonly message: string;
}

interface Scheduled {
  readonly executors: readonly ExecutorConfig[];
  readonly tenants: readonly TenantConfig[];
  readonly userPolicy?: string | undefined;
}

export function schedulingTroubles({ executors, tenants, userPolicy }: Scheduled): Trouble[] {
  const troubles: Trouble[] = [];
  executors.forEach(({ policy }, index) => {
    if (policy === 'user' && userPolicy === undefined)
      troubles.push({
        path: ['executors', index, 'policy'],
        message: 'the policy "user" needs a userPolicy',
      });
  });
  tenants.forEach((tenant, index) => {
    const say = (field: string, message: string) =>
      troubles.push({ path: ['tenants', index, field], message });
    const { workload, deadline, dependsOn } = tenant;
    if ((workload.kind === 'triggered') !== (dependsOn !== undefined))
      say('workload', 'a triggered workload and dependsOn need each other');
    const root = rootOf(tenant, tenants);
    if (dependsOn !== undefined && root === null) say('dependsOn', troubleOf(tenant, tenants));
    if (deadline.kind === 'next-frame' && (root ?? tenant).workload.kind !== 'periodic')
      say('deadline', 'a next-frame deadline needs a periodic workload, or a periodic first cause');
    if (workload.kind === 'replayed') {
      const at = workload.offsetsMs.findIndex((offset, i) => offset < (workload.offsetsMs[i - 1] ?? 0));
      if (at >= 0) say('workload', `offsetsMs[${at}] lies before the one in front of it: they must ascend`);
    }
  });
  return troubles;
}

/** The tenant whose arrivals cause those of this one, itself when nothing triggers it; null in a cycle or when it is not there. */
export function rootOf(tenant: TenantConfig, tenants: readonly TenantConfig[]): TenantConfig | null {
  let at: TenantConfig | undefined = tenant;
  for (let steps = 0; steps <= tenants.length; steps++) {
    if (at === undefined) return null;
    const cause: string | undefined = at.dependsOn?.tenantId;
    if (cause === undefined) return at;
    at = tenants.find(({ id }) => id === cause);
  }
  return null;
}

function troubleOf(tenant: TenantConfig, tenants: readonly TenantConfig[]): string {
  const way = [tenant.id];
  let at: TenantConfig | undefined = tenant;
  while (at?.dependsOn !== undefined) {
    const cause: string = at.dependsOn.tenantId;
    at = tenants.find(({ id }) => id === cause);
    if (at === undefined)
      return `no tenant is called "${cause}"; there are: ${tenants.map(({ id }) => id).join(', ')}`;
    if (way.includes(cause)) return `the dependencies go in a circle: ${[...way, cause].join(' ← ')}`;
    way.push(cause);
  }
  return 'its first cause is not there';
}
