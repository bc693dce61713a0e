/** Of which tenant there are copies, how many at most, where they run, and for a ramp what they ask for. */

import { MAX_TENANTS } from '../../domain/scenario';
import { NumberField } from '../primitives/NumberField';
import { SelectField } from '../primitives/SelectField';
import type { DraftOf } from './draft-of';
import { TenantField } from './TenantField';

interface CopiesFieldsProps {
  readonly draft: DraftOf<'scaling'> | DraftOf<'ramp'>;
  readonly onChange: (draft: DraftOf<'scaling'> | DraftOf<'ramp'>) => void;
}

const PLACES = [
  { value: 'own', label: 'an executor each' },
  { value: 'shared', label: 'all on one executor' },
] as const;

export function CopiesFields({ draft, onChange }: CopiesFieldsProps) {
  return (
    <div className="plan-fields">
      <TenantField value={draft.tenantId} onChoose={(tenantId) => onChange({ ...draft, tenantId })} />
      <NumberField
        label="Copies at most"
        term="experiment-copies"
        value={draft.most ?? 6}
        min={1}
        max={MAX_TENANTS}
        integer
        onCommit={(most) => onChange({ ...draft, most })}
      />
      <SelectField
        label="Placement"
        term="executor"
        value={draft.placement ?? 'own'}
        choices={PLACES}
        onChoose={(placement) => onChange({ ...draft, placement })}
      />
      {draft.kind === 'ramp' && <RampFields draft={draft} onChange={onChange} />}
    </div>
  );
}

interface RampFieldsProps {
  readonly draft: DraftOf<'ramp'>;
  readonly onChange: (draft: DraftOf<'ramp'>) => void;
}

function RampFields({ draft, onChange }: RampFieldsProps) {
  return (
    <>
      <NumberField
        label="Frames a second"
        term="periodic"
        value={draft.ratePerSecond ?? 30}
        min={1}
        max={1000}
        onCommit={(ratePerSecond) => onChange({ ...draft, ratePerSecond })}
      />
      <NumberField
        label="Deadlines kept, at least %"
        term="ramp-broken"
        value={Math.round((draft.hitFraction ?? 0.95) * 1000) / 10}
        min={50}
        max={100}
        onCommit={(percent) => onChange({ ...draft, hitFraction: percent / 100 })}
      />
    </>
  );
}
