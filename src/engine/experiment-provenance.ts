/** How an experiment was taken: as a run file tells it, over the time of the experiment and all models of its plan. */
import { defined } from '../base/assert';
import type { ExperimentPlan } from '../domain/experiment';
import type { Provenance } from '../domain/run-file';
import type { EngineContract, OpenArgument } from '../protocol/engine-contract';
import { MeasurementWindow } from './measurement-window';
import { modelHashes } from './model-hash';
import type { PlaygroundParts } from './playground-parts';
import { provenanceOf } from './run-report';

interface Source {
  readonly parts: Pick<PlaygroundParts, 'view' | 'machine' | 'population'>;
  readonly open: OpenArgument;
  readonly plan: ExperimentPlan;
  /** When the experiment began, ms since the epoch. */
  readonly since: number;
  readonly argument: Parameters<EngineContract['runExperiment']>[0];
}

/** Of a page that does not tell its size. */
const UNKNOWN_VIEWPORT = { width: 0, height: 0, devicePixelRatio: 1 };

/** `takenAt` is its beginning. Time in which the tab was hidden is in none of its runs: `hiddenMs` is 0. */
export async function experimentProvenance({
  parts,
  open,
  plan,
  since,
  argument,
}: Source): Promise<Provenance> {
  const view = parts.view();
  const provenance = provenanceOf({
    view: { ...view, scenario: { ...view.scenario, seed: plan.request.seed } },
    open,
    machine: defined(parts.machine, 'machine'),
    window: new MeasurementWindow(since),
    export: { viewport: argument.viewport ?? UNKNOWN_VIEWPORT, warnings: argument.warnings },
  });
  const ids = plan.cells.flatMap(({ scenario }) => scenario.tenants.map(({ modelId }) => modelId));
  const models = [...new Set(ids)].map((id) => parts.population.shelf.get(id));
  const hashes = await modelHashes(models.filter((model) => model !== undefined));
  const takenAt = new Date(view.wallNow - (view.now - since)).toISOString();
  return { ...provenance, takenAt, modelHashes: hashes };
}
