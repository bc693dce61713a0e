/** What the page has to know of policies to compare them: which are preemptive, and what a combination is called. */
import { POLICY_IDS, type PolicyId } from '../../domain/policy-ids';
import type { SweepChoice } from '../../domain/simulation';
import { GATE_NAMES, policyName } from '../scheduling/scheduling-words';

/** They serve a request that has started to its end; a test holds this against the policies themselves. */
const TO_THE_END: readonly PolicyId[] = ['fifo', 'shortest-job', 'clockwork'];

/** Whether it may choose again between two segments: else the grain changes nothing. */
export const isPreemptive = (id: PolicyId): boolean => !TO_THE_END.includes(id);

/** Every policy, in the order of the table. */
export const policyFacts = () =>
  POLICY_IDS.map((id) => ({ id, name: policyName(id), preemptive: isPreemptive(id) }));

/** "EDF, segments"; with the gate where gates are among what is compared. */
export function choiceWords({ policy, grain, gate }: SweepChoice, gated: boolean): string {
  const words = `${policyName(policy)}, ${grain === 'segment' ? 'segments' : 'inferences'}`;
  return gated ? `${words}, ${GATE_NAMES[gate]}` : words;
}
