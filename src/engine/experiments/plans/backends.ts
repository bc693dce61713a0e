/** Each model by itself on each place that the machine has, one request after the other. */
import type { PlannedCell, RequestOf } from '../../../domain/experiment';
import type { Scenario } from '../../../domain/scenario';
import { active, pausedNotes } from './base-cells';
import { placeName, placesHere } from './places';
import { invalid, listed, nameOf, type PlanBasis, type PlanDraft } from './plan-basis';

const CLOSED_NOTE = 'Each asks again as soon as it is served, whatever its workload is otherwise.';

export function backendsPlan(request: RequestOf<'backends'>, basis: PlanBasis): PlanDraft {
  const tenants = active(basis, 1);
  const { places, notes } = placesHere(basis, request.places);
  if (places.length === 0) throw invalid(`places: this machine has none of them. ${notes.join(' ')}`);
  const cells = tenants.flatMap((tenant, index) =>
    places.map((place): PlannedCell => {
      const name = placeName(place);
      return {
        id: `alone:${tenant.id} on ${name.replace(' ', '')}`,
        label: `${nameOf(basis, tenant)} on ${name}`,
        role: 'alone',
        factors: { tenant: tenant.id, backend: place.backend, threads: place.threads },
        tenantIds: [tenant.id],
        scenario: byItself(basis.scenario, tenant, {
          ...place,
          id: `${place.backend}-${place.threads}-${index + 1}`,
        }),
      };
    }),
  );
  return {
    title: `${listed(tenants.map((tenant) => nameOf(basis, tenant)))} on each backend`,
    cells,
    notes: [...pausedNotes(basis), ...notes, CLOSED_NOTE],
  };
}

/** A scenario of one tenant on a worker of its own, whose memory nobody else has grown, in a closed loop. */
function byItself(
  scenario: Scenario,
  tenant: Scenario['tenants'][number],
  place: Pick<Scenario['executors'][number], 'id' | 'backend' | 'threads'>,
): Scenario {
  const { dependsOn: _cause, ...own } = tenant;
  const home = scenario.executors.find(({ id }) => id === tenant.executorId);
  if (home === undefined) throw invalid(`tenants: ${tenant.id} has no executor`);
  return {
    ...scenario,
    executors: [{ ...home, ...place, policy: 'fifo', grain: 'inference' }],
    tenants: [
      {
        ...own,
        executorId: place.id,
        workload: { kind: 'closed', inFlight: 1 },
        deadline: { kind: 'none' },
        paused: false,
      },
    ],
  };
}
