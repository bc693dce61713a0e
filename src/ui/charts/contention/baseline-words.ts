/** Where baselines are from and whether they hold, in words. Pure; it judges nothing. */
import type { Snapshot, TenantSnapshot } from '../../../domain/snapshot';
import { DASH } from '../../format';

/** "26 Nov", in the reader's own language and time zone. */
export const dayOf = (at: number): string =>
  new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' }).format(at);

/** For a table: when a tenant's baseline was taken, and what there is to know about it. */
export function originCell({ alone, aloneOrigin }: TenantSnapshot): string {
  if (alone === null || !aloneOrigin) return DASH;
  const notes = [aloneOrigin.kept ? 'kept' : null, aloneOrigin.stale === null ? null : 'no longer holds'];
  return [dayOf(aloneOrigin.takenAt), ...notes.filter((note) => note !== null)].join(', ');
}

/** One sentence about the baselines in force; null when all of them were taken in this visit and hold. */
export function originWords({ tenants, baselines }: Snapshot, names: readonly string[]): string | null {
  const at = tenants.findIndex(({ aloneOrigin }) => (aloneOrigin?.stale ?? null) !== null);
  const stale = tenants[at]?.aloneOrigin?.stale ?? null;
  if (stale !== null) {
    const next = baselines?.automatic === true ? 'It is taken again by itself.' : 'Measure alone again.';
    return `Baseline of ${names[at] ?? tenants[at]?.config.id}: ${stale}. ${next}`;
  }
  const kept = tenants.flatMap(({ alone, aloneOrigin }) =>
    alone !== null && aloneOrigin?.kept === true ? [aloneOrigin.takenAt] : [],
  );
  if (kept.length === 0) return null;
  const [from, to] = [dayOf(Math.min(...kept)), dayOf(Math.max(...kept))];
  const days = from === to ? from : `${from} to ${to}`;
  const some = kept.length === tenants.length ? '' : `${kept.length} of ${tenants.length} `;
  return some === '' ? `Baselines of ${days}, kept.` : `${some}baselines of ${days}, kept.`;
}

/** Why those that lack one are not measured by themselves; null when they are, or when nobody takes them. */
export function notTakenWords({ baselines, tenants }: Snapshot): string | null {
  if (baselines === undefined || !baselines.automatic) return null;
  const lacking = tenants.filter(
    ({ alone, config, status }) => alone === null && !config.paused && status.kind !== 'failed',
  );
  if (lacking.length === 0) return null;
  if (lacking.some(({ config }) => baselines.skipped.includes(config.id)))
    return 'Baselines were skipped for this set-up: Measure alone takes them.';
  if (lacking.some(({ config }) => baselines.fruitless.includes(config.id)))
    return 'A model completed nothing in the time it had alone: Measure alone waits longer.';
  return null;
}
