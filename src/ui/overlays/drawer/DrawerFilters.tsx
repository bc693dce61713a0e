/** What the drawer lists, and where it will put what is chosen. */
import type { RefObject } from 'react';
import { SelectField } from '../../primitives/SelectField';
import { type ModelFilter, TASK_GROUPS } from './model-filter';
import type { Place } from './model-place';
import { PlaceFields } from './PlaceFields';

interface DrawerFiltersProps {
  readonly filter: ModelFilter;
  readonly place: Place;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly onFilter: (change: Partial<ModelFilter>) => void;
  readonly onPlace: (place: Place) => void;
  /** Enter in the search field. */
  readonly onEnter: (stay: boolean) => void;
}

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
