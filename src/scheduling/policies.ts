/** The one table of policies: a new policy is one file, one row here and one row of words in `domain/policy-words.ts`. */
import type { PolicyId } from '../domain/policy-ids';
import { createClockwork } from './clockwork';
import { createDysta } from './dysta';
import { createEdf } from './edf';
import { createFifo } from './fifo';
import { createLeastLaxity } from './least-laxity';
import type { Policy, PolicyChoice } from './policy';
import { createPrema } from './prema';
import { createRoundRobin } from './round-robin';
import { createSdrm3 } from './sdrm3';
import { createShortestJob } from './shortest-job';
import { createShortestRemaining } from './shortest-remaining';
import { createStaticCyclic } from './static-cyclic';
import { createStrictPriority } from './strict-priority';
import { createUserPolicy } from './user-policy/prepare-user-policy';
import { createWeightedFair } from './weighted-fair';

interface PolicyRow {
  /** @throws EngineError `policy-invalid`, for `user` alone: await `prepareUserPolicy` before. */
  readonly create: (choice: PolicyChoice) => Policy;
  /** Whether it may choose again between two segments of a request; else a request that has started is served to its end. */
  readonly preemptive: boolean;
}

const POLICIES: Readonly<Record<PolicyId, PolicyRow>> = {
  fifo: { create: createFifo, preemptive: false },
  'round-robin': { create: createRoundRobin, preemptive: true },
  'weighted-fair': { create: createWeightedFair, preemptive: true },
  'strict-priority': { create: createStrictPriority, preemptive: true },
  edf: { create: createEdf, preemptive: true },
  'least-laxity': { create: createLeastLaxity, preemptive: true },
  'shortest-job': { create: createShortestJob, preemptive: false },
  'shortest-remaining': { create: createShortestRemaining, preemptive: true },
  prema: { create: createPrema, preemptive: true },
  sdrm3: { create: createSdrm3, preemptive: true },
  dysta: { create: createDysta, preemptive: true },
  clockwork: { create: createClockwork, preemptive: false },
  'static-cyclic': { create: createStaticCyclic, preemptive: true },
  user: { create: createUserPolicy, preemptive: true },
};

export const createPolicy = (choice: PolicyChoice): Policy => POLICIES[choice.id].create(choice);
export const isPreemptive = (id: PolicyId): boolean => POLICIES[id].preemptive;
