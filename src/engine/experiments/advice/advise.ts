/**
 * From the measured runs of an advice to what is measured next: considers placements, predicts them, keeps the front, and plans
 * the best of it live. It knows no stage.
 */
import type {
  AdvicePoint,
  ExperimentPlan,
  Measurement,
  PlannedCell,
  RequestOf,
} from '../../../domain/experiment';
import type { PolicyId } from '../../../domain/policy-ids';
import { PRESENT_ID } from '../plans/advice';
import { setCell } from '../plans/base-cells';
import { invalid, type PlanBasis } from '../plans/plan-basis';
import { shuffledRuns } from '../plans/run-order';
import { boundedCandidates, type SearchSpace } from './candidates';
import { MeasuredCosts } from './measured-costs';
import { bestOf, paretoFront } from './pareto';
import { type Predicted, type PredictionBasis, predictAll, predictOne } from './predict-placements';

/** Candidates that are predicted at most; a few ms each. */
const MAX_CANDIDATES = 400;
/** Candidates that are counted on at most. */
const MOST_COUNTED = 200_000;
/** Dominated ones that are told besides the front. */
const MOST_TOLD = 60;
/** Tried unless some are named: one of each kind. */
const POLICIES: readonly PolicyId[] = ['fifo', 'round-robin', 'shortest-job', 'edf', 'strict-priority'];

interface Advised {
  readonly plan: ExperimentPlan;
  readonly points: readonly AdvicePoint[];
}

/** @param turn between two predictions: how many of how many are done. */
export async function advise(
  plan: ExperimentPlan,
  measurements: readonly Measurement[],
  basis: Pick<PlanBasis, 'models' | 'machine'>,
  turn: (done: number, of: number) => Promise<void>,
): Promise<Advised> {
  const { request } = plan;
  const present = plan.cells.find(({ id }) => id === PRESENT_ID);
  if (request.kind !== 'advice' || present === undefined) throw invalid('kind: the plan is no advice');
  const prediction = predictionBasis(plan, measurements, basis);
  const space = spaceOf(plan, request, present, basis);
  const { candidates, total } = boundedCandidates(space, MAX_CANDIDATES, MOST_COUNTED);
  const predicted = await predictAll(candidates, prediction, (done) => turn(done, candidates.length));
  const front = paretoFront(predicted);
  const verified = bestOf(front, request.verify);
  const points = await pointsOf(present, predicted, front, prediction);
  const note =
    total > candidates.length
      ? [
          `Of ${total >= MOST_COUNTED ? 'more than ' : ''}${total} placements ${candidates.length} were predicted, evenly chosen.`,
        ]
      : [`All ${total} placements were predicted.`];
  return { points, plan: { ...verifying(plan, verified), notes: [...plan.notes, ...note] } };
}

function predictionBasis(
  plan: ExperimentPlan,
  measurements: readonly Measurement[],
  { models, machine }: Pick<PlanBasis, 'models' | 'machine'>,
): PredictionBasis {
  const bytes = new Map(
    models.map(({ id, files }) => [id, files.reduce((sum, file) => sum + file.bytes, 0)] as const),
  );
  return {
    costs: new MeasuredCosts(plan, measurements),
    bytesOf: (id) => bytes.get(id) ?? 0,
    automaticBackend: machine.automaticBackend,
  };
}

/** What was measured alone is what can be chosen from. */
function spaceOf(
  { cells }: ExperimentPlan,
  { policies }: RequestOf<'advice'>,
  { scenario }: PlannedCell,
  { machine }: Pick<PlanBasis, 'machine'>,
): SearchSpace {
  const alone = cells.filter(({ role }) => role === 'alone');
  const places = new Map(
    alone.flatMap((cell) =>
      cell.scenario.executors.flatMap(({ backend, threads }) =>
        backend === 'auto' ? [] : [[`${backend} ${threads}`, { backend, threads }] as const],
      ),
    ),
  );
  const modelIds: Record<string, string[]> = {};
  for (const { id } of scenario.tenants) {
    const ofIt = alone.filter(({ tenantIds }) => tenantIds[0] === id);
    modelIds[id] = [...new Set(ofIt.flatMap((cell) => cell.scenario.tenants.map((one) => one.modelId)))];
  }
  return {
    scenario,
    places: [...places.values()],
    policies: policies ?? POLICIES,
    modelIds,
    cores: machine.cores,
  };
}

/** The front, the present placement, and some of the others for comparison. */
async function pointsOf(
  present: PlannedCell,
  predicted: readonly Predicted[],
  front: readonly Predicted[],
  basis: PredictionBasis,
): Promise<readonly AdvicePoint[]> {
  const onFront = new Set(front.map(({ id }) => id));
  const others = predicted.filter(({ id }) => !onFront.has(id));
  const step = Math.max(1, Math.ceil(others.length / MOST_TOLD));
  const told = [...front, ...others.filter((_, index) => index % step === 0)];
  const points = told.map(
    (one): AdvicePoint => ({ ...one, measured: null, onFront: onFront.has(one.id), present: false }),
  );
  const figures = await predictOne(present.scenario, basis);
  if (figures === null) return points;
  const { id, label, scenario } = present;
  const now = { id, label, scenario, predicted: figures, measured: null, onFront: false, present: true };
  return [now, ...points];
}

/** The plan with the chosen ones measured after it, and its control once more. */
function verifying(plan: ExperimentPlan, chosen: readonly Predicted[]): ExperimentPlan {
  const cells = chosen.map(({ id, label, scenario }) =>
    setCell(scenario, { id, label, factors: { placement: label } }),
  );
  const controls = plan.runs.filter(({ control }) => control);
  const last = controls.slice(-1).map((run) => ({ ...run, round: controls.length }));
  return {
    ...plan,
    cells: [...plan.cells, ...cells],
    runs: [...plan.runs, ...shuffledRuns(cells, plan.request), ...last],
  };
}
