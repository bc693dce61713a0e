/**
 * What has to be measured before placements can be predicted: each tenant alone on each place, the present placement, and, for
 * each device, all tenants side by side, which tells how executors slow one another there. The best few are planned later.
 */

import { deviceGroupOf } from '../../../domain/backend';
import type { Place, PlannedCell, RequestOf } from '../../../domain/experiment';
import { isCustom, type Model } from '../../../domain/model';
import { type DeviceGroup, POLICY_IDS } from '../../../domain/policy-ids';
import { MAX_EXECUTORS, type Scenario, type TenantConfig } from '../../../domain/scenario';
import { active, pausedNotes, setCell } from './base-cells';
import { placeName, placesHere } from './places';
import { invalid, listed, modelNameOf, nameOf, type PlanBasis, type PlanDraft } from './plan-basis';

type Asked = RequestOf<'advice'>;
export const PRESENT_ID = 'placement:present';
const GROUPS: readonly DeviceGroup[] = ['gpu', 'cpu'];

export function advicePlan(request: Asked, basis: PlanBasis): PlanDraft {
  const tenants = active(basis, 1);
  const { places, notes } = advisedPlaces(request, basis);
  if (request.policies?.includes('user') && basis.scenario.userPolicy === undefined)
    throw invalid(
      `policies: "user" needs a policy of yours; built in are ${POLICY_IDS.slice(0, -1).join(', ')}`,
    );
  const scenario = { ...basis.scenario, tenants: [...tenants] };
  const models = tenants.flatMap((tenant) =>
    modelsFor(request, basis, tenant).map((modelId) => ({ ...tenant, modelId })),
  );
  const alone = models.flatMap((tenant, index) =>
    places.map((place) => aloneOn(basis, scenario, tenant, { ...place, prefix: `alone-${index + 1}` })),
  );
  const together = GROUPS.flatMap((group) => sideBySide(scenario, group, places));
  const { verify } = request;
  return {
    title: `A better placement for ${listed(tenants.map((tenant) => nameOf(basis, tenant)))}`,
    cells: [presentCell(scenario), ...alone, ...together],
    notes: [
      ...pausedNotes(basis),
      ...notes,
      `Then placements are predicted by the simulator from these figures, and the best ${verify === 1 ? 'one' : verify} of them measured.`,
    ],
  };
}

const presentCell = (scenario: Scenario): PlannedCell =>
  setCell(scenario, { id: PRESENT_ID, label: 'As it is now', factors: { placement: 'present' } });

/** Plain JavaScript and GPU backends without a GPU only when they are asked for: nobody would be better off there. */
function advisedPlaces({ places: asked }: Asked, basis: PlanBasis) {
  const found = placesHere(basis, asked);
  const soft = new Set(
    basis.machine.backends.filter(({ software }) => software).map(({ backend }) => backend),
  );
  const worthwhile = found.places.filter(({ backend }) => backend !== 'cpu' && !soft.has(backend));
  const places = asked === undefined && worthwhile.length > 0 ? worthwhile : found.places;
  if (places.length === 0) throw invalid(`places: this machine has none of them. ${found.notes.join(' ')}`);
  const left = found.places.filter((place) => soft.has(place.backend) && !places.includes(place));
  const notes = left.map((place) => `No ${placeName(place)}: it runs on a software adapter here.`);
  return { places, notes: [...found.notes, ...notes] };
}

/** The present model first, then lighter ones of the same task, if they may stand in. */
function modelsFor({ variants }: Asked, { models }: PlanBasis, { modelId }: TenantConfig): string[] {
  const present = models.find(({ id }) => id === modelId);
  if (!variants || present === undefined || isCustom(present)) return [modelId];
  const lighter = (model: Model) =>
    !isCustom(model) &&
    model.task === present.task &&
    model.megaMacs < present.megaMacs &&
    model.assembly === 'default';
  return [modelId, ...models.filter(lighter).map(({ id }) => id)];
}

/** A tenant in a closed loop by itself: what an inference of it takes there. */
function aloneOn(
  basis: PlanBasis,
  scenario: Scenario,
  tenant: TenantConfig,
  { prefix, ...place }: Place & { readonly prefix: string },
): PlannedCell {
  const name = placeName(place);
  return {
    id: `alone:${tenant.id} ${tenant.modelId} on ${name.replace(' ', '')}`,
    label: `${modelNameOf(basis, tenant.modelId)} (${tenant.id}) on ${name}`,
    role: 'alone',
    factors: { tenant: tenant.id, model: tenant.modelId, ...place },
    tenantIds: [tenant.id],
    scenario: closedOn(scenario, [tenant], { ...place, prefix }),
  };
}

/** All tenants of a device at once, each on its own executor. */
function sideBySide(scenario: Scenario, group: DeviceGroup, places: readonly Place[]): PlannedCell[] {
  const place = places.find(({ backend, threads }) => deviceGroupOf(backend) === group && threads === 1);
  const tenants = scenario.tenants.slice(0, MAX_EXECUTORS);
  if (place === undefined || tenants.length < 2) return [];
  const cell = setCell(closedOn(scenario, tenants, { ...place, prefix: 'together' }), {
    id: `together:${group}`,
    label: `All at once on ${placeName(place)}, each on its own executor`,
    factors: { together: group, backend: place.backend, threads: place.threads },
  });
  return [cell];
}

/** @param prefix of its workers: those of other cells may have grown. */
function closedOn(
  scenario: Scenario,
  tenants: readonly TenantConfig[],
  { prefix, ...place }: Place & { readonly prefix: string },
): Scenario {
  const [home] = scenario.executors;
  if (home === undefined) throw invalid('scenario.executors: there is none');
  const idOf = (index: number) => `${prefix}-${place.backend}-${place.threads}-${index + 1}`;
  return {
    ...scenario,
    executors: tenants.map((_, index) => ({
      ...home,
      ...place,
      id: idOf(index),
      policy: 'fifo',
      grain: 'inference',
    })),
    tenants: tenants.map(({ dependsOn: _cause, ...own }, index) => ({
      ...own,
      executorId: idOf(index),
      workload: { kind: 'closed', inFlight: 1 },
      deadline: { kind: 'none' },
    })),
  };
}
