/** Asks the executor of a tenant for the GPU time of its kernels; who cannot be asked gets a sentence. It measures nothing. */
import { EngineError } from '../domain/errors';
import type { KernelProfile } from '../domain/gpu';
import type { EngineContract } from '../protocol/engine-contract';
import type { Population } from './population';

/** Inferences of one profile at most: each dispatch of them takes a pass of its own. */
const MOST_RUNS = 50;

/** @throws EngineError `busy` while the tenant is not loaded; `backend-unsuited` where there is no recording to be timed. */
export async function kernelProfile(
  population: Population,
  { tenantId, runs }: Parameters<EngineContract['profileKernels']>[0],
): Promise<KernelProfile> {
  const tenant = population.tenant(tenantId);
  const name = population.placement.nameOf(tenant);
  const host = population.slots.get(tenant.residence ?? '')?.host;
  if (!host || host.backend === null)
    throw new EngineError('busy', `${name} is not loaded, so none of its kernels run. Run first.`);
  if (host.backend !== 'webgpu') {
    const told = `${name} runs on ${host.backend} (${tenant.residence}), whose kernels have no times of their own. Move it to a WebGPU executor.`;
    throw new EngineError('backend-unsuited', told);
  }
  return host.profileKernels(tenantId, Math.min(MOST_RUNS, Math.max(1, Math.round(runs))));
}
