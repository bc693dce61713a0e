/**
 * The placements that an advice considers: who shares an executor, on which place, under which policy, with which models. Those
 * that differ only in names, or in a policy that has nobody to choose between, are considered once.
 */
import type { Place } from '../../../domain/experiment';
import type { PolicyId } from '../../../domain/policy-ids';
import { MAX_EXECUTORS, type Scenario, type TenantConfig } from '../../../domain/scenario';
import { choicesOf, setPartitions } from './set-partitions';

export interface SearchSpace {
  /** As it is now; nobody is paused. */
  readonly scenario: Scenario;
  readonly places: readonly Place[];
  readonly policies: readonly PolicyId[];
  /** By tenant id, the present model first. */
  readonly modelIds: Readonly<Record<string, readonly string[]>>;
  readonly cores: number;
}

export interface Candidate {
  readonly id: string;
  readonly label: string;
  readonly scenario: Scenario;
}

/** Lazily, in a fixed order: there may be millions. */
export function* candidatesOf(space: SearchSpace): Generator<Candidate> {
  const { tenants } = space.scenario;
  let number = 0;
  for (const groupOf of setPartitions(tenants.length, MAX_EXECUTORS)) {
    const groups = Math.max(...groupOf) + 1;
    const mayChoose = groups < tenants.length;
    const policies = mayChoose ? space.policies : space.policies.slice(0, 1);
    for (const places of choicesOf(Array.from({ length: groups }, () => space.places))) {
      if (!fitsCores(places, space.cores)) continue;
      for (const models of choicesOf(tenants.map((tenant) => modelsOf(space, tenant))))
        for (const policy of policies) {
          number += 1;
          yield candidate(space.scenario, { number, groupOf, places, models, policy });
        }
    }
  }
}

/** At most `bound` of them, evenly taken from all, and how many there are. Beyond `most` it is not counted on. */
export function boundedCandidates(
  space: SearchSpace,
  bound: number,
  most: number,
): { readonly candidates: readonly Candidate[]; readonly total: number } {
  let kept: Candidate[] = [];
  let stride = 1;
  let total = 0;
  for (const one of candidatesOf(space)) {
    if (total % stride === 0) kept.push(one);
    total += 1;
    if (kept.length > bound) {
      kept = kept.filter((_, index) => index % 2 === 0);
      stride *= 2;
    }
    if (total >= most) break;
  }
  return { candidates: kept, total };
}

const modelsOf = ({ modelIds }: SearchSpace, { id, modelId }: TenantConfig): readonly string[] =>
  modelIds[id] ?? [modelId];

/** More threads than cores only where each executor has one: the simulator knows nothing of threads that crowd each other. */
function fitsCores(places: readonly Place[], cores: number): boolean {
  const wasm = places.filter(({ backend }) => backend === 'wasm');
  const threads = wasm.reduce((sum, place) => sum + place.threads, 0);
  return threads <= cores || wasm.every((place) => place.threads === 1);
}

interface Choice {
  /** Running number: its workers are no other candidate's, whose memory may have grown. */
  readonly number: number;
  readonly groupOf: readonly number[];
  readonly places: readonly Place[];
  readonly models: readonly string[];
  readonly policy: PolicyId;
}

function candidate(scenario: Scenario, { number, groupOf, places, models, policy }: Choice): Candidate {
  const [home] = scenario.executors;
  const idOf = (group: number) => `advised-${number}-${group + 1}`;
  const executors = places.map(({ backend, threads }, group) => ({
    id: idOf(group),
    backend,
    threads,
    policy,
    grain: 'inference' as const,
    segmentMs: home?.segmentMs ?? 2,
    inFlight: 'auto' as const,
  }));
  const tenants = scenario.tenants.map((tenant, index) => ({
    ...tenant,
    modelId: models[index] ?? tenant.modelId,
    executorId: idOf(groupOf[index] ?? 0),
  }));
  const label = labelOf(tenants, places, groupOf, policy);
  return { id: label, label, scenario: { ...scenario, executors, tenants } };
}

/** "face + pose on wasm ×1 | hands on webgl, edf". */
function labelOf(
  tenants: readonly TenantConfig[],
  places: readonly Place[],
  groupOf: readonly number[],
  policy: PolicyId,
): string {
  const groups = places.map(({ backend, threads }, group) => {
    const members = tenants.filter((_, index) => groupOf[index] === group);
    const where = backend === 'wasm' ? `wasm ×${threads}` : backend;
    return `${members.map(({ id, modelId }) => (id === modelId ? id : `${id} (${modelId})`)).join(' + ')} on ${where}`;
  });
  return places.length < tenants.length ? `${groups.join(' | ')}, ${policy}` : groups.join(' | ');
}
