/**
 * Predictions from documents on disk, for `npm run simulate`: a scenario, the costs of a run file, and the catalog for costs
 * that nobody measured. It reads no files.
 */
import { BACKENDS, type Backend } from '../../domain/backend';
import { EngineError } from '../../domain/errors';
import { parseScenario, type Scenario } from '../../domain/scenario';
import type {
  ContentionModel,
  Prediction,
  SimulationInput,
  SimulationOptions,
  SweepChoice,
  SweepResult,
} from '../../domain/simulation';
import { type ModelWork, modelledCosts } from './modelled-costs';
import { simulate, sweep } from './simulate';
import { withSoloRuns } from './solo-runs';

const NOT_FITTED: ContentionModel = {
  kind: 'linear-slowdown',
  slope: { gpu: 0, cpu: 0 },
  n: 0,
  relativeError: null,
};

export interface Documents {
  readonly scenario: unknown;
  /** Whose measured costs are taken; null: all are modelled. Tenants that it lacks are modelled too. */
  readonly runFile: unknown;
  /** The catalog's. */
  readonly models: readonly ModelWork[];
}

/**
 * Tenants without a baseline are simulated alone first.
 * @throws EngineError `scenario-invalid` and its like; `simulation-failed` for a run file without costs; `policy-invalid`.
 */
export function predictDocuments(documents: Documents, options: SimulationOptions): Promise<Prediction> {
  return simulate(withSoloRuns(inputOf(documents), options), options);
}

/** As `predictDocuments`, for each choice. */
export function sweepDocuments(
  documents: Documents,
  options: SimulationOptions,
  choices: readonly SweepChoice[],
): Promise<readonly SweepResult[]> {
  return sweep(withSoloRuns(inputOf(documents), options), options, choices);
}

function inputOf({ scenario: document, runFile, models }: Documents): SimulationInput {
  const measured = runFile === null ? null : costsOf(runFile);
  const scenario = parseScenario(
    document,
    models.map(({ id }) => id),
  );
  const backends = backendsOf(scenario, measured?.backends ?? {});
  const costs = { ...modelledCosts(scenario, models, backends), ...measured?.costs };
  return { scenario, backends, costs, contention: measured?.contention ?? NOT_FITTED };
}

/** Measured where they are known; else as the scenario asks, and WASM for `auto`: every machine has it. */
function backendsOf(
  { executors }: Scenario,
  measured: Readonly<Record<string, unknown>>,
): Record<string, Backend> {
  return Object.fromEntries(
    executors.map(({ id, backend }) => {
      const known = BACKENDS.find((one) => one === measured[id]);
      return [id, known ?? (backend === 'auto' ? 'wasm' : backend)];
    }),
  );
}

type Measured = Pick<SimulationInput, 'costs' | 'contention'> & {
  readonly backends: Readonly<Record<string, unknown>>;
};

/** The outline is looked at here; durations are, when it is simulated. */
function costsOf(runFile: unknown): Measured {
  const told = fieldOf(runFile, 'costs');
  if (told === undefined) throw refusal('it is no run file, or one of an older version');
  if (told === null) throw refusal('none of its tenants was loaded');
  const costs = fieldOf(told, 'costs');
  const backends = fieldOf(told, 'backends');
  const contention = fieldOf(told, 'contention');
  const slope = fieldOf(contention, 'slope');
  const whole = isRecord(costs) && isRecord(backends) && isRecord(contention) && isRecord(slope);
  if (!whole || !Object.values(costs).every(isCost)) throw refusal('they are not complete');
  // As `run-report.ts` wrote them: what the types say beyond this outline concerns figures that are only shown.
  return { costs, backends, contention } as unknown as Measured;
}

function isCost(value: unknown): boolean {
  const plan = fieldOf(value, 'plan');
  const planned = plan === null || Array.isArray(fieldOf(plan, 'segmentsMs'));
  return planned && Array.isArray(fieldOf(value, 'samplesMs')) && fieldOf(value, 'baseline') !== undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const fieldOf = (value: unknown, name: string): unknown =>
  isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;

const refusal = (why: string): EngineError =>
  new EngineError(
    'simulation-failed',
    `The run file has no costs to simulate with: ${why}. Write one with \`npm run bench -- --scenario …\`.`,
  );
