/** How long a plan takes: its runs, and what is loaded between them. Rough; while it runs, its runs tell better. */
import type { ExperimentPlan, PlannedCell, PlannedRun } from '../../../domain/experiment';
import type { Scenario } from '../../../domain/scenario';

/** Draining, applying and telling between two runs, ms. */
const SETTLE_MS = 150;
/** Of a model that is in the browser's cache, and of a worker, ms: what WASM takes on two cores. */
const LOAD_MS = 500;
const START_MS = 300;

/** @param present the set-up in force before the first run. */
export function estimatedMs(
  { request, cells, runs }: Pick<ExperimentPlan, 'request' | 'cells' | 'runs'>,
  present: Scenario,
): number {
  const cellOf = new Map(cells.map((cell) => [cell.id, cell]));
  let loaded: ReadonlySet<string> = new Set(placesOf(present, () => true));
  let loadingMs = 0;
  for (const { cellId } of runs) {
    const cell = cellOf.get(cellId);
    if (cell === undefined) continue;
    const wanted = [...loadedIn(cell)];
    loadingMs += wanted.filter((place) => !loaded.has(place)).length * LOAD_MS;
    loadingMs += newWorkers(cell, loaded) * START_MS;
    const kept = placesOf(cell.scenario, () => true).filter((place) => loaded.has(place));
    loaded = new Set([...wanted, ...kept]);
  }
  return runsMs(request, runs) + loadingMs;
}

const runsMs = ({ warmupMs, durationMs }: ExperimentPlan['request'], runs: readonly PlannedRun[]): number =>
  runs.length * (warmupMs + durationMs + SETTLE_MS);

const loadedIn = ({ scenario, tenantIds }: PlannedCell): string[] =>
  placesOf(scenario, (id) => tenantIds.includes(id));

function newWorkers({ scenario }: PlannedCell, loaded: ReadonlySet<string>): number {
  const running = new Set([...loaded].map((place) => place.slice(place.indexOf(' @ '))));
  const used = scenario.executors.filter(({ id }) => scenario.tenants.some((one) => one.executorId === id));
  return used.filter((one) => !running.has(workerOf(one))).length;
}

function placesOf({ tenants, executors }: Scenario, counts: (tenantId: string) => boolean): string[] {
  return tenants
    .filter(({ id }) => counts(id))
    .map(({ id, modelId, executorId, input }) => {
      const executor = executors.find((one) => one.id === executorId);
      return `${id} ${modelId} ${input}${executor === undefined ? '' : workerOf(executor)}`;
    });
}

const workerOf = ({ id, backend, threads }: Scenario['executors'][number]): string =>
  ` @ ${id} ${backend} ${threads}`;
