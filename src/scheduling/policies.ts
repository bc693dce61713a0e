/** The one table of policies: a new policy is one file, one row here and one row of words in `domain/policy-words.ts`. */
import type { PolicyId } from '../domain/policy-ids';
import { createEdf } from './edf';
import { createFifo } from './fifo';
import type { Policy, PolicyChoice } from './policy';

interface PolicyRow {
  readonly create: (choice: PolicyChoice) => Policy;
  /** Whether it may choose again between two segments of a request; else a request that has started is served to its end. */
  readonly preemptive: boolean;
}

export const POLICIES: Readonly<Partial<Record<PolicyId, PolicyRow>>> = {
  fifo: { create: createFifo, preemptive: false },
  edf: { create: createEdf, preemptive: true },
};

export const createPolicy = (choice: PolicyChoice): Policy => rowOf(choice.id).create(choice);
export const isPreemptive = (id: PolicyId): boolean => rowOf(id).preemptive;

function rowOf(id: PolicyId): PolicyRow {
  const row = POLICIES[id];
  if (row === undefined) throw new Error(`invariant broken: no policy ${id}`);
  return row;
}
