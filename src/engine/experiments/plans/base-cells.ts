/** Who of a scenario takes part, and the set-ups that several kinds of plan share: each tenant alone, all together. */
import type { PlannedCell } from '../../../domain/experiment';
import type { Scenario, TenantConfig } from '../../../domain/scenario';
import { invalid, listed, nameOf, type PlanBasis } from './plan-basis';

/** The scenario in which nobody else runs; who is paused stays loaded. */
export const onlyActive = (scenario: Scenario, tenantIds: readonly string[]): Scenario => ({
  ...scenario,
  tenants: scenario.tenants.map((tenant) => ({ ...tenant, paused: !tenantIds.includes(tenant.id) })),
});

/** Tenants that are not paused. @throws EngineError `experiment-invalid` when there are fewer than `least`. */
export function active({ scenario }: PlanBasis, least: number): readonly TenantConfig[] {
  const tenants = scenario.tenants.filter(({ paused }) => !paused);
  if (tenants.length >= least) return tenants;
  throw invalid(
    `scenario.tenants: it needs ${least === 1 ? 'a model' : `${least} models`} that ${least === 1 ? 'is' : 'are'} not paused, and there ${tenants.length === 1 ? 'is 1' : `are ${tenants.length}`}. Add one, or let one go on`,
  );
}

export function pausedNotes(basis: PlanBasis): string[] {
  const paused = basis.scenario.tenants.filter((tenant) => tenant.paused);
  if (paused.length === 0) return [];
  return [`Left out, since paused: ${listed(paused.map((tenant) => nameOf(basis, tenant)))}.`];
}

/**
 * The scenario with everybody asking for themselves: who is triggered asks as often as its first cause, so that it can run
 * without it.
 */
export function withoutPipelines(basis: PlanBasis): {
  readonly scenario: Scenario;
  readonly notes: string[];
} {
  const { scenario, standingAlone } = basis;
  const triggered = scenario.tenants.filter(({ dependsOn, paused }) => dependsOn !== undefined && !paused);
  const tenants = scenario.tenants.map((tenant) =>
    tenant.dependsOn === undefined ? tenant : standingAlone(tenant, scenario.tenants),
  );
  const names = triggered.map((tenant) => nameOf(basis, tenant));
  const notes =
    names.length === 0
      ? []
      : [
          `Triggered otherwise: ${listed(names)}. Here each asks for itself, as often as its first cause does.`,
        ];
  return { scenario: { ...scenario, tenants }, notes };
}

/** How a tenant runs alone: with its own workload; what others trigger one request after the other, as in a solo baseline. */
function alone(config: TenantConfig): TenantConfig {
  if (config.dependsOn === undefined) return config;
  const { dependsOn: _cause, ...own } = config;
  return { ...own, workload: { kind: 'closed', inFlight: 1 }, deadline: { kind: 'none' } };
}

export function aloneCell(
  basis: PlanBasis,
  scenario: Scenario,
  tenantId: string,
  { id = tenantId, factors = {} }: { readonly id?: string; readonly factors?: PlannedCell['factors'] } = {},
): PlannedCell {
  const tenants = scenario.tenants.map((tenant) => (tenant.id === tenantId ? alone(tenant) : tenant));
  const config = scenario.tenants.find((tenant) => tenant.id === tenantId);
  return {
    id: `alone:${id}`,
    label: `${config === undefined ? tenantId : nameOf(basis, config)} alone`,
    role: 'alone',
    factors: { tenant: tenantId, ...factors },
    tenantIds: [tenantId],
    scenario: onlyActive({ ...scenario, tenants }, [tenantId]),
  };
}

/** Each tenant that is not paused alone, where it lives: the base of slowdowns. */
export const aloneCells = (basis: PlanBasis, scenario: Scenario): PlannedCell[] =>
  scenario.tenants.filter(({ paused }) => !paused).map(({ id }) => aloneCell(basis, scenario, id));

export function setCell(
  scenario: Scenario,
  { id, label, factors }: Pick<PlannedCell, 'id' | 'label' | 'factors'>,
): PlannedCell {
  const tenantIds = scenario.tenants.filter(({ paused }) => !paused).map((tenant) => tenant.id);
  return { id, label, role: 'set', factors, tenantIds, scenario };
}
