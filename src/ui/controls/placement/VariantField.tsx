/**
 * What can stand in a tenant's place: the other models of its family, while everything else stays. A model that somebody
 * brought has no family; its inputs and outputs are chosen in a sheet, which this opens.
 */
import { SlidersHorizontal } from 'lucide-react';
import { useShallow } from 'zustand/react/shallow';
import { isCustom } from '../../../domain/model';
import type { TenantConfig } from '../../../domain/scenario';
import { useAssembled } from '../../overlays/drawer/use-assembled';
import { SelectField } from '../../primitives/SelectField';
import { usePlayground, usePlaygroundHandle } from '../../store';

export function VariantField({ config }: { readonly config: TenantConfig }) {
  const custom = usePlayground(({ catalog }) =>
    (catalog?.models ?? []).some((model) => model.id === config.modelId && isCustom(model)),
  );
  return custom ? <ModelSettingsButton modelId={config.modelId} /> : <FamilyField config={config} />;
}

function ModelSettingsButton({ modelId }: { readonly modelId: string }) {
  const { store } = usePlaygroundHandle();
  return (
    <div className="field">
      <span>Inputs and outputs</span>
      <button
        type="button"
        onClick={() => store.getState().set({ dialog: 'custom-model', customModelId: modelId })}
      >
        <SlidersHorizontal size={14} aria-hidden="true" /> Model settings
      </button>
    </div>
  );
}

function FamilyField({ config: { id, modelId } }: { readonly config: TenantConfig }) {
  const { commands } = usePlaygroundHandle();
  const variants = usePlayground(
    useShallow((state) => {
      const models = (state.catalog?.models ?? []).filter((model) => !isCustom(model));
      const family = models.find((model) => model.id === modelId)?.family;
      return family === undefined ? [] : models.filter((model) => model.family === family);
    }),
  );
  const presence = useAssembled();
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
