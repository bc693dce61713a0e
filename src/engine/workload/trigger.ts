/**
 * Whether a completion triggers a tenant that depends on it: one draw for each request of its cause, in their order, so that
 * equal seeds give equal draws, live and simulated. It knows no requests.
 */
import { createPrng, deriveSeed } from '../../base/prng';
import type { DependsOn } from '../../domain/scenario';

/** @param tenantId of the tenant that is triggered. @param seed of the scenario. */
export function createTrigger(
  tenantId: string,
  { probability }: Pick<DependsOn, 'probability'>,
  seed: number,
): () => boolean {
  const prng = createPrng(deriveSeed(seed, `${tenantId} trigger`));
  return () => prng.next() < probability;
}
