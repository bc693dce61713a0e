/** What the search for a better placement may use, and how many of its findings are measured. */
import { NumberField } from '../primitives/NumberField';
import { PlacesField } from './ChoiceFields';
import type { FieldsOf } from './draft-of';

export function AdviceFields({ draft, onChange }: FieldsOf<'advice'>) {
  return (
    <>
      <PlacesField places={draft.places} onChange={(places) => onChange({ ...draft, places })} />
      <div className="plan-fields">
        <NumberField
          label="Measured live, at most"
          term="advice"
          value={draft.verify ?? 4}
          min={1}
          max={12}
          integer
          onCommit={(verify) => onChange({ ...draft, verify })}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={draft.variants ?? false}
            onChange={(event) => onChange({ ...draft, variants: event.target.checked })}
          />
          Lighter models of the same task may take a place
        </label>
      </div>
    </>
  );
}
