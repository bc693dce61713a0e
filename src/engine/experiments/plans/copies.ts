/** Scenarios of copies of one tenant: all of them loaded once, the first so many of them at work. For scaling and ramps. */
import type { RequestOf } from '../../../domain/experiment';
import {
  type ExecutorConfig,
  MAX_EXECUTORS,
  type Scenario,
  type TenantConfig,
} from '../../../domain/scenario';
import { onlyActive } from './base-cells';
import { invalid, type PlanBasis } from './plan-basis';

type Asked = Pick<RequestOf<'scaling' | 'ramp'>, 'tenantId' | 'most' | 'placement'>;

interface Copies {
  readonly original: TenantConfig;
  readonly most: number;
  readonly notes: readonly string[];
  /** The scenario in which the first `count` copies run. */
  readonly of: (count: number) => { readonly scenario: Scenario; readonly tenantIds: readonly string[] };
}

/** The tenant of that id, else the first that is not paused. @throws EngineError `experiment-invalid`. */
export function originalOf({ scenario }: PlanBasis, tenantId: string | undefined): TenantConfig {
  const { tenants } = scenario;
  const first = tenants.find(({ paused }) => !paused) ?? tenants[0];
  const chosen = tenantId === undefined ? first : tenants.find(({ id }) => id === tenantId);
  if (chosen !== undefined) return chosen;
  const there = tenants.map(({ id }) => id).join(', ') || 'none';
  throw invalid(
    tenantId === undefined
      ? 'scenario.tenants: there is no model. Add one'
      : `tenantId: no tenant is called "${tenantId}"; there are: ${there}`,
  );
}

/** @param terms what each copy is asked, and when it has to be done. */
export function copiesOf(
  basis: PlanBasis,
  { tenantId, most: asked, placement }: Asked,
  terms: Pick<TenantConfig, 'workload' | 'deadline'>,
): Copies {
  const original = originalOf(basis, tenantId);
  const executor = basis.scenario.executors.find(({ id }) => id === original.executorId);
  if (executor === undefined) throw invalid(`tenants: ${original.id} has no executor`);
  const most = placement === 'own' ? Math.min(asked, MAX_EXECUTORS) : asked;
  const notes =
    most < asked ? [`Up to ${most} copies: a scenario has at most ${MAX_EXECUTORS} executors.`] : [];
  const { dependsOn: _cause, ...own } = original;
  const ids = Array.from({ length: most }, (_, index) => `copy-${index + 1}`);
  const homeOf = (id: string) => (placement === 'own' ? `own-${id}` : 'shared');
  const homes: ExecutorConfig[] = [...new Set(ids.map(homeOf))].map((id) => ({ ...executor, id }));
  const tenants = ids.map((id) => ({ ...own, ...terms, id, executorId: homeOf(id), paused: false }));
  const scenario = { ...basis.scenario, executors: homes, tenants };
  return {
    original,
    most,
    notes,
    of: (count) => {
      const tenantIds = ids.slice(0, count);
      return { tenantIds, scenario: onlyActive(scenario, tenantIds) };
    },
  };
}
