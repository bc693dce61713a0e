/** The other models of a tenant's family, which can take its place while everything else stays. */
import { useShallow } from 'zustand/react/shallow';
import type { TenantConfig } from '../../../domain/scenario';
import { useAssembled } from '../../overlays/drawer/use-assembled';
import { SelectField } from '../../primitives/SelectField';
import { usePlayground, usePlaygroundHandle } from '../../store';

export function VariantField({ config: { id, modelId } }: { readonly config: TenantConfig }) {
  const { commands } = usePlaygroundHandle();
  const variants = usePlayground(
    useShallow((state) => {
      const models = state.catalog?.models ?? [];
      const family = models.find((model) => model.id === modelId)?.family;
      return models.filter((model) => model.family === family);
    }),
  );
  const presence = useAssembled(variants);
  const here = variants.filter((model) => model.id === modelId || presence(model) === 'here');
  if (here.length < 2) return null;
  return (
    <SelectField
      label="Variant"
      term="variant"
      value={modelId}
      choices={here.map((model) => ({ value: model.id, label: model.name }))}
      onChoose={(chosen) => void commands.replaceModel(id, chosen)}
    />
  );
}
