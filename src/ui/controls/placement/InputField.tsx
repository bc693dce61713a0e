/** What a tenant is given: every input that its model can take, with the state of those that must be opened. */
import type { TenantConfig, TenantInput } from '../../../domain/scenario';
import { chooseFiles } from '../../inputs/choose-files';
import { effectiveInput, inputsFor, listens, looks } from '../../inputs/model-senses';
import { isFileSource, isLive, SOURCE_NAMES, stateWord } from '../../inputs/source-words';
import { SelectField } from '../../primitives/SelectField';
import { usePlayground, usePlaygroundHandle } from '../../store';

interface InputFieldProps {
  readonly config: TenantConfig;
}

export function InputField({ config: { id, modelId, input } }: InputFieldProps) {
  const { inputs, sources } = usePlaygroundHandle();
  const model = usePlayground(({ catalog }) => catalog?.models.find((one) => one.id === modelId));
  const states = usePlayground((state) => state.sources);
  if (model === undefined) return null;
  const nameOf = (one: TenantInput): string => {
    if (one === 'random') return 'random tensors';
    if (one !== 'scene') return SOURCE_NAMES[one].toLowerCase();
    if (!listens(model)) return 'moving scene';
    return looks(model) ? 'scene and melody' : 'melody';
  };
  const labelOf = (one: TenantInput): string => {
    const word = isLive(one) ? stateWord(states[one]) : null;
    return word === null ? nameOf(one) : `${nameOf(one)} (${word})`;
  };
  const choose = (chosen: TenantInput) => {
    if (isFileSource(chosen) && !sources.hasFiles(chosen)) {
      chooseFiles(chosen, (files) => {
        void sources.openFiles(chosen, files).then(() => inputs.giveTenant(id, chosen));
      });
    } else void inputs.giveTenant(id, chosen);
  };
  return (
    <SelectField
      label="Input"
      term="input"
      value={effectiveInput(model, input)}
      choices={inputsFor(model).map((value) => ({ value, label: labelOf(value) }))}
      onChoose={choose}
    />
  );
}
