/** What the engine worker answers and emits; the UI's only way to the engine. */

import type { CustomModel } from '../domain/custom-model';
import type {
  ExperimentFile,
  ExperimentPlan,
  ExperimentProgress,
  ExperimentRequest,
} from '../domain/experiment';
import type { KernelProfile } from '../domain/gpu';
import type { Catalog } from '../domain/model';
import type { Mishap, RecoverySettings } from '../domain/recovery';
import type { RunFile, UiCost } from '../domain/run-file';
import type { DependsOn, ExecutorConfig, Gates, Scenario, TenantConfig } from '../domain/scenario';
import type { SimulationInput } from '../domain/simulation';
import type { ReleaseReport, Snapshot } from '../domain/snapshot';
import type { WorkerWanted } from './hand-over';
import type { RowTable } from './packed-row';

export interface OpenArgument {
  readonly catalog: Catalog;
  /** Absolute URL of the folder `models/`, ending in a slash. */
  readonly modelsUrl: string;
  readonly appVersion: string;
  readonly commit: string;
}

export interface ExportArgument {
  readonly ui: UiCost;
  readonly viewport: { readonly width: number; readonly height: number; readonly devicePixelRatio: number };
  /** What the page knows that limits what the figures mean ("another tab runs models too"). */
  readonly warnings: readonly string[];
}

export type TenantChange = Partial<
  Pick<
    TenantConfig,
    'workload' | 'deadline' | 'input' | 'paused' | 'priority' | 'weight' | 'overload' | 'mode'
  >
> & { readonly dependsOn?: DependsOn | null };

export type EngineContract = {
  /** Probes the machine; must come first. */
  open(argument: OpenArgument): void;
  /** Replaces the scenario. While running, executors and tenants that stay the same run on. */
  loadScenario(argument: Scenario): void;
  /** Starts executors and models where needed, then the workloads. Resolves when every tenant runs or has failed. */
  run(argument: null): void;
  /** Stops arrivals and drains; executors stay warm. */
  stop(argument: null): void;
  /**
   * Makes a custom model known, or gives a known one other settings. Tenants that wait for it are started, those that
   * run with other settings load it anew.
   */
  offerModel(argument: { readonly model: CustomModel; readonly blobs: readonly Blob[] }): void;
  addTenant(argument: { readonly tenant: TenantConfig; readonly executor: ExecutorConfig | null }): void;
  /** Removes a tenant, also while it loads. An executor left empty ends. Tells what memory came back. */
  removeTenant(argument: { readonly tenantId: string }): ReleaseReport | null;
  /** Gives up loading a tenant: it stays, not loaded, until it is retried. */
  cancelLoad(argument: { readonly tenantId: string }): void;
  /** Ends an executor and removes its tenants. */
  removeExecutor(argument: { readonly executorId: string }): ReleaseReport | null;
  /**
   * Applies while running: workload, deadline, input, paused, priority, weight, overload, and what it depends on (null:
   * on nothing any more; give it another workload then).
   * @throws EngineError `scenario-invalid` | `pipeline-unfit`: nothing has changed then.
   */
  updateTenant(argument: { readonly tenantId: string; readonly change: TenantChange }): void;
  /** Moves a tenant to an executor that exists, or to a new one (one of that id that exists is taken). Its queued requests move with it. */
  moveTenant(argument: { readonly tenantId: string; readonly to: string | ExecutorConfig }): void;
  /**
   * Policy, grain, segment time and in-flight bound apply at once. Another backend or thread count restarts the executor;
   * its tenants move over.
   */
  updateExecutor(argument: {
    readonly executorId: string;
    readonly change: Partial<Omit<ExecutorConfig, 'id'>>;
  }): void;
  /** Gates apply at once; null for a policy takes the user's away (executors that use it go on first in, first out). */
  setScheduling(argument: { readonly gates?: Gates; readonly userPolicy?: string | null }): void;
  /** GPU time of a tenant's kernels. @throws EngineError `backend-unsuited` where it has no recording. */
  profileKernels(argument: { readonly tenantId: string; readonly runs: number }): KernelProfile;
  /** What the simulator needs of the set-up as it runs. @throws EngineError `busy` while no tenant is loaded. */
  simulationInput(argument: null): SimulationInput;
  /** Starts a failed tenant (and its executor, when that failed) again. */
  retryTenant(argument: { readonly tenantId: string }): void;
  /** Applies at once, also to what is under way. */
  setRecovery(argument: RecoverySettings): void;
  /** Brings a failure about; it is listed among the incidents. @throws EngineError when there is nothing to break. */
  mishap(argument: Exclude<Mishap, { kind: 'refuse-storage' }>): void;
  /** Takes the solo baseline of each tenant in turn, then goes back to the shared run. */
  measureAlone(argument: { readonly warmupMs: number; readonly durationMs: number }): void;
  /** What was begun by itself counts as skipped: it is not begun again for the same set-up. */
  cancelMeasure(argument: null): void;
  setHidden(argument: { readonly hidden: boolean }): void;
  /** Opens a measurement window: counters and histograms of the run file start at zero. */
  openWindow(argument: null): void;
  /** The run file of the window opened last (or of the run since it started). */
  exportRun(argument: ExportArgument): RunFile;
  /** Starts or stops the stream of `records`. */
  setRecording(argument: { readonly on: boolean }): void;
  /** Every request that ended since the window opened, oldest first, as far as they are kept. Buffers move to the caller. */
  exportRecording(argument: null): { readonly table: RowTable; readonly truncated: boolean };
  /**
   * Whether missing solo baselines are taken by themselves, off until it is said. `storageRefused`: on purpose, this browser
   * is to keep none.
   */
  setBaselines(argument: { readonly automatic: boolean; readonly storageRefused?: boolean }): void;
  /** What an experiment on the scenario in force would do. @throws EngineError `experiment-invalid`: which field, why. */
  planExperiment(argument: ExperimentRequest): ExperimentPlan;
  /**
   * Runs a plan, or what a partial file left of it; resolves with the file, complete or partial, and puts the scenario back
   * that was in force (running, if it ran). A tenant that fails costs its cells only.
   * @throws EngineError `busy` while another one is under way.
   */
  runExperiment(argument: {
    readonly plan: ExperimentPlan;
    readonly resume: ExperimentFile | null;
    /** What the page knows that limits what figures mean. */
    readonly warnings: readonly string[];
    readonly viewport?: ExportArgument['viewport'];
  }): ExperimentFile;
  /** What was measured is kept: `runExperiment` resolves with it. */
  cancelExperiment(argument: null): void;
};

export type EngineEvents = {
  snapshot: Snapshot;
  /** Packed request records (see `record-batch.ts`); ownership of the buffer moves to the UI. */
  records: {
    readonly tenantIds: readonly string[];
    readonly executorIds: readonly string[];
    readonly rows: Float64Array;
    readonly segmentsAt: Float64Array;
  };
  /** A new executor wants frames: its port. Ownership moves to the UI. */
  framePort: { readonly executorId: string; readonly port: MessagePort };
  /** An executor needs a worker, and this browser lets the engine's worker start none. Ownership of the ports moves to the UI. */
  startWorker: WorkerWanted;
  /** The executor is gone; its frame port is dead. */
  executorEnded: { readonly executorId: string };
  experiment: ExperimentProgress;
};
