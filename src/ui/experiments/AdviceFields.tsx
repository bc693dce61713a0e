/** What the search for a better placement may use, and how many of its findings are measured. */
import { NumberField } from '../primitives/NumberField';
import { usePlayground } from '../store';
import { PlacesField } from './ChoiceFields';
import type { FieldsOf } from './draft-of';
import { advisedPlacesOf } from './place-choices';

export function AdviceFields({ draft, onChange }: FieldsOf<'advice'>) {
  const machine = usePlayground((state) => state.snapshot?.machine ?? null);
  return (
    <>
      <PlacesField
        places={draft.places ?? advisedPlacesOf(machine)}
        onChange={(places) => onChange({ ...draft, places })}
      />
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
