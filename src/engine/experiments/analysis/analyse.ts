/**
 * Turns measurements into the answer of an experiment, complete or as far as they go: one file for each kind of answer. Pure: the
 * same measurements and seed, the same answer.
 */
import type { ExperimentPlan, Measurement } from '../../../domain/experiment';
import type { Analysis } from '../experiment-file';
import { CellFigures } from './cell-figures';
import { comparedCells } from './compared-cells';
import { contentionMatrix } from './contention-matrix';
import { gpuArms } from './gpu-arms';
import { gpuVerdicts } from './gpu-verdict';
import { rampSteps } from './ramp-steps';
import { scalingCurve } from './scaling-curve';
import { driftFlags, driftOf, spreadFlags } from './steadiness';

const METHOD =
  'Geometric means over rounds; 95 % intervals by Student’s t over rounds, no narrower than a block bootstrap within rounds allows; ratios are paired by round. With a single round its block bootstrap alone: what varies from round to round is not in it. Percentiles pool all rounds, under the early-stopping rule. Outliers are kept.';

const TOGETHER =
  'Ratios of ways to share a GPU hold for all ways of as many tenants together at 95 % (Bonferroni), since the best of them is picked.';

/** @param measurements of the plan, in any order; cells that are missing are null or left out. */
export function analyse(plan: ExperimentPlan, measurements: readonly Measurement[]): Analysis {
  const figures = new CellFigures(plan, measurements);
  const drift = driftOf(figures, measurements);
  return {
    drift,
    flags: [...driftFlags(drift), ...spreadFlags(figures)],
    method: plan.kind === 'gpu-sharing' ? `${METHOD} ${TOGETHER}` : METHOD,
    ...answerOf(plan, figures, isSoftware(measurements)),
  };
}

const isSoftware = (measurements: readonly Measurement[]): boolean =>
  measurements.some(({ flags }) => flags.some(({ kind }) => kind === 'software-adapter'));

function answerOf({ request }: ExperimentPlan, figures: CellFigures, software: boolean): Partial<Analysis> {
  switch (request.kind) {
    case 'matrix':
      return { matrix: contentionMatrix(figures) };
    case 'scaling':
      return scalingCurve(figures);
    case 'ramp':
      return rampSteps(figures, request.hitFraction);
    case 'gpu-sharing': {
      const arms = gpuArms(figures);
      return { gpuSharing: { arms, verdicts: gpuVerdicts(arms, software) } };
    }
    default:
      return { compared: comparedCells(figures) };
  }
}
