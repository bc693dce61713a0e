/** Waits for models to be cut: what is measured while an executor still cuts is slower than what it will serve. */
import type { Clock } from '../base/clock';
import type { Population } from './population';

/** Cutting a model compares every cut bit for bit; what is not cut by then is measured whole, as it would run. */
const CUT_MS = 60_000;
const LOOK_AGAIN_MS = 50;

/** Resolves when these tenants are cut as their executors want them, or after a minute. */
export async function whenCut(
  population: Population,
  clock: Clock,
  tenantIds: readonly string[],
): Promise<void> {
  const until = clock.now() + CUT_MS;
  while (tenantIds.some((id) => isYetToBeCut(population, id)) && clock.now() < until)
    await new Promise<void>((resolve) => clock.schedule(clock.now() + LOOK_AGAIN_MS, resolve));
}

function isYetToBeCut({ tenants, slots }: Population, tenantId: string): boolean {
  const tenant = tenants.get(tenantId);
  const config = slots.get(tenant?.residence ?? '')?.config;
  if (tenant === undefined || tenant.failed || config?.grain !== 'segment') return false;
  return tenant.plan?.target !== config.segmentMs;
}
