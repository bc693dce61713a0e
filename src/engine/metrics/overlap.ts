/**
 * Who was served while a tenant's requests waited or were served: by how much the lives of its requests overlap with the
 * service of each other tenant. It says who was there, not who caused the delay; `docs/measurement.md` states how far the two
 * lie apart. A sweep over all beginnings and ends, O(n log n).
 */
import type { RequestRecord } from '../../domain/request';
import type { OverlapShare } from '../../domain/run-file';

/** Of one tenant: with whom its requests overlapped, and for how long, ms. */
export type OverlapTimes = ReadonlyMap<string, number>;

/** Which part of a request's life counts: from its arrival, or from the start of its service. */
type Life = 'latency' | 'service';

/** What opens at an instant; what closes there is one more. */
const OPENS_LIFE = 0;
const OPENS_SERVICE = 2;

/** Beginnings and ends, one after the other: instant, what it is, whose. */
class Edges {
  readonly #at: number[] = [];
  readonly #kind: number[] = [];
  readonly #tenant: number[] = [];

  span(from: number, to: number, opens: number, tenant: number): void {
    if (!(to > from)) return;
    this.#push(from, opens, tenant);
    this.#push(to, opens + 1, tenant);
  }

  #push(at: number, kind: number, tenant: number): void {
    this.#at.push(at);
    this.#kind.push(kind);
    this.#tenant.push(tenant);
  }

  inOrder(visit: (at: number, kind: number, tenant: number) => void): void {
    const at = Float64Array.from(this.#at);
    const order = Uint32Array.from(at.keys()).sort((a, b) => (at[a] as number) - (at[b] as number));
    for (const index of order) {
      visit(at[index] as number, this.#kind[index] as number, this.#tenant[index] as number); // of one length
    }
  }
}

/**
 * An instant at which k others are served counts 1 / k for each of them, once for each request that is outstanding.
 * @param records of one window, any order; those without service count for nobody.
 * @param lifeOf which life a tenant's figures go by.
 * @returns by tenant id.
 */
export function overlapTimes(
  records: Iterable<RequestRecord>,
  lifeOf: (tenantId: string) => Life,
): ReadonlyMap<string, OverlapTimes> {
  const ids: string[] = [];
  const edges = edgesOf(records, ids, lifeOf);
  const count = ids.length;
  const lives = new Int32Array(count);
  const served = new Int32Array(count);
  const there = new Int32Array(count);
  const sums = new Float64Array(count * count);
  let before = 0;
  edges.inOrder((at, kind, tenant) => {
    if (at > before) addShares(sums, lives, served, there, at - before);
    before = at;
    const counted = kind < OPENS_SERVICE ? lives : served;
    const change = kind % 2 === 0 ? 1 : -1;
    counted[tenant] = (counted[tenant] as number) + change;
  });
  return new Map(
    ids.map((id, row) => [
      id,
      new Map(ids.map((other, column) => [other, sums[row * count + column] as number])),
    ]),
  );
}

function edgesOf(records: Iterable<RequestRecord>, ids: string[], lifeOf: (id: string) => Life): Edges {
  const numbers = new Map<string, number>();
  const edges = new Edges();
  for (const record of records) {
    const { stamps, tenantId } = record;
    if (stamps === null) continue;
    let tenant = numbers.get(tenantId);
    if (tenant === undefined) {
      tenant = ids.push(tenantId) - 1;
      numbers.set(tenantId, tenant);
    }
    const from = lifeOf(tenantId) === 'latency' ? record.arrivedAt : stamps.startedAt;
    edges.span(from, stamps.completedAt, OPENS_LIFE, tenant);
    addService(edges, record, stamps, tenant);
  }
  return edges;
}

/** All its service, or around its segments: in its gaps it is not served. */
function addService(
  edges: Edges,
  { segmentsAt }: RequestRecord,
  stamps: NonNullable<RequestRecord['stamps']>,
  tenant: number,
): void {
  const last = segmentsAt === null ? 0 : segmentsAt.length - 2;
  for (let at = 0; at <= last; at += 2) {
    const from = at === 0 ? stamps.startedAt : (segmentsAt?.[at] as number); // pairs
    const to = at === last ? stamps.completedAt : (segmentsAt?.[at + 1] as number);
    edges.span(from, to, OPENS_SERVICE, tenant);
  }
}

/** @param there as long as there are tenants: whose service goes on is written into it. */
function addShares(
  sums: Float64Array,
  lives: Int32Array,
  served: Int32Array,
  there: Int32Array,
  ms: number,
): void {
  const count = lives.length;
  let all = 0;
  for (let one = 0; one < count; one += 1) {
    if ((served[one] as number) > 0) {
      there[all] = one;
      all += 1;
    }
  }
  for (let row = 0; row < count; row += 1) {
    const others = all - ((served[row] as number) > 0 ? 1 : 0);
    if (others === 0 || lives[row] === 0) continue;
    const weight = ((lives[row] as number) * ms) / others;
    for (let index = 0; index < all; index += 1) {
      const column = there[index] as number; // below `all`
      if (column !== row) sums[row * count + column] = (sums[row * count + column] as number) + weight;
    }
  }
}

/**
 * A mean delay apportioned by overlap, largest first.
 * @param delayMs mean beside the others − mean alone.
 * @returns empty when nothing was delayed or nobody was there.
 */
export function overlapShares(times: OverlapTimes | undefined, delayMs: number): readonly OverlapShare[] {
  const there = [...(times ?? [])].filter(([, ms]) => ms > 0);
  const sum = there.reduce((all, [, ms]) => all + ms, 0);
  if (sum === 0 || delayMs <= 0) return [];
  return there
    .map(([tenantId, ms]) => ({ tenantId, shareFraction: ms / sum, delayMs: (delayMs * ms) / sum }))
    .sort((a, b) => b.shareFraction - a.shareFraction);
}
