/** What the drawer lists, and where it will put what is chosen. */
import type { RefObject } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { MAX_EXECUTORS } from '../../../domain/scenario';
import { SelectField } from '../../primitives/SelectField';
import { usePlayground } from '../../store';
import { type ModelFilter, TASK_GROUPS } from './model-filter';
import { ASKED_BACKENDS, backendAt, backendLabel, isHere, type Place } from './model-place';

interface DrawerFiltersProps {
  readonly filter: ModelFilter;
  readonly place: Place;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onFilter: (change: Partial<ModelFilter>) => void;
  readonly onPlace: (place: Place) => void;
  /** Enter in the search field. */
  readonly onEnter: (stay: boolean) => void;
}

const OWN = 'a new executor';
const SIZES = { any: Number.POSITIVE_INFINITY, '1 MB': 1e6, '5 MB': 5e6, '10 MB': 1e7 } as const;
const WORK = { any: Number.POSITIVE_INFINITY, '100': 100, '500': 500, '1000': 1000 } as const;

const keysOf = <K extends string>(record: Readonly<Record<K, number>>): readonly K[] =>
  Object.keys(record) as K[]; // the record's own keys
const nameOf = <K extends string>(record: Readonly<Record<K, number>>, value: number, other: K): K =>
  keysOf(record).find((key) => record[key] === value) ?? other;

export function DrawerFilters({ filter, place, search, onFilter, onPlace, onEnter }: DrawerFiltersProps) {
  return (
    <div className="drawer-filters">
      <input
        ref={search}
        type="search"
        aria-label="Search models"
        placeholder="Search: face, pose, hand, notes …"
        value={filter.words}
        onChange={(event) => onFilter({ words: event.target.value })}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onEnter(event.ctrlKey || event.shiftKey || event.metaKey);
        }}
      />
      <fieldset className="task-groups" aria-label="Task">
        {TASK_GROUPS.map((group) => (
          <button
            key={group}
            type="button"
            className="small"
            aria-pressed={filter.group === group}
            onClick={() => onFilter({ group })}
          >
            {group}
          </button>
        ))}
      </fieldset>
      <div className="drawer-fields">
        <SelectField
          label="Size up to"
          term="model-size"
          value={nameOf(SIZES, filter.maxBytes, 'any')}
          choices={keysOf(SIZES).map((value) => ({ value, label: value }))}
          onChoose={(key) => onFilter({ maxBytes: SIZES[key] })}
        />
        <SelectField
          label="MMACs up to"
          term="macs"
          value={nameOf(WORK, filter.maxMegaMacs, 'any')}
          choices={keysOf(WORK).map((value) => ({ value, label: value }))}
          onChoose={(key) => onFilter({ maxMegaMacs: WORK[key] })}
        />
        <PlaceFields place={place} onPlace={onPlace} />
      </div>
    </div>
  );
}

function PlaceFields({ place, onPlace }: Pick<DrawerFiltersProps, 'place' | 'onPlace'>) {
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
