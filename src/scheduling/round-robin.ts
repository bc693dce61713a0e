/**
 * Round-robin between tenants (the oldest rule of time-sharing, folklore): whoever was served longest ago, for one
 * inference or segment. A tenant that is seen for the first time comes after all others; of one tenant the earliest arrival.
 */
import { argMin, type Policy } from './policy';

export function createRoundRobin(): Policy {
  /** Number of the turn after which a tenant is due again; one entry for each tenant ever seen. */
  const turns = new Map<string, number>();
  let lastTurn = 0;
  const turnOf = ({ tenantId }: { readonly tenantId: string }): number => {
    const turn = turns.get(tenantId);
    if (turn !== undefined) return turn;
    lastTurn += 1;
    turns.set(tenantId, lastTurn);
    return lastTurn;
  };
  return {
    choose: (ready) => argMin(ready, turnOf),
    served({ tenantId }) {
      lastTurn += 1;
      turns.set(tenantId, lastTurn);
    },
  };
}
