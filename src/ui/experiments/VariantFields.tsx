/** Which models or inputs take one tenant's place by turns. */
import { isCustom } from '../../domain/model';
import { useAssembled } from '../overlays/drawer/use-assembled';
import { usePlayground } from '../store';
import { CheckList } from './CheckList';
import type { FieldsOf } from './draft-of';
import { TenantField } from './TenantField';

const INPUTS = [
  { id: 'scene', label: 'the moving scene' },
  { id: 'random', label: 'random tensors' },
] as const;

export function VariantFields({ draft, onChange }: FieldsOf<'variants'>) {
  const catalog = usePlayground((state) => state.catalog);
  const tenants = usePlayground((state) => state.snapshot?.scenario.tenants);
  const tenant = tenants?.find(({ id }) => id === draft.tenantId) ?? tenants?.[0];
  const task = catalog?.models.find(({ id }) => id === tenant?.modelId)?.task;
  const presence = useAssembled();
  const here = catalog?.models.filter((model) => isCustom(model) || presence(model) === 'here') ?? [];
  const alike = here.filter((model) => model.task === task);
  const others = here.filter((model) => model.task !== task);
  // As the plan chooses them: what every server has.
  const usual = alike.flatMap((model) =>
    model.id === tenant?.modelId || (!isCustom(model) && model.assembly === 'default') ? [model.id] : [],
  );
  return (
    <>
      <div className="plan-fields">
        <TenantField
          value={draft.tenantId}
          onChoose={(tenantId) => onChange({ ...draft, tenantId, modelIds: undefined })}
        />
      </div>
      <CheckList
        label="Models in its place"
        term="experiment-variants"
        choices={[...alike, ...others].map(({ id, name }) => ({ id, label: name }))}
        checked={new Set(draft.modelIds ?? usual)}
        onChange={(checked) => onChange({ ...draft, modelIds: [...checked] })}
      />
      <CheckList
        label="Inputs"
        term="input"
        choices={INPUTS}
        checked={new Set(draft.inputs ?? (tenant === undefined ? [] : [tenant.input]))}
        onChange={(checked) => onChange({ ...draft, inputs: checked.size === 0 ? undefined : [...checked] })}
      />
    </>
  );
}
