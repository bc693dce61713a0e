/** How many tenants of a frame rate keep their deadlines: each frame has to be done when the next one is due. */
import type { PlannedCell, RequestOf } from '../../../domain/experiment';
import { copiesOf } from './copies';
import { nameOf, type PlanBasis, type PlanDraft } from './plan-basis';

/** Waiting frames of a tenant; as in scenarios that say nothing of it. */
const QUEUE_BOUND = 4;

export function rampPlan(request: RequestOf<'ramp'>, basis: PlanBasis): PlanDraft {
  const { ratePerSecond } = request;
  const { original, most, notes, of } = copiesOf(basis, request, {
    workload: { kind: 'periodic', ratePerSecond, jitterFraction: 0, queueBound: QUEUE_BOUND },
    deadline: { kind: 'next-frame' },
  });
  const name = nameOf(basis, original);
  const cells = Array.from({ length: most }, (_, index): PlannedCell => {
    const tenants = index + 1;
    return {
      id: `tenants:${tenants}`,
      label: `${tenants} × ${name} at ${ratePerSecond} a second`,
      role: 'set',
      factors: { tenants, ratePerSecond },
      ...of(tenants),
    };
  });
  const where = request.placement === 'own' ? 'each on its own executor' : 'all on one executor';
  return { title: `How many of ${name} at ${ratePerSecond} a second, ${where}`, cells, notes };
}
