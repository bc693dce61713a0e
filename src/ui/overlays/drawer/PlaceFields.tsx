/** Where a model will run: an executor that exists, or one of its own with a backend. */
import { useShallow } from 'zustand/react/shallow';
import { MAX_EXECUTORS } from '../../../domain/scenario';
import { SelectField } from '../../primitives/SelectField';
import { usePlayground } from '../../store';
import { ASKED_BACKENDS, backendAt, backendLabel, isHere, type Place } from './model-place';

const OWN = 'a new executor';

interface PlaceFieldsProps {
  readonly place: Place;
  readonly onPlace: (place: Place) => void;
}

export function PlaceFields({ place, onPlace }: PlaceFieldsProps) {
  const ids = usePlayground(
    useShallow((state) => state.snapshot?.scenario.executors.map((executor) => executor.id) ?? []),
  );
  const machine = usePlayground((state) => state.snapshot?.machine ?? null);
  const given = usePlayground((state) =>
    state.snapshot === null || place.executorId === null ? null : backendAt(place, state.snapshot),
  );
  return (
    <>
      <SelectField
        label="Put it on"
        term="executor"
        value={place.executorId ?? OWN}
        choices={[OWN, ...ids].map((value) => ({
          value,
          label: value,
          disabled: value === OWN && ids.length >= MAX_EXECUTORS,
        }))}
        onChoose={(value) => onPlace({ ...place, executorId: value === OWN ? null : value })}
      />
      {given === null ? (
        <SelectField
          label="Backend"
          term="backend"
          value={place.backend}
          choices={ASKED_BACKENDS.map((value) => ({
            value,
            label: backendLabel(value, machine),
            disabled: !isHere(value, machine),
          }))}
          onChoose={(backend) => onPlace({ ...place, backend })}
        />
      ) : (
        <p className="field dim">
          Backend <span>{given}, the executor’s</span>
        </p>
      )}
    </>
  );
}
