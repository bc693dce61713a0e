/** From a request and the scenario in force to the plan that is shown beforehand. Pure: equal inputs give equal plans. */
import { EngineError } from '../../../domain/errors';
import {
  type ExperimentPlan,
  type ExperimentRequest,
  experimentRequestSchema,
  MAX_CELLS,
  type PlannedCell,
} from '../../../domain/experiment';
import { pathText, scenarioSchema } from '../../../domain/scenario';
import { advicePlan } from './advice';
import { backendsPlan } from './backends';
import { estimatedMs } from './estimate';
import { gpuSharingPlan } from './gpu-sharing';
import { matrixPlan } from './matrix';
import { placementsPlan } from './placements';
import { invalid, type PlanBasis, type PlanDraft } from './plan-basis';
import { policiesPlan } from './policies';
import { rampPlan } from './ramp';
import { orderedRuns } from './run-order';
import { scalingPlan } from './scaling';
import { sweepPlan } from './sweep';
import { variantsPlan } from './variants';

/** What another placement takes to load, and predicting placements, ms; rough. */
const RELOAD_MS = 2000;
const SEARCH_MS = 5000;

/** @throws EngineError `experiment-invalid`: which field, its value, why; `backend-unavailable` without what a kind is about. */
export function planExperiment(request: ExperimentRequest, basis: PlanBasis): ExperimentPlan {
  const asked = checkedRequest(request);
  const { title, cells, notes, besidesMs = 0 } = draftOf(asked, basis);
  if (cells.length > MAX_CELLS)
    throw invalid(
      `It has ${cells.length} set-ups to measure; one experiment has at most ${MAX_CELLS}. Take some values or models out`,
    );
  for (const cell of cells) refuseUnlessLoadable(cell, basis);
  const runs = orderedRuns(cells, asked);
  const plan = { kind: asked.kind, title, request: asked, cells, runs, notes };
  return { ...plan, estimatedMs: estimatedMs(plan, basis.scenario) + laterMs(asked) + besidesMs };
}

/** An advice plans the best placements when it knows them: each of their runs loads anew. */
function laterMs(request: ExperimentRequest): number {
  if (request.kind !== 'advice') return 0;
  const eachMs = request.warmupMs + request.durationMs + RELOAD_MS;
  return request.verify * request.rounds * eachMs + SEARCH_MS;
}

function checkedRequest(request: ExperimentRequest): ExperimentRequest {
  const parsed = experimentRequestSchema.safeParse(request);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${pathText(path)}: ${message}`);
  throw invalid(problems.join('. '));
}

function draftOf(request: ExperimentRequest, basis: PlanBasis): PlanDraft {
  switch (request.kind) {
    case 'matrix':
      return matrixPlan(basis);
    case 'scaling':
      return scalingPlan(request, basis);
    case 'ramp':
      return rampPlan(request, basis);
    case 'backends':
      return backendsPlan(request, basis);
    case 'placements':
      return placementsPlan(basis);
    case 'policies':
      return policiesPlan(request, basis);
    case 'variants':
      return variantsPlan(request, basis);
    case 'sweep':
      return sweepPlan(request, basis);
    case 'advice':
      return advicePlan(request, basis);
    case 'gpu-sharing':
      return gpuSharingPlan(request, basis);
  }
}

/** @throws EngineError `experiment-invalid`, which names the set-up and what is wrong with it. */
function refuseUnlessLoadable({ label, scenario }: PlannedCell, { refuseUnlessValid }: PlanBasis): void {
  const parsed = scenarioSchema.safeParse(scenario);
  if (!parsed.success) {
    const { path = [], message = '' } = parsed.error.issues[0] ?? {};
    throw invalid(`${label}: ${pathText(path)}: ${message}`);
  }
  try {
    refuseUnlessValid(scenario);
  } catch (thrown) {
    if (!(thrown instanceof EngineError)) throw thrown;
    throw invalid(`${label}: ${thrown.message.replace(/\.$/, '')}`);
  }
}
