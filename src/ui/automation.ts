/**
 * `globalThis.playground`: the scripts' door. The command line and the end-to-end tests drive the page through it, so
 * that they run what a person runs. Calls reject with the engine's message.
 */
import { defined } from '../base/assert';
import type { EvidenceDocument, ExportFormat } from '../domain/evidence';
import type { ExperimentFile, ExperimentPlan, ExperimentProgress } from '../domain/experiment';
import type { PolicyId } from '../domain/policy-ids';
import type { RecoverySettings } from '../domain/recovery';
import type { RunFile } from '../domain/run-file';
import type { ExecutorConfig, Gates, Scenario, TenantConfig } from '../domain/scenario';
import type { Prediction } from '../domain/simulation';
import type { ReleaseReport, Snapshot } from '../domain/snapshot';
import type { EngineContract } from '../protocol/engine-contract';
import type { ExperimentDraft } from './experiments/experiment-desk';
import type { RowWithSegments } from './past-rows';
import { exportRun } from './run-export';
import type { Session } from './session';
import type { PlaygroundHandle } from './store';

export interface Automation {
  /** Resolves when a scenario stands ready to run. */
  opened(): Promise<void>;
  presets(): readonly { readonly id: string; readonly title: string }[];
  scenario(): Scenario | null;
  /** @throws EngineError whose message says where and why. */
  loadScenario(document: unknown): Promise<void>;
  snapshot(): Snapshot | null;
  /** Finished requests of the recent past with their segments, oldest first; instants in ms since the epoch. */
  records(): readonly RowWithSegments[];
  /** How many tenants have a result on the picture now. */
  drawnResults(): number;
  /**
   * Runs, takes the solo baselines when `alone` (`aloneMs` each, after `warmupMs`), then lets `warmupMs` of the shared
   * run pass. A tenant that fails does not reject: it stands in the snapshot and in the run file.
   */
  prepare(plan: {
    readonly alone: boolean;
    readonly warmupMs: number;
    readonly aloneMs?: number;
  }): Promise<void>;
  /** Opens the measurement window. */
  beginWindow(): Promise<void>;
  /** The run file of the window. The run goes on. */
  endWindow(): Promise<RunFile>;
  /**
   * The same figures from the simulator, of what the run file says: its scenario, its costs, its length.
   * @throws EngineError when the file has no costs, or the simulator cannot.
   */
  predict(file: RunFile): Promise<Prediction>;
  /** What an executor can choose by; `preemptive`: with segments it chooses otherwise than with whole inferences. */
  policies(): Promise<
    readonly { readonly id: PolicyId; readonly name: string; readonly preemptive: boolean }[]
  >;
  stop(): Promise<void>;
  /** What an experiment on the scenario in force would do. @throws EngineError `experiment-invalid`: which field, why. */
  planExperiment(request: ExperimentDraft): Promise<ExperimentPlan>;
  /**
   * Plans and measures it, as the panel does; resolves with the file, partial when it was cancelled. `resume`: a partial
   * file, whose own plan is carried on.
   */
  experiment(
    request: ExperimentDraft,
    options?: { readonly resume?: ExperimentFile },
  ): Promise<ExperimentFile>;
  /** How far it is, without what was measured; null while none is under way. */
  experimentProgress(): Omit<ExperimentProgress, 'file'> | null;
  cancelExperiment(): Promise<void>;
  /**
   * A run file of the newest window, or an experiment, as the text of a file. Requests are those of the window that ended
   * before the run file was taken.
   * @throws EngineError `evidence-unfit`: it has nothing of that format.
   */
  write(document: EvidenceDocument, format: ExportFormat): Promise<string>;
  addTenant(tenant: TenantConfig, executor: ExecutorConfig | null): Promise<void>;
  /** Applies while running, as the board does it; without its undo. */
  updateExecutor(executorId: string, change: Partial<Omit<ExecutorConfig, 'id'>>): Promise<void>;
  setGates(gates: Gates): Promise<void>;
  /** What memory came back; null when nothing was loaded. */
  removeTenant(tenantId: string): Promise<ReleaseReport | null>;
  /** Breaks something, as the panel of mishaps does. */
  mishap(mishap: Parameters<EngineContract['mishap']>[0]): Promise<void>;
  /** Changes what is named, keeps the rest. Needs a scenario that is open. */
  setRecovery(change: {
    readonly automatic?: boolean;
    readonly limitsMs?: Partial<RecoverySettings['limitsMs']>;
  }): Promise<void>;
}

const ALONE_MS = 5000;

/** Fetched when a script first wants an experiment or a file. */
const scripted = () => import('./experiments/scripted-experiments');

export function createAutomation(handle: PlaygroundHandle, session: Session): Automation {
  const { engine, store, frameMeter, history, live } = handle;
  return {
    opened: () => session.opened,
    presets: () => store.getState().presets.map(({ id, title }) => ({ id, title })),
    scenario: () => store.getState().snapshot?.scenario ?? null,
    loadScenario: (document) => session.loadScenario(document),
    snapshot: () => store.getState().snapshot,
    records: () => history.rowsWithSegmentsSince(0),
    drawnResults: () => live.shown.filter(({ id }) => live.resultOf(id) !== null).length,
    async prepare({ alone, warmupMs, aloneMs = ALONE_MS }) {
      await session.opened;
      await engine.call('run', null);
      if (alone) await engine.call('measureAlone', { warmupMs, durationMs: aloneMs });
      await new Promise((resolve) => setTimeout(resolve, warmupMs));
    },
    async beginWindow() {
      await engine.call('openWindow', null);
      frameMeter.beginWindow();
    },
    endWindow: () => exportRun(handle),
    predict: async (file) =>
      (await import('./predict/simulate-run')).simulateRun(handle.startSimulator, file),
    policies: async () => (await import('./predict/policy-facts')).policyFacts(),
    stop: () => engine.call('stop', null),
    planExperiment: async (request) => (await scripted()).planned(handle, request),
    experiment: async (request, options) => (await scripted()).measured(handle, request, options?.resume),
    experimentProgress() {
      const { experiment } = store.getState();
      if (experiment === null) return null;
      const { runsDone, runsPlanned, now, remainingMs } = experiment;
      return { runsDone, runsPlanned, now, remainingMs };
    },
    cancelExperiment: () => engine.call('cancelExperiment', null),
    write: async (document, format) => (await scripted()).written(handle, document, format),
    addTenant: (tenant, executor) => engine.call('addTenant', { tenant, executor }),
    updateExecutor: (executorId, change) => engine.call('updateExecutor', { executorId, change }),
    setGates: (gates) => engine.call('setScheduling', { gates }),
    removeTenant: (tenantId) => engine.call('removeTenant', { tenantId }),
    mishap: (mishap) => engine.call('mishap', mishap),
    async setRecovery({ automatic, limitsMs }) {
      const { recovery } = defined(store.getState().snapshot, 'settings before a scenario is open');
      await engine.call('setRecovery', {
        automatic: automatic ?? recovery.automatic,
        limitsMs: { ...recovery.limitsMs, ...limitsMs },
      });
    },
  };
}
