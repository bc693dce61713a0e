/**
 * What a tenant did while it ran alone, as a baseline with its samples. It measures nothing: it reads the tenant's own
 * history.
 */
import type { RequestRecord } from '../domain/request';
import type { Baseline } from '../domain/run-file';
import { type BaselineSamples, MAX_BASELINE_SAMPLES } from './baseline-shelf';
import { TenantWindow } from './metrics/tenant-window';
import type { TenantRuntime } from './tenant-runtime';

/** When a tenant began to run alone, and the bounds of what is measured of that, ms since the epoch. */
export interface SoloBounds {
  readonly startedAt: number;
  readonly openedAt: number;
  readonly closedAt: number;
}

/**
 * In a closed loop the window reaches from the last completion before it opened (or the first after) to its last one: with one request after the
 * other, a part of a request at either end would be an error of up to 1 / n. Elsewhere it is the window as it was opened.
 */
export function soloOutcome(
  tenant: TenantRuntime,
  bounds: SoloBounds,
): { readonly baseline: Baseline; readonly samples: BaselineSamples } {
  const completions = [...tenant.history].filter(
    (record) => record.stamps !== null && record.endedAt > bounds.startedAt && isCompletion(record),
  );
  const loops = tenant.config.workload.kind === 'closed' || tenant.config.workload.kind === 'triggered';
  const before = completions.findLast(({ endedAt }) => endedAt <= bounds.openedAt);
  const from = (before ?? completions[0])?.endedAt;
  const to = completions.at(-1)?.endedAt ?? bounds.openedAt;
  if (!loops || from === undefined || to <= from) {
    const within = completions.filter(({ endedAt }) => endedAt > bounds.openedAt);
    return {
      baseline: tenant.window.baseline(bounds.closedAt - bounds.openedAt),
      samples: samplesOf(within, bounds.openedAt),
    };
  }
  const within = completions.filter(({ endedAt }) => endedAt > from);
  const window = new TenantWindow();
  for (const record of within) window.add(record);
  return { baseline: window.baseline(to - from), samples: samplesOf(within, from) };
}

const isCompletion = ({ outcome }: RequestRecord): boolean => outcome === 'completed' || outcome === 'late';

function samplesOf(completions: readonly RequestRecord[], openedAt: number): BaselineSamples {
  const first = completions.slice(0, MAX_BASELINE_SAMPLES);
  const each = (value: (record: RequestRecord) => number) => Float64Array.from(first, value);
  return {
    latenciesMs: each(({ stamps, arrivedAt }) => (stamps?.completedAt ?? arrivedAt) - arrivedAt),
    servicesMs: each(({ stamps }) => (stamps === null ? 0 : stamps.completedAt - stamps.startedAt)),
    completedAtMs: each(({ stamps, endedAt }) => (stamps?.completedAt ?? endedAt) - openedAt),
  };
}
