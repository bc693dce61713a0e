/** The policies to choose from, in groups by what they heed. */
import { useId } from 'react';
import { POLICY_IDS, type PolicyId } from '../../domain/policy-ids';
import { Hint } from '../primitives/Hint';
import { POLICY_GROUPS } from './policy-groups';
import { policyName } from './scheduling-words';

interface PolicySelectProps {
  readonly value: PolicyId;
  readonly onChoose: (policy: PolicyId) => void;
}

export function PolicySelect({ value, onChoose }: PolicySelectProps) {
  const id = useId();
  const choose = (chosen: string) => {
    const policy = POLICY_IDS.find((one) => one === chosen);
    if (policy !== undefined) onChoose(policy);
  };
  return (
    <div className="field">
      <label htmlFor={id}>
        <Hint term="policy" focusable={false}>
          Policy
        </Hint>
      </label>
      <select id={id} value={value} onChange={({ target }) => choose(target.value)}>
        {POLICY_GROUPS.map(({ title, policies }) => (
          <optgroup key={title} label={title}>
            {policies.map((policy) => (
              <option key={policy} value={policy}>
                {policyName(policy)}
                {policy === 'user' && value !== 'user' ? '…' : ''}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}
