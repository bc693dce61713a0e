/** How throughput grows with copies of one tenant, each of which asks again as soon as it is served. */
import type { PlannedCell, RequestOf } from '../../../domain/experiment';
import { copiesOf } from './copies';
import { nameOf, type PlanBasis, type PlanDraft } from './plan-basis';

export function scalingPlan(request: RequestOf<'scaling'>, basis: PlanBasis): PlanDraft {
  const closed = { workload: { kind: 'closed', inFlight: 1 }, deadline: { kind: 'none' } } as const;
  const { original, most, notes, of } = copiesOf(basis, request, closed);
  const name = nameOf(basis, original);
  const where = request.placement === 'own' ? 'each on its own executor' : 'all on one executor';
  const cells = Array.from({ length: most }, (_, index): PlannedCell => {
    const copies = index + 1;
    return {
      id: `copies:${copies}`,
      label: copies === 1 ? `1 copy of ${name}` : `${copies} copies of ${name}`,
      role: 'set',
      factors: { copies },
      ...of(copies),
    };
  });
  return { title: `How many of ${name}, ${where}`, cells, notes };
}
