/**
 * The table of a cyclic executive (Baker and Shaw 1988), computed before anything arrives: EDF over one hyperperiod of the
 * periodic tenants, all of them starting together. It knows periods and estimates only, no requests and no clock.
 */
import { knownMs, type TenantTerms } from './policy';

export interface CyclicTable {
  /** After this the table begins anew, ms: the hyperperiod; longer when the work of one does not fit into it. */
  readonly cycleMs: number;
  /** Ascending from 0; a slot lasts until the next one. */
  readonly slots: readonly CyclicSlot[];
}
interface CyclicSlot {
  readonly startMs: number;
  /** Null: free, for tenants without a period. */
  readonly tenantId: string | null;
}

/** Releases in one table; more would take long to walk through. */
const MAX_RELEASES = 1000;
/** Without a small common multiple a period is at most 2^6 times the shortest. */
const MAX_DOUBLINGS = 6;

/** A tenant with its period rounded, if need be, and its work in the table. */
interface Track {
  readonly tenantId: string;
  readonly periodMs: number;
  readonly releases: number;
  readonly costMs: number;
  done: number;
  leftMs: number;
}

/**
 * Rates are taken in thousandths a second, so that 30 and 15 a second meet every 1/15 s exactly. When that gives more than
 * 1000 releases, the periods have no small common multiple: then each is rounded down to the shortest one times a power
 * of two (at most 2^6), so that slots come at least as often as requests, for some loss of time.
 */
export function buildCyclicTable(tenants: readonly TenantTerms[]): CyclicTable {
  const periodic = tenants.filter(({ periodMs }) => periodMs !== null && periodMs > 0);
  if (periodic.length === 0) return { cycleMs: 1, slots: [{ startMs: 0, tenantId: null }] };
  const tracks = exactTracks(periodic) ?? harmonicTracks(periodic);
  const hyperperiodMs = Math.max(...tracks.map(({ releases, periodMs }) => releases * periodMs));
  return layOut(tracks, hyperperiodMs);
}

const periodOf = ({ periodMs }: TenantTerms): number => periodMs ?? 0; // the caller has filtered

const trackOf = (terms: TenantTerms, periodMs: number, releases: number): Track => {
  const costMs = knownMs(terms.estimatedMs);
  return { tenantId: terms.tenantId, periodMs, releases, costMs, done: 0, leftMs: costMs };
};

function exactTracks(periodic: readonly TenantTerms[]): Track[] | null {
  const rates = periodic.map((terms) => Math.max(1, Math.round(1e6 / periodOf(terms))));
  const common = rates.reduce(greatestCommonDivisor);
  const releases = rates.map((rate) => rate / common);
  if (releases.reduce((sum, count) => sum + count) > MAX_RELEASES) return null;
  return periodic.map((terms, index) => {
    const count = releases[index] ?? 1; // one for each
    return trackOf(terms, 1e6 / common / count, count);
  });
}

function harmonicTracks(periodic: readonly TenantTerms[]): Track[] {
  const shortestMs = Math.min(...periodic.map(periodOf));
  const doublings = periodic.map((terms) =>
    Math.min(MAX_DOUBLINGS, Math.floor(Math.log2(periodOf(terms) / shortestMs))),
  );
  const most = Math.max(...doublings);
  return periodic.map((terms, index) => {
    const own = doublings[index] ?? 0; // one for each
    return trackOf(terms, shortestMs * 2 ** own, 2 ** (most - own));
  });
}

const greatestCommonDivisor = (a: number, b: number): number =>
  b === 0 ? a : greatestCommonDivisor(b, a % b);

/** EDF over all releases of the cycle: until the next release the earliest deadline runs. */
function layOut(tracks: readonly Track[], hyperperiodMs: number): CyclicTable {
  const slots: CyclicSlot[] = [];
  let atMs = 0;
  for (;;) {
    const next = earliestDue(tracks, atMs);
    const releaseMs = nextRelease(tracks, atMs);
    if (next === null && releaseMs === Number.POSITIVE_INFINITY) break;
    if (slots.at(-1)?.tenantId !== (next?.tenantId ?? null) || slots.length === 0)
      slots.push({ startMs: atMs, tenantId: next?.tenantId ?? null });
    if (next === null || atMs + next.leftMs > releaseMs) {
      if (next !== null) next.leftMs -= releaseMs - atMs;
      atMs = releaseMs;
      continue;
    }
    atMs += next.leftMs;
    next.done += 1;
    next.leftMs = next.costMs;
  }
  if (atMs < hyperperiodMs) slots.push({ startMs: atMs, tenantId: null });
  return { cycleMs: Math.max(atMs, hyperperiodMs), slots };
}

/** Of the tracks with a release that is not done the one whose deadline, the end of that period, is nearest; ties: the earlier release. */
function earliestDue(tracks: readonly Track[], atMs: number): Track | null {
  let due: Track | null = null;
  for (const track of tracks) {
    if (track.done >= track.releases || releasedMs(track) > atMs) continue;
    const laterMs = due === null ? 0 : dueMs(due) - dueMs(track);
    if (due === null || laterMs > 0 || (laterMs === 0 && releasedMs(track) < releasedMs(due))) due = track;
  }
  return due;
}

const releasedMs = ({ done, periodMs }: Track): number => done * periodMs;
const dueMs = ({ done, periodMs }: Track): number => (done + 1) * periodMs;

/** Of those with nothing to do: when they have again, within the cycle. */
function nextRelease(tracks: readonly Track[], atMs: number): number {
  let nextMs = Number.POSITIVE_INFINITY;
  for (const { done, releases, periodMs } of tracks) {
    const releaseMs = done * periodMs;
    if (done < releases && releaseMs > atMs && releaseMs < nextMs) nextMs = releaseMs;
  }
  return nextMs;
}
