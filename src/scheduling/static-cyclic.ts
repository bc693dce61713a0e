/**
 * A static cyclic schedule (cyclic executive, Baker and Shaw 1988): a table from periods and estimates, kept to by the
 * clock alone. It begins with the first arrival that is seen. The ready tenant is served whose slot is current or comes
 * next, so that no time is lost; in free slots those without a period, first in, first out, and else only after all others.
 */
import { buildCyclicTable } from './cyclic-table';
import type { Policy, PolicyChoice, ReadyRequest } from './policy';

export function createStaticCyclic({ tenants }: PolicyChoice): Policy {
  const { cycleMs, slots } = buildCyclicTable(tenants);
  const starts = Float64Array.from(slots, ({ startMs }) => startMs);
  const places = new Map<string, number>();
  for (const { tenantId } of slots)
    if (tenantId !== null && !places.has(tenantId)) places.set(tenantId, places.size);
  /** The place of those without a period. */
  const free = places.size;
  const placeOfSlot = Int16Array.from(slots, ({ tenantId }) => placeOf(tenantId));
  /** For each place the index of its earliest ready request, or −1; filled anew for each choice. */
  const earliest = new Int32Array(free + 1);
  let beganAt: number | null = null;

  function placeOf(tenantId: string | null): number {
    return tenantId === null ? free : (places.get(tenantId) ?? free);
  }

  function fillEarliest(ready: readonly ReadyRequest[]): void {
    earliest.fill(-1);
    for (let index = 0; index < ready.length; index++) {
      const { tenantId, arrivedAt } = ready[index] as ReadyRequest; // below its length
      const place = placeOf(tenantId);
      const other = ready[earliest[place] ?? -1];
      if (other === undefined || arrivedAt < other.arrivedAt) earliest[place] = index;
    }
  }

  /** The slot at `atMs` of the cycle: the last one that has begun. */
  function slotAt(atMs: number): number {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= atMs) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  return {
    choose(ready, now) {
      beganAt ??= ready.reduce((least, { arrivedAt }) => Math.min(least, arrivedAt), now);
      fillEarliest(ready);
      const first = slotAt((((now - beganAt) % cycleMs) + cycleMs) % cycleMs);
      for (let step = 0; step < starts.length; step++) {
        const index = earliest[placeOfSlot[(first + step) % starts.length] ?? free] ?? -1;
        if (index >= 0) return index;
      }
      return Math.max(0, earliest[free] ?? 0);
    },
  };
}
