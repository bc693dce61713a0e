/** The places that a machine has for a model: backends with their threads. It knows no tenants. */
import type { Place } from '../../../domain/experiment';
import { MAX_THREADS } from '../../../domain/scenario';
import type { PlanBasis } from './plan-basis';

interface Places {
  readonly places: readonly Place[];
  /** What was asked for and is not here, and why. */
  readonly notes: readonly string[];
}

export const placeName = ({ backend, threads }: Place): string =>
  backend === 'wasm' ? `wasm ×${threads}` : backend;

/** @param asked all that there may be, when absent. */
export function placesHere({ machine }: PlanBasis, asked?: readonly Place[]): Places {
  const wanted = asked ?? [
    ...(['webgpu', 'webgl'] as const).map((backend) => ({ backend, threads: 1 })),
    ...threadCounts(machine.cores).map((threads) => ({ backend: 'wasm' as const, threads })),
    { backend: 'cpu' as const, threads: 1 },
  ];
  const judged = wanted.map((place) => ({ place, why: missing(place, machine) }));
  return {
    places: judged.filter(({ why }) => why === null).map(({ place }) => place),
    notes: judged.flatMap(({ place, why }) => (why === null ? [] : [`No ${placeName(place)}: ${why}.`])),
  };
}

/** 1, 2, 4 … up to the cores. */
function threadCounts(cores: number): number[] {
  const counts = [];
  for (let threads = 1; threads <= Math.min(cores, MAX_THREADS); threads *= 2) counts.push(threads);
  return counts;
}

function missing({ backend, threads }: Place, machine: PlanBasis['machine']): string | null {
  const capability = machine.backends.find((one) => one.backend === backend);
  if (capability?.available !== true)
    return (capability?.reason ?? 'this machine has none').replace(/\.$/, '');
  if (backend !== 'wasm' || threads === 1) return null;
  if (!machine.crossOriginIsolated) return 'threads need a page that is isolated from others';
  return threads > machine.cores ? `there are ${machine.cores} cores` : null;
}
