/** What a tenant is worth to those who choose. Where nobody heeds it, the fields are folded away, and it is said. */
import type { GateId, PolicyId } from '../../../domain/policy-ids';
import { MAX_PRIORITY, type TenantConfig } from '../../../domain/scenario';
import type { TenantChange } from '../../../protocol/engine-contract';
import { NumberField } from '../../primitives/NumberField';
import { policyName } from '../../scheduling/scheduling-words';

const HEEDS_PRIORITY: readonly PolicyId[] = ['strict-priority', 'prema', 'user'];
const HEEDS_WEIGHT: readonly PolicyId[] = ['weighted-fair', 'user'];
const MIN_WEIGHT = 0.1;
const MAX_WEIGHT = 100;

interface OrderFieldsProps {
  readonly config: TenantConfig;
  readonly policy: PolicyId;
  readonly gate: GateId;
  readonly onChange: (change: TenantChange) => void;
}

export function OrderFields({ config, policy, gate, onChange }: OrderFieldsProps) {
  const priority = (
    <NumberField
      key="priority"
      label="Priority"
      term="priority"
      value={config.priority}
      min={1}
      max={MAX_PRIORITY}
      integer
      onCommit={(value) => onChange({ priority: value })}
    />
  );
  const weight = (
    <NumberField
      key="weight"
      label="Weight"
      term="weight"
      value={config.weight}
      min={MIN_WEIGHT}
      max={MAX_WEIGHT}
      onCommit={(value) => onChange({ weight: value })}
    />
  );
  const byPriority = HEEDS_PRIORITY.includes(policy) || gate === 'orion';
  const byWeight = HEEDS_WEIGHT.includes(policy);
  const idle = [...(byPriority ? [] : [priority]), ...(byWeight ? [] : [weight])];
  const names = [...(byPriority ? [] : ['Priority']), ...(byWeight ? [] : ['weight'])].join(' and ');
  return (
    <>
      {byPriority && priority}
      {byWeight && weight}
      {idle.length > 0 && (
        <details className="field-details">
          <summary>
            {names.charAt(0).toUpperCase() + names.slice(1)}: not heeded by {policyName(policy)}
          </summary>
          {idle}
        </details>
      )}
    </>
  );
}
