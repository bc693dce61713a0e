/** A labelled choice on the browser's own select element. */
import { useId } from 'react';
import type { Term } from '../glossary';
import { Hint } from './Hint';

interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly disabled?: boolean;
}

interface SelectFieldProps<V extends string> {
  readonly label: string;
  readonly term: Term;
  readonly value: V;
  readonly choices: readonly Choice<V>[];
  readonly onChoose: (value: V) => void;
}

export function SelectField<V extends string>({
  label,
  term,
  value,
  choices,
  onChoose,
}: SelectFieldProps<V>) {
  const id = useId();
  const choose = (chosen: string) => {
    const choice = choices.find((one) => one.value === chosen);
    if (choice !== undefined) onChoose(choice.value);
  };
  return (
    <div className="field">
      <label htmlFor={id}>
        <Hint term={term} focusable={false}>
          {label}
        </Hint>
      </label>
      <select id={id} value={value} onChange={(event) => choose(event.target.value)}>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.disabled === true}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
