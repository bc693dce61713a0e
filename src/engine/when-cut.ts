/**
 * Waits for tenants to run as they will: models to be recorded and to be cut. What is measured while an executor still does
 * that is slower than what it will serve, and is of another way to run.
 */
import type { Clock } from '../base/clock';
import type { ExecutorConfig, Scenario } from '../domain/scenario';
import type { ExecutorSlot } from './executor-slot';
import type { Population } from './population';
import type { TenantRuntime } from './tenant-runtime';

/** Recording and cutting compare bit for bit; what is not ready by then is measured as it runs. */
const READY_MS = 60_000;
const LOOK_AGAIN_MS = 50;

/**
 * What models are cut into is told anew once this set-up is in force, by executors that will choose otherwise between segments
 * than now: what stands says nothing about then. To be called before it is in force.
 */
export function forgetOldPlans(population: Population, { executors }: Scenario): void {
  for (const wanted of executors) {
    const there = population.slots.get(wanted.id)?.config;
    if (there === undefined || wanted.grain !== 'segment' || cutsAlike(wanted, there)) continue;
    for (const tenant of population.residentsOf(wanted.id)) tenant.plan = null;
  }
}

const cutsAlike = (a: ExecutorConfig, b: ExecutorConfig): boolean =>
  a.grain === b.grain && a.segmentMs === b.segmentMs && (a.submitsInFlight ?? 1) === (b.submitsInFlight ?? 1);

/** Resolves when these tenants are recorded and cut as they and their executors want it, or after a minute. */
export async function whenCut(
  population: Population,
  clock: Clock,
  tenantIds: readonly string[],
): Promise<void> {
  const until = clock.now() + READY_MS;
  while (tenantIds.some((id) => isGettingReady(population, id)) && clock.now() < until)
    await new Promise<void>((resolve) => clock.schedule(clock.now() + LOOK_AGAIN_MS, resolve));
}

function isGettingReady({ tenants, slots }: Population, tenantId: string): boolean {
  const tenant = tenants.get(tenantId);
  const slot = slots.get(tenant?.residence ?? '');
  if (tenant === undefined || tenant.failed || slot === undefined) return false;
  return isYetToBeRecorded(tenant, slot) || isYetToBeCut(tenant, slot);
}

/** On WebGPU, unless it is to run eager: nobody has told yet what came of recording it, or of asking it otherwise. */
function isYetToBeRecorded({ id, config }: TenantRuntime, { host }: ExecutorSlot): boolean {
  const { mode = 'auto' } = config;
  if (host?.backend !== 'webgpu') return false;
  const report = host.modes.of(id);
  if (report === null) return mode !== 'eager';
  return report.asked !== mode || (mode !== 'eager' && report.recordable === null);
}

const isYetToBeCut = ({ plan }: TenantRuntime, { config }: ExecutorSlot): boolean =>
  config.grain === 'segment' && plan?.target !== config.segmentMs;
