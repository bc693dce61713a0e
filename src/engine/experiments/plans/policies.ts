/** The scenario under each policy: all that are built in, at each grain at which they choose differently, unless some are named. */
import type { RequestOf } from '../../../domain/experiment';
import { POLICY_IDS, type PolicyId } from '../../../domain/policy-ids';
import { POLICY_WORDS } from '../../../domain/policy-words';
import type { ExecutorConfig } from '../../../domain/scenario';
import { isPreemptive } from '../../../scheduling/policies';
import { active, aloneCells, pausedNotes, setCell } from './base-cells';
import { invalid, type PlanBasis, type PlanDraft } from './plan-basis';

type Choice = Pick<ExecutorConfig, 'policy' | 'grain'>;

export function policiesPlan(request: RequestOf<'policies'>, basis: PlanBasis): PlanDraft {
  active(basis, 1);
  const { scenario } = basis;
  const choices = request.policies ?? everyChoice();
  if (scenario.userPolicy === undefined && choices.some(({ policy }) => policy === 'user'))
    throw invalid('policies: "user" needs a policy of yours. Write one, or leave it out');
  const sets = choices.map(({ policy, grain }) =>
    setCell(
      { ...scenario, executors: scenario.executors.map((one) => ({ ...one, policy, grain })) },
      { id: `policy:${policy}/${grain}`, label: labelOf(policy, grain), factors: { policy, grain } },
    ),
  );
  const cuts = choices.some(({ grain }) => grain === 'segment')
    ? ['Choosing between segments cuts each model first, which takes a while the first time.']
    : [];
  return {
    title: 'The same scenario under each policy',
    cells: [...sets, ...aloneCells(basis, scenario)],
    notes: [...pausedNotes(basis), ...cuts],
  };
}

/** All but the user's; one that never interrupts what has started does the same at either grain. */
const everyChoice = (): readonly Choice[] =>
  POLICY_IDS.filter((id) => id !== 'user').flatMap((policy): Choice[] =>
    isPreemptive(policy)
      ? [
          { policy, grain: 'inference' },
          { policy, grain: 'segment' },
        ]
      : [{ policy, grain: 'inference' }],
  );

const labelOf = (policy: PolicyId, grain: Choice['grain']): string =>
  `${POLICY_WORDS[policy].name}, ${grain === 'segment' ? 'segments' : 'inferences'}`;
