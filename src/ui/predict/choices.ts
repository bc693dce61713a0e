/**
 * The combinations of policy, grain and gate that a what-if tries, which of them holds now, and what has to change for
 * another one. It knows scenarios, no figure.
 */
import { type DeviceGroup, GATE_IDS, type GateId, POLICY_IDS, type PolicyId } from '../../domain/policy-ids';
import { type ExecutorConfig, FREE_GATES, type Gates, type Scenario } from '../../domain/scenario';
import type { SweepChoice } from '../../domain/simulation';
import type { ExecutorSnapshot } from '../../domain/snapshot';

const GROUPS: readonly DeviceGroup[] = ['gpu', 'cpu'];

/** Devices that at least two executors share: only there a gate decides anything. */
export const sharedGroups = (executors: readonly Pick<ExecutorSnapshot, 'group'>[]): readonly DeviceGroup[] =>
  GROUPS.filter((group) => executors.filter((one) => one.group === group).length >= 2);

/** The gate that holds wherever it decides anything; null when devices differ in it. */
function presentGate({ gates = FREE_GATES }: Scenario, shared: readonly DeviceGroup[]): GateId | null {
  const [first, ...others] = shared.map((group) => gates[group]);
  return others.every((gate) => gate === first) ? (first ?? 'free-for-all') : null;
}

/** What all executors have in common; null when they differ. */
export function presentChoice(scenario: Scenario, shared: readonly DeviceGroup[]): SweepChoice | null {
  const [first, ...others] = scenario.executors;
  const gate = presentGate(scenario, shared);
  if (first === undefined || gate === null) return null;
  const { policy, grain } = first;
  return others.every((one) => one.policy === policy && one.grain === grain) ? { policy, grain, gate } : null;
}

/**
 * Every policy with each grain at which it chooses differently, and each gate where one decides anything.
 * @param isPreemptive whether a policy may choose again between two segments: else the grain changes nothing.
 */
export function choicesOf(
  { userPolicy }: Scenario,
  shared: readonly DeviceGroup[],
  isPreemptive: (id: PolicyId) => boolean,
): readonly SweepChoice[] {
  const gates: readonly GateId[] = shared.length === 0 ? ['free-for-all'] : GATE_IDS;
  const policies = POLICY_IDS.filter((id) => id !== 'user' || userPolicy !== undefined);
  return gates.flatMap((gate) =>
    policies.flatMap((policy): SweepChoice[] => {
      const whole = { policy, grain: 'inference', gate } as const;
      return isPreemptive(policy) ? [whole, { policy, grain: 'segment', gate }] : [whole];
    }),
  );
}

export const choiceKey = ({ policy, grain, gate }: SweepChoice): string => `${policy} ${grain} ${gate}`;

/** How a set-up schedules, as it is put in force. */
export interface SchedulingState {
  readonly executors: readonly {
    readonly executorId: string;
    readonly change: Pick<ExecutorConfig, 'policy' | 'grain'>;
  }[];
  readonly gates: Gates;
}

/** The same choice on every executor, its gate on every shared device. */
export function schedulingFor(
  { executors, gates = FREE_GATES }: Scenario,
  { policy, grain, gate }: SweepChoice,
  shared: readonly DeviceGroup[],
): SchedulingState {
  return {
    executors: executors.map(({ id }) => ({ executorId: id, change: { policy, grain } })),
    gates: { ...gates, ...Object.fromEntries(shared.map((group) => [group, gate])) },
  };
}

/** The scenario without how it schedules: what was measured under two choices compares when this is the same. */
export function besidesScheduling(scenario: Scenario): string {
  const { gates: _gates, name: _name, executors, ...rest } = scenario;
  const bare = executors.map(({ policy: _policy, grain: _grain, ...executor }) => executor);
  return JSON.stringify({ ...rest, executors: bare });
}
