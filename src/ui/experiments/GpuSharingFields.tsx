/** With how many models the GPU is shared, and with how many submits in flight they are interleaved. */
import { MAX_SHARING } from '../../domain/experiment';
import { MAX_SUBMITS_IN_FLIGHT } from '../../domain/gpu';
import { SelectField } from '../primitives/SelectField';
import type { FieldsOf } from './draft-of';

const AS_IT_IS = 'as it is';
const COUNTS = Array.from({ length: MAX_SHARING }, (_, index) => index + 1);
const DEPTHS = Array.from({ length: MAX_SUBMITS_IN_FLIGHT }, (_, index) => index + 1);

const choice = (value: string, label = value) => ({ value, label });
const TENANT_CHOICES = [
  choice(AS_IT_IS, 'those that there are'),
  ...COUNTS.map((most) => choice(`${most}`, most === 1 ? '1 alone' : `1, then more, up to ${most}`)),
];
const SUBMIT_CHOICES = [
  choice(AS_IT_IS, 'as the executor has it'),
  ...DEPTHS.slice(1).map((most) => choice(`${most}`, `1 to ${most}, a set-up each`)),
];

export function GpuSharingFields({ draft, onChange }: FieldsOf<'gpu-sharing'>) {
  const { tenants, submits } = draft;
  return (
    <div className="plan-fields">
      <SelectField
        label="Models"
        term="gpu-sharing-tenants"
        value={`${tenants ?? AS_IT_IS}`}
        choices={TENANT_CHOICES}
        onChoose={(most) => onChange({ ...draft, tenants: most === AS_IT_IS ? undefined : Number(most) })}
      />
      <SelectField
        label="Submits in flight"
        term="submits-in-flight"
        value={`${submits?.at(-1) ?? AS_IT_IS}`}
        choices={SUBMIT_CHOICES}
        onChoose={(most) =>
          onChange({ ...draft, submits: most === AS_IT_IS ? undefined : DEPTHS.slice(0, Number(most)) })
        }
      />
    </div>
  );
}
