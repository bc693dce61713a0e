/** What can be measured, in the words of those who ask, and why one of them is not possible at the moment. It plans nothing. */
import type { ExecutorSnapshot, Snapshot, TenantSnapshot } from '../../domain/snapshot';
import type { ExperimentDraft } from './experiment-desk';

export interface ExperimentEntry {
  readonly id: string;
  readonly title: string;
  /** The question that it answers. */
  readonly line: string;
  /** How many tenants have to take part. */
  readonly needs: number;
  readonly draft: ExperimentDraft;
  /** Whether it is about WebGPU. */
  readonly onWebGpu?: boolean;
}

/** What is asked most, with all that it takes. */
export const FIRST_ENTRIES: readonly ExperimentEntry[] = [
  {
    id: 'matrix',
    title: 'Measure contention',
    line: 'Who slows whom, and by how much: each model beside each other one, against itself alone.',
    needs: 2,
    draft: { kind: 'matrix' },
  },
  {
    id: 'scaling',
    title: 'How many can this laptop take?',
    line: 'One model, one copy more at a time: where total throughput stops growing.',
    needs: 1,
    draft: { kind: 'scaling' },
  },
  {
    id: 'ramp',
    title: 'How many at 30 fps?',
    line: 'Copies that ask for 30 frames a second, until deadlines break.',
    needs: 1,
    draft: { kind: 'ramp', ratePerSecond: 30 },
  },
  {
    id: 'advice',
    title: 'Find a better placement',
    line: 'The simulator searches executors, backends and policies; the best few are then measured here.',
    needs: 1,
    draft: { kind: 'advice' },
  },
];

/** Comparisons of set-ups. */
export const MORE_ENTRIES: readonly ExperimentEntry[] = [
  {
    id: 'backends',
    title: 'Backends',
    line: 'Each model alone on each backend of this machine: where it is fastest.',
    needs: 1,
    draft: { kind: 'backends' },
  },
  {
    id: 'placements',
    title: 'Placements',
    line: 'The same models on one executor, on one each, mixed, and with threads parted.',
    needs: 2,
    draft: { kind: 'placements' },
  },
  {
    id: 'policies',
    title: 'Policies',
    line: 'This scenario under each policy: who meets deadlines, who waits.',
    needs: 1,
    draft: { kind: 'policies' },
  },
  {
    id: 'variants',
    title: 'Models and inputs',
    line: 'Another model of the same task, or another input, in one tenant’s place.',
    needs: 1,
    draft: { kind: 'variants' },
  },
  {
    id: 'sweep',
    title: 'Your own sweep',
    line: 'Any fields of the scenario, with the values that you give: every combination is measured.',
    needs: 1,
    draft: { kind: 'sweep', axes: [] },
  },
];

/** The first of all where an executor is on WebGPU; elsewhere one of the comparisons. */
export const GPU_ENTRY: ExperimentEntry = {
  id: 'gpu-sharing',
  title: 'Compare on this GPU',
  line: 'The same models eager, recorded, interleaved on one device, and on a device each: what is fastest here. No benefit is an answer too.',
  needs: 1,
  draft: { kind: 'gpu-sharing' },
  onWebGpu: true,
};

export const ALL_ENTRIES: readonly ExperimentEntry[] = [GPU_ENTRY, ...FIRST_ENTRIES, ...MORE_ENTRIES];

const isOnWebGpu = ({ backend, config }: Pick<ExecutorSnapshot, 'backend' | 'config'>): boolean =>
  (backend ?? config.backend) === 'webgpu';

/** Whether what is offered first is about the GPU. */
export const gpuComesFirst = (snapshot: Snapshot | null): boolean =>
  snapshot?.executors.some(isOnWebGpu) ?? false;

const takesPart = ({ config, status }: TenantSnapshot): boolean => !config.paused && status.kind !== 'failed';

/** In a sentence why it cannot be measured now; null when it can be planned. */
export function whyNot(
  { needs, onWebGpu = false }: Pick<ExperimentEntry, 'needs' | 'onWebGpu'>,
  snapshot: Snapshot | null,
): string | null {
  if (snapshot === null || snapshot.tenants.length === 0) return 'Add a model first, or choose a scenario.';
  if (snapshot.measuring !== null)
    return 'The solo baselines are being taken: wait for them, or cancel them.';
  const active = snapshot.tenants.filter(takesPart).length;
  if (active === 0) return 'Every model is paused or failed.';
  if (active < needs) return 'It takes two models: there is one that is neither paused nor failed.';
  return onWebGpu ? whyNoWebGpu(snapshot) : null;
}

function whyNoWebGpu({ machine }: Snapshot): string | null {
  const capability = machine?.backends.find(({ backend }) => backend === 'webgpu');
  if (machine === null || capability?.available === true) return null;
  const reason = capability?.reason ?? 'this machine has none';
  return `There is no WebGPU here: ${reason.replace(/\.$/, '')}.`;
}

export const MATRIX_ENTRY = FIRST_ENTRIES[0] as ExperimentEntry; // the list above begins with it
