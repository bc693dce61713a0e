/** What triggers a tenant: the other tenants whose results it can look at, how likely, and how many requests at most. */
import { useShallow } from 'zustand/react/shallow';
import type { TenantConfig } from '../../../domain/scenario';
import type { TenantChange } from '../../../protocol/engine-contract';
import { NumberField } from '../../primitives/NumberField';
import { SelectField } from '../../primitives/SelectField';
import { causeChange, possibleCauses } from '../../scheduling/tenant-change';
import { usePlayground } from '../../store';
import { tenantName } from '../../tenant-words';

/** No tenant can be called so. */
const NOTHING = '';
const MAX_FAN_OUT = 8;

interface CauseFieldsProps {
  readonly config: TenantConfig;
  readonly tenants: readonly TenantConfig[];
  readonly onChange: (change: TenantChange) => void;
}

export function CauseFields({ config, tenants, onChange }: CauseFieldsProps) {
  const catalog = usePlayground((state) => state.catalog);
  const causes = usePlayground(
    useShallow((state) =>
      possibleCauses(config, tenants, (id) => state.catalog?.models.find((model) => model.id === id)),
    ),
  );
  const { dependsOn } = config;
  if (causes.length === 0) return null;
  const nameOf = (id: string) => {
    const tenant = tenants.find((one) => one.id === id);
    return tenant === undefined ? id : tenantName(catalog, tenant);
  };
  return (
    <>
      <SelectField
        label="Depends on"
        term="depends-on"
        value={dependsOn?.tenantId ?? NOTHING}
        choices={[
          { value: NOTHING, label: 'nothing' },
          ...causes.map((id) => ({ value: id, label: nameOf(id) })),
        ]}
        onChoose={(id) => onChange(causeChange(config, id === NOTHING ? null : id, tenants))}
      />
      {dependsOn !== undefined && (
        <>
          <NumberField
            label="Probability"
            term="trigger-probability"
            value={dependsOn.probability}
            min={0}
            max={1}
            onCommit={(probability) => onChange({ dependsOn: { ...dependsOn, probability } })}
          />
          <NumberField
            label="Fan-out, at most"
            term="fan-out"
            value={dependsOn.fanOut}
            min={1}
            max={MAX_FAN_OUT}
            integer
            onCommit={(fanOut) => onChange({ dependsOn: { ...dependsOn, fanOut } })}
          />
        </>
      )}
    </>
  );
}
