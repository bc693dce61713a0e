/** Who slows whom: each tenant alone, and each pair of them, everybody where they live now and loaded once. */
import type { PlannedCell } from '../../../domain/experiment';
import type { TenantConfig } from '../../../domain/scenario';
import { active, aloneCell, onlyActive, pausedNotes, withoutPipelines } from './base-cells';
import { listed, nameOf, type PlanBasis, type PlanDraft } from './plan-basis';

/** @throws EngineError `experiment-invalid` with fewer than two tenants. */
export function matrixPlan(basis: PlanBasis): PlanDraft {
  const tenants = active(basis, 2);
  const { scenario, notes } = withoutPipelines(basis);
  const pairs = tenants.flatMap((one, index) =>
    tenants.slice(index + 1).map((other): PlannedCell => pairCell(basis, [one, other])),
  );
  return {
    title: `Contention matrix of ${listed(tenants.map((tenant) => nameOf(basis, tenant)))}`,
    cells: [
      ...tenants.map(({ id }) => aloneCell(basis, scenario, id)),
      ...pairs.map((cell) => ({ ...cell, scenario: onlyActive(scenario, cell.tenantIds) })),
    ],
    notes: [...pausedNotes(basis), ...notes],
  };
}

function pairCell(basis: PlanBasis, pair: readonly [TenantConfig, TenantConfig]): PlannedCell {
  const [one, other] = pair;
  return {
    id: `pair:${one.id}+${other.id}`,
    label: `${nameOf(basis, one)} beside ${nameOf(basis, other)}`,
    role: 'pair',
    factors: { one: one.id, other: other.id },
    tenantIds: [one.id, other.id],
    scenario: basis.scenario,
  };
}
