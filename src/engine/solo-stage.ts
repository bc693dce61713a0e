/**
 * What a solo measurement may do with the tenants of a playground: halt all, let one of them run, look at its window, keep its
 * baseline. It knows neither who is measured nor for how long.
 */
import type { Clock } from '../base/clock';
import type { SoloStage } from './experiments/solo-baselines';
import type { Population } from './population';
import type { RunControl } from './run-control';
import { soloOutcome } from './solo-window';
import type { TenantRuntime } from './tenant-runtime';

/** About how long measuring a tenant's parts may take, ms, within bounds of its number of runs. */
const PROFILE_MS = 800;
const LEAST_RUNS = 3;
const MOST_RUNS = 40;

interface SoloStageDependencies {
  readonly clock: Clock;
  readonly population: Population;
  readonly run: RunControl;
}

/** @param onMeasured is told of each tenant whose turn is over, whatever came of it. */
export function createSoloStage(
  { clock, population, run }: SoloStageDependencies,
  onMeasured: (tenant: TenantRuntime) => void,
): SoloStage {
  let startedAt = 0;
  let openedAt = 0;
  return {
    profile: (tenantId) => profileOf(tenantId, population),
    quiesce: () => {
      population.workloads.haltAll();
      return population.executors.whenIdle();
    },
    startOnly: (tenantId) => {
      startedAt = clock.now();
      run.changed();
      population.workloads.generateAlone(population.tenant(tenantId));
    },
    openWindow: (tenantId) => {
      openedAt = clock.now();
      const tenant = population.tenant(tenantId);
      tenant.openWindow(population.outstanding(tenant));
    },
    completions: (tenantId) => population.tenant(tenantId).window.completions,
    serves: (tenantId) => takesPart(population.tenant(tenantId)),
    paceMs: (tenantId) => paceOf(population.tenant(tenantId)),
    closeWindow: (tenantId) => {
      const tenant = population.tenant(tenantId);
      const outcome = soloOutcome(tenant, { startedAt, openedAt, closedAt: clock.now() });
      // One that failed ran for a part of the time only.
      if (!tenant.failed && outcome.baseline.n > 0)
        population.baselines.store(tenant, { ...outcome, takenAt: Math.round(clock.now()) });
      onMeasured(tenant);
    },
  };
}

/** A tenant whose parts cannot be measured, or that is gone, keeps what is known of it. */
async function profileOf(tenantId: string, population: Population): Promise<void> {
  const tenant = population.tenants.get(tenantId);
  const host = population.slots.get(tenant?.residence ?? '')?.host;
  if (tenant === undefined || !host) return;
  const wakes = host.wakes;
  const runs = Math.min(MOST_RUNS, Math.max(LEAST_RUNS, Math.floor(PROFILE_MS / tenant.estimatedMs)));
  const profile = await host.profile(tenantId, runs).catch(() => null);
  const isTimed = profile !== null && host.wakes === wakes; // else the computer slept in the middle of it
  if (isTimed && !tenant.failed) population.baselines.storeProfile(tenant, profile);
}

export const takesPart = ({ residence, config, failed }: TenantRuntime): boolean =>
  residence !== null && !config.paused && !failed;

/** About how long a completion of a tenant takes to come while it runs alone, ms. */
function paceOf({ estimatedMs, config: { workload } }: TenantRuntime): number {
  const periodMs = 'ratePerSecond' in workload ? 1000 / workload.ratePerSecond : 0;
  return Math.max(estimatedMs, periodMs);
}
