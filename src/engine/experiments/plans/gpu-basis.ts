/** What a machine has for ways to share a GPU: WebGPU or why not, the executor that is shared, and what is said beforehand. */
import { EngineError } from '../../../domain/errors';
import type { ExecutorConfig, TenantConfig } from '../../../domain/scenario';
import { isPreemptive } from '../../../scheduling/policies';
import { type GpuCopies, MOST_APART } from './gpu-copies';
import { invalid, type PlanBasis } from './plan-basis';

const capabilityOf = ({ machine }: PlanBasis) => machine.backends.find(({ backend }) => backend === 'webgpu');

/** @throws EngineError `backend-unavailable` with the reason that the browser or the machine gives. */
export function refuseWithoutWebGpu(basis: PlanBasis): void {
  const capability = capabilityOf(basis);
  if (capability?.available === true) return;
  const why = (capability?.reason ?? 'this machine has none').replace(/\.$/, '');
  throw new EngineError(
    'backend-unavailable',
    `There is no WebGPU here, so ways to share a GPU cannot be compared: ${why}.`,
  );
}

/** The tenants' first executor on WebGPU, so that who is loaded there stays loaded; without one a new one after their first. */
export function gpuHomeOf({ scenario }: PlanBasis, tenants: readonly TenantConfig[]): ExecutorConfig {
  const used = scenario.executors.filter(({ id }) => tenants.some(({ executorId }) => executorId === id));
  const there = used.find(({ backend }) => backend === 'webgpu');
  const [first] = used;
  if (first === undefined) throw invalid(`tenants: ${tenants[0]?.id} has no executor`);
  // Timestamps are measured in a mode of their own: they cost time.
  const { gpuTiming: _timing, ...plain } = there ?? { ...first, id: 'gpu', backend: 'webgpu' as const };
  return plain;
}

interface Sizes {
  readonly most: number;
  readonly tenants: number;
  readonly copies: GpuCopies;
}

const CLOSED_NOTE = 'Each asks again as soon as it is served, whatever its workload is otherwise.';
const LOADED_NOTE =
  'Both set-ups stay loaded, one device for all and one each, so that no run begins with loading.';

export function gpuNotes(basis: PlanBasis, home: ExecutorConfig, sizes: Sizes): string[] {
  const { most, tenants } = sizes;
  const software =
    capabilityOf(basis)?.software === true
      ? ['WebGPU runs on a software adapter here: what is measured says nothing about a GPU.']
      : [];
  const copied =
    most > tenants ? [`Beyond ${tenants === 1 ? 'the first' : `the first ${tenants}`}: copies of them.`] : [];
  return [CLOSED_NOTE, ...software, ...copied, ...sharingNotes(home, sizes)];
}

function sharingNotes({ policy }: ExecutorConfig, { most, copies }: Sizes): string[] {
  if (most === 1) return ['One model: there is nobody to interleave it with, and a device each is the same.'];
  const apart =
    copies.apart.length > 0
      ? LOADED_NOTE
      : `No device each: beside the one that is shared there is room for ${MOST_APART}.`;
  return isPreemptive(policy)
    ? [apart]
    : [apart, `Interleaved by round robin: ${policy} serves each request to its end.`];
}
