/** Which tenant an experiment is about; the first when nobody says. */
import { useShallow } from 'zustand/react/shallow';
import { SelectField } from '../primitives/SelectField';
import { usePlayground } from '../store';
import { tenantName } from '../tenant-words';

interface TenantFieldProps {
  readonly value: string | undefined;
  readonly onChoose: (tenantId: string) => void;
}

export function TenantField({ value, onChoose }: TenantFieldProps) {
  const catalog = usePlayground((state) => state.catalog);
  const tenants = usePlayground(useShallow((state) => state.snapshot?.scenario.tenants ?? []));
  return (
    <SelectField
      label="Model"
      term="tenant"
      value={tenants.find(({ id }) => id === value)?.id ?? tenants[0]?.id ?? ''}
      choices={tenants.map((one) => ({ value: one.id, label: tenantName(catalog, one) }))}
      onChoose={onChoose}
    />
  );
}
