/** An output of a custom model by its name; none where that is a choice. */
import type { SignatureTensor } from '../../domain/custom-model';
import { SelectField } from '../primitives/SelectField';

interface OutputSelectProps {
  readonly label: string;
  readonly outputs: readonly SignatureTensor[];
  /** Null: the first, or none where there is a word for that. */
  readonly name: string | null;
  readonly none?: string;
  readonly onChoose: (name: string | null) => void;
}

/** Names of outputs are never empty. */
const NONE = '';

export function OutputSelect({ label, outputs, name, none, onChoose }: OutputSelectProps) {
  const choices = outputs.map((output) => ({
    value: output.name,
    label: `${output.name} ${output.shape === null ? '' : `[${output.shape.map((side) => side ?? '?').join(', ')}]`}`,
  }));
  const first = outputs[0]?.name ?? NONE;
  return (
    <SelectField
      label={label}
      term="custom-output"
      value={name ?? (none === undefined ? first : NONE)}
      choices={none === undefined ? choices : [{ value: NONE, label: none }, ...choices]}
      onChoose={(chosen) => onChoose(chosen === NONE ? null : chosen)}
    />
  );
}
