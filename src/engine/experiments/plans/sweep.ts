/** Any fields of the scenario, every combination of their values; each combination has to be a scenario that could be loaded. */
import { MAX_CELLS, type PlannedCell, type RequestOf } from '../../../domain/experiment';
import { modeAskedOn } from '../../../domain/gpu';
import { pathText, type Scenario, scenarioSchema } from '../../../domain/scenario';
import { active, aloneCell, pausedNotes, setCell } from './base-cells';
import { parsePath, withField } from './document-path';
import { invalid, type PlanBasis, type PlanDraft } from './plan-basis';

type Axis = RequestOf<'sweep'>['axes'][number];
type Value = Axis['values'][number];
interface Step {
  readonly path: string;
  readonly value: Value;
}

/** @throws EngineError `experiment-invalid`: field, value and why. */
export function sweepPlan({ axes }: RequestOf<'sweep'>, basis: PlanBasis): PlanDraft {
  active(basis, 1);
  const count = axes.reduce((product, { values }) => product * values.length, 1);
  if (count > MAX_CELLS)
    throw invalid(
      `axes: their values make ${count} combinations; one experiment has at most ${MAX_CELLS}. Take some values out`,
    );
  const sets = combinations(axes).map((steps) => {
    const words = steps.map(({ path, value }) => `${path} = ${textOf(value)}`).join(', ');
    const factors = Object.fromEntries(steps.map(({ path, value }) => [path, factorOf(value)]));
    return setCell(changed(basis.scenario, steps), { id: `sweep:${words}`, label: words, factors });
  });
  const { cells, notes } = bases(basis, sets);
  return {
    title: `Every combination of ${axes.map(({ path }) => path).join(', ')}`,
    cells: [...sets, ...cells],
    notes: [...pausedNotes(basis), ...notes],
  };
}

function combinations(axes: readonly Axis[]): readonly (readonly Step[])[] {
  return axes.reduce<readonly (readonly Step[])[]>(
    (so, { path, values }) => so.flatMap((steps) => values.map((value) => [...steps, { path, value }])),
    [[]],
  );
}

const textOf = (value: Value): string => (typeof value === 'string' ? value : JSON.stringify(value));
const factorOf = (value: Value): string | number => (typeof value === 'number' ? value : textOf(value));

function changed(scenario: Scenario, steps: readonly Step[]): Scenario {
  let document: Value = JSON.parse(JSON.stringify(scenario)); // a scenario is JSON
  for (const { path, value } of steps) {
    const keys = parsePath(path);
    if (keys === null)
      throw invalid(`axes: "${path}" is no path of a field; one reads like executors[0].policy`);
    const next: Value | null = withField(document, keys, value);
    if (next === null) throw invalid(`axes: the scenario has no ${path}`);
    document = next;
  }
  const parsed = scenarioSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  const { path = [], message = '' } = parsed.error.issues[0] ?? {};
  const words = steps.map((step) => `${step.path} = ${textOf(step.value)}`).join(', ');
  throw invalid(`axes: with ${words}, ${pathText(path)}: ${message}`);
}

/** Alone cells of tenants whose work the sweep leaves as it is, for each place and model that it gives them. */
function bases(
  basis: PlanBasis,
  sets: readonly PlannedCell[],
): { readonly cells: readonly PlannedCell[]; readonly notes: readonly string[] } {
  const asked = basis.scenario.tenants.filter(({ paused }) => !paused).map(({ id }) => id);
  const altered = new Set(asked.filter((id) => workloadsOf(id, sets).size > 1));
  const cells = new Map<string, PlannedCell>();
  for (const { scenario } of sets) {
    for (const { id, paused } of scenario.tenants) {
      const place = placeOf(scenario, id);
      if (paused || altered.has(id) || cells.has(place)) continue;
      const cell = aloneCell(basis, scenario, id, { id: place });
      cells.set(place, cell);
    }
  }
  const names = [...altered].join(', ');
  const notes =
    altered.size === 0 ? [] : [`No slowdown of ${names}: what is asked of it differs between the set-ups.`];
  const room = sets.length + cells.size <= MAX_CELLS;
  const left = room
    ? []
    : [`No slowdowns: with each tenant alone there would be more than ${MAX_CELLS} set-ups.`];
  return { cells: room ? [...cells.values()] : [], notes: [...notes, ...left] };
}

function workloadsOf(tenantId: string, sets: readonly PlannedCell[]): ReadonlySet<string> {
  return new Set(
    sets.map(({ scenario }) => {
      const tenant = scenario.tenants.find(({ id }) => id === tenantId);
      return JSON.stringify([tenant?.workload, tenant?.input]);
    }),
  );
}

function placeOf({ tenants, executors }: Scenario, tenantId: string): string {
  const tenant = tenants.find(({ id }) => id === tenantId);
  const executor = executors.find(({ id }) => id === tenant?.executorId);
  const mode = modeAskedOn(executor?.backend, tenant?.mode) ?? 'auto';
  const way = mode === 'auto' ? '' : ` ${mode}`;
  return `${tenantId} ${tenant?.modelId} on ${executor?.backend}×${executor?.threads}${way}`;
}
