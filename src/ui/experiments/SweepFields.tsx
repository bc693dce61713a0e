/** The axes of one's own sweep: a field of the scenario and its values in each row; what is wrong stands at its row. */
import { Plus } from 'lucide-react';
import { useId, useMemo } from 'react';
import { usePlayground } from '../store';
import type { DraftOf } from './draft-of';
import { axisOf, type Problem } from './plan-words';
import { SweepRow } from './SweepRow';
import { parseValues, type ScenarioField, scenarioFields, valuesFor } from './scenario-fields';

interface SweepFieldsProps {
  readonly draft: DraftOf<'sweep'>;
  readonly problem: Problem | null;
  readonly onChange: (draft: DraftOf<'sweep'>) => void;
}

type Axis = DraftOf<'sweep'>['axes'][number];
const MOST_AXES = 4;

/** The first field that is not varied yet, a policy before others. */
function nextAxis(fields: readonly ScenarioField[], axes: readonly Axis[]): Axis {
  const free = fields.filter(({ path }) => !axes.some((axis) => axis.path === path));
  const path = (free.find((one) => one.path.endsWith('.policy')) ?? free[0])?.path ?? '';
  return { path, values: parseValues(valuesFor(path, fields)) };
}

export function SweepFields({ draft, problem, onChange }: SweepFieldsProps) {
  const scenario = usePlayground((state) => state.snapshot?.scenario);
  const fields = useMemo(() => (scenario === undefined ? [] : scenarioFields(scenario)), [scenario]);
  const listId = useId();
  const { axes } = draft;
  const wrong =
    problem === null
      ? null
      : axisOf(
          problem,
          axes.map(({ path }) => path),
        );
  const put = (index: number, axis: Axis) =>
    onChange({ ...draft, axes: axes.map((one, at) => (at === index ? axis : one)) });
  return (
    <fieldset className="sweep">
      <legend>Fields and their values</legend>
      <datalist id={listId}>
        {fields.map(({ path, now }) => (
          <option key={path} value={path}>{`now ${now}`}</option>
        ))}
      </datalist>
      {axes.map((axis, index) => (
        <SweepRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a row is told by its place alone
          key={index}
          number={index + 1}
          axis={axis}
          fields={fields}
          listId={listId}
          problem={wrong === index ? (problem?.words ?? null) : null}
          onChange={(changed) => put(index, changed)}
          onRemove={() => onChange({ ...draft, axes: axes.filter((_, at) => at !== index) })}
        />
      ))}
      {axes.length < MOST_AXES && (
        <button
          type="button"
          className="small"
          onClick={() => onChange({ ...draft, axes: [...axes, nextAxis(fields, axes)] })}
        >
          <Plus size={13} aria-hidden="true" /> Vary a field
        </button>
      )}
    </fieldset>
  );
}
