/**
 * What the contention panel can say at the moment, from a snapshot: the figures, or in one sentence why there are none.
 * It computes no figure; the engine sends them.
 */
import type { Snapshot, TenantSnapshot } from '../../../domain/snapshot';
import { notTakenWords } from './baseline-words';

/** `null`: the figures speak for themselves. */
export function whyNoFigure(snapshot: Snapshot): string | null {
  const { run, tenants, totals, measuring } = snapshot;
  if (measuring !== null) return null;
  const active = tenants.filter(takesPart);
  const known = active.filter((tenant) => tenant.alone !== null).length;
  if (tenants.length === 0) return 'Add a model first.';
  if (active.length === 0) return 'Every model is paused or failed: nothing contends.';
  const notTaken = notTakenWords(snapshot);
  if (notTaken !== null) return notTaken;
  if (known === 0) return 'No solo baseline yet: slowdown compares each model with itself alone.';
  if (known < active.length) {
    const missing = active.length - known;
    return `${missing} of ${active.length} ${missing === 1 ? 'has' : 'have'} no baseline for this setting: measure again.`;
  }
  if (run.kind === 'idle') return 'The baselines stand. Run to compare with them.';
  if (run.kind !== 'running') return 'The baselines stand. The figures follow when the models run.';
  return totals.stp === null ? 'A model that failed leaves the sums without a value.' : null;
}

/** Why `Measure alone` cannot be pressed; null when it can. */
export function whyNotMeasure(snapshot: Snapshot | null): string | null {
  if (snapshot === null || snapshot.tenants.length === 0) return 'There is no model to measure.';
  if (snapshot.run.kind === 'starting') return 'Possible once the models are loaded.';
  if (snapshot.run.kind === 'paused') return 'Possible once this tab is visible again.';
  return snapshot.tenants.some(takesPart) ? null : 'Every model is paused or failed.';
}

const takesPart = ({ config, status }: TenantSnapshot): boolean => !config.paused && status.kind !== 'failed';

/** Tenants that the sums run over: the "n" of STP. */
export const tenantsInSums = ({ tenants }: Snapshot): number =>
  tenants.filter((tenant) => !tenant.config.paused).length;

/** How one tenant fares, as its row shows it. */
export type Fare =
  | { readonly kind: 'slowdown'; readonly slowdown: number; readonly basis: 'throughput' | 'latency' }
  | { readonly kind: 'measured'; readonly perSecond: number }
  | { readonly kind: 'words'; readonly words: string };

const words = (text: string): Fare => ({ kind: 'words', words: text });

export function fareOf(tenant: TenantSnapshot, snapshot: Snapshot): Fare {
  const { config, alone, slowdown, status } = tenant;
  if (status.kind === 'failed') return words('failed');
  if (config.paused) return words('paused');
  if (snapshot.measuring !== null) {
    if (snapshot.measuring.tenantId === config.id) return words('runs alone now');
    return alone === null ? words('waits') : { kind: 'measured', perSecond: alone.throughputPerSecond };
  }
  // When nobody has one, the sentence under the rows says so once.
  const someKnown = snapshot.tenants.some((one) => one.alone !== null);
  if (alone === null) return words(someKnown ? 'no baseline' : '');
  if (snapshot.run.kind !== 'running') return { kind: 'measured', perSecond: alone.throughputPerSecond };
  if (slowdown === null) return words('nothing completed');
  return { kind: 'slowdown', slowdown, basis: config.workload.kind === 'closed' ? 'throughput' : 'latency' };
}
