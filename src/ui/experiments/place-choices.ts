/** The backends of a machine, with threads, as things to choose from. What an experiment takes by itself is the engine's. */
import type { Machine } from '../../domain/backend';
import type { Place } from '../../domain/experiment';

/** TensorFlow.js starts no more. */
const MOST_THREADS = 4;

/** What this machine has: WebAssembly also with threads, where they can be had. */
export function placesOf(machine: Machine | null): readonly Place[] {
  if (machine === null) return [];
  const threads = Math.min(machine.cores, MOST_THREADS);
  return machine.backends
    .filter(({ available }) => available)
    .flatMap(({ backend }) =>
      backend === 'wasm' && machine.crossOriginIsolated && threads > 1
        ? [
            { backend, threads: 1 },
            { backend, threads },
          ]
        : [{ backend, threads: 1 }],
    );
}

/** What the search for a placement uses by itself: no plain JavaScript, and no GPU backend without a GPU, where others are. */
export function advisedPlacesOf(machine: Machine | null): readonly Place[] {
  const known = placesOf(machine);
  const soft = machine?.backends.filter(({ software }) => software).map(({ backend }) => backend) ?? [];
  const worthwhile = known.filter(({ backend }) => backend !== 'cpu' && !soft.includes(backend));
  return worthwhile.length > 0 ? worthwhile : known;
}

export const placeId = ({
  backend,
  threads,
}: {
  readonly backend: string;
  readonly threads?: number | undefined;
}) => `${backend}-${threads ?? 1}`;

const NAMES: Readonly<Record<Place['backend'], string>> = {
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  wasm: 'WASM',
  cpu: 'plain JavaScript',
};

export function placeName({ backend, threads }: Place): string {
  if (backend !== 'wasm') return NAMES[backend];
  return `${NAMES.wasm}, ${threads === 1 ? '1 thread' : `${threads} threads`}`;
}
