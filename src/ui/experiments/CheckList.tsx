/** Several of a few things: a group of boxes. What none checked means is up to whoever shows it. */
import type { Term } from '../glossary';
import { Hint } from '../primitives/Hint';

interface CheckListProps {
  readonly label: string;
  readonly term: Term;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly checked: ReadonlySet<string>;
  readonly onChange: (checked: ReadonlySet<string>) => void;
}

export function CheckList({ label, term, choices, checked, onChange }: CheckListProps) {
  const toggle = (id: string) => {
    const next = new Set(checked);
    if (!next.delete(id)) next.add(id);
    onChange(next);
  };
  return (
    <fieldset className="check-list">
      <legend>
        <Hint term={term} focusable={false}>
          {label}
        </Hint>
      </legend>
      {choices.map((choice) => (
        <label key={choice.id}>
          <input type="checkbox" checked={checked.has(choice.id)} onChange={() => toggle(choice.id)} />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
