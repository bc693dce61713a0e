/** One axis of a sweep: the path of a field, chosen or typed, and its values. */
import { X } from 'lucide-react';
import { useId } from 'react';
import { Hint } from '../primitives/Hint';
import type { DraftOf } from './draft-of';
import { parseValues, type ScenarioField, valuesFor, valuesText } from './scenario-fields';

type Axis = DraftOf<'sweep'>['axes'][number];

interface SweepRowProps {
  /** 1-based. */
  readonly number: number;
  readonly axis: Axis;
  readonly fields: readonly ScenarioField[];
  readonly listId: string;
  readonly problem: string | null;
  readonly onChange: (axis: Axis) => void;
  readonly onRemove: () => void;
}

export function SweepRow({ number, axis, fields, listId, problem, onChange, onRemove }: SweepRowProps) {
  const id = useId();
  const now = fields.find(({ path }) => path === axis.path)?.now;
  const choosePath = (path: string) => {
    if (path === axis.path) return;
    const suggested = parseValues(valuesFor(path, fields));
    onChange({ path, values: suggested.length > 0 ? suggested : axis.values });
  };
  const wrong = {
    'aria-invalid': problem !== null,
    'aria-describedby': problem === null ? undefined : `${id}-problem`,
  };
  return (
    <div className="sweep-row">
      <label htmlFor={`${id}-path`}>
        <Hint term="sweep-path" focusable={false}>
          Field {number}
        </Hint>
      </label>
      <input
        id={`${id}-path`}
        key={axis.path}
        type="text"
        list={listId}
        spellCheck={false}
        defaultValue={axis.path}
        onBlur={(event) => choosePath(event.target.value.trim())}
        onKeyDown={(event) => event.key === 'Enter' && choosePath(event.currentTarget.value.trim())}
        {...wrong}
      />
      <label htmlFor={`${id}-values`}>
        <Hint term="sweep-values" focusable={false}>
          Values of {number}
        </Hint>
      </label>
      <input
        id={`${id}-values`}
        key={`${axis.path} ${valuesText(axis.values)}`}
        type="text"
        spellCheck={false}
        defaultValue={valuesText(axis.values)}
        onBlur={(event) => onChange({ ...axis, values: parseValues(event.target.value) })}
        onKeyDown={(event) =>
          event.key === 'Enter' && onChange({ ...axis, values: parseValues(event.currentTarget.value) })
        }
        {...wrong}
      />
      <button
        type="button"
        className="icon-button quiet"
        aria-label={`Remove field ${number}`}
        onClick={onRemove}
      >
        <X size={14} aria-hidden="true" />
      </button>
      <p className="small-text dim sweep-now">{now === undefined ? 'No such field now.' : `Now ${now}.`}</p>
      {problem !== null && (
        <p className="field-problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
