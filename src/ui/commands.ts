/**
 * What people can do, as functions: each sends its call to the engine, turns a refusal into a message on the screen and
 * offers to undo what takes away or places. Nothing here computes.
 */
import { reportOf } from '../domain/errors';
import type { Mishap, RecoverySettings } from '../domain/recovery';
import type { ExecutorConfig, Scenario, TenantConfig } from '../domain/scenario';
import { PLAIN_CHOICE } from '../domain/scenario';
import type { Snapshot } from '../domain/snapshot';
import type { EngineClient } from '../engine/index';
import type { TenantChange } from '../protocol/engine-contract';
import { rememberAutomaticBaselines } from './baseline-memory';
import type { BackendOffer } from './controls/placement/other-backend';
import { modeUndo } from './gpu/mode-change';
import { rememberRecovery } from './recovery-memory';
import { releaseWords } from './release-words';
import { restoreScenario } from './restore-scenario';
import { createSchedulingCommands, type SchedulingCommands } from './scheduling/scheduling-commands';
import type { PlaygroundStore } from './store';
import { freeExecutorId, tenantName } from './tenant-words';
import { UndoStack } from './undo-stack';

/** How long each tenant runs alone, and how long before that it warms up, when asked for from the page. */
const ALONE = { warmupMs: 1000, durationMs: 5000 } as const;

export interface Commands extends SchedulingCommands {
  readonly run: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly loadScenario: (scenario: Scenario) => Promise<void>;
  /** Puts another scenario in force and offers to take that back; `words` say what it is, `prepare` precedes either. */
  readonly replaceScenario: (
    scenario: Scenario,
    words: string,
    prepare: (scenario: Scenario) => Promise<void>,
  ) => Promise<void>;
  /** `executor` is given when the tenant gets one of its own. */
  readonly addTenant: (tenant: TenantConfig, executor: ExecutorConfig | null) => Promise<void>;
  readonly removeTenant: (tenantId: string, name: string) => Promise<void>;
  readonly cancelLoad: (tenantId: string) => Promise<void>;
  readonly updateTenant: (tenantId: string, change: TenantChange) => Promise<void>;
  /** Resolves with the reason when the engine refused, which is on the screen then; null when it moved. */
  readonly moveTenant: (tenantId: string, to: string | ExecutorConfig) => Promise<string | null>;
  /** Puts another model in a tenant's place: same id, workload and executor. */
  readonly replaceModel: (tenantId: string, modelId: string) => Promise<void>;
  /** Ends an executor with its tenants. */
  readonly removeExecutor: (executorId: string) => Promise<void>;
  readonly retryTenant: (tenantId: string) => Promise<void>;
  /** Lets a failed tenant run on another backend: on an executor of its own, or its executor starts anew with it. */
  readonly takeBackend: (tenantId: string, offer: BackendOffer) => Promise<void>;
  /** Gives a tenant the moving scene in place of an input that is not to be had, and starts it again. */
  readonly takeScene: (tenantId: string) => Promise<void>;
  /** In force at once, and remembered by this browser. */
  readonly setRecovery: (settings: RecoverySettings) => Promise<void>;
  /** Breaks something on purpose. */
  readonly mishap: (mishap: Mishap) => Promise<void>;
  readonly measureAlone: () => Promise<void>;
  readonly cancelMeasure: () => Promise<void>;
  /** In force at once, and remembered by this browser. */
  readonly setAutomaticBaselines: (automatic: boolean) => Promise<void>;
  /** Takes back the newest removal, move, change of an executor or of a mode. */
  readonly undo: () => Promise<void>;
}

export function createCommands(engine: EngineClient, store: PlaygroundStore): Commands {
  const undo = new UndoStack(store);
  // As the engine last told it: what the store holds is up to 220 ms older, and what came meanwhile must not be lost.
  let newest: Snapshot | null = null;
  engine.on('snapshot', (snapshot) => {
    newest = snapshot;
  });
  const refused = (thrown: unknown): string => {
    const { code, message } = reportOf(thrown, 'inference-failed');
    if (code !== 'cancelled')
      store.getState().notify({ severity: 'problem', text: message, sticky: true, action: null });
    return message;
  };
  const guarded = (call: Promise<unknown>): Promise<void> =>
    call.then(
      () => undefined,
      (thrown) => void refused(thrown),
    );
  const present = () => newest?.scenario;
  const scheduling = createSchedulingCommands({ engine, undo, present, guarded });

  /** Offers to put back what is in `before` and no longer here. */
  const offerReturn = (text: string, before: Scenario, tenantIds: readonly string[], executorId: string) =>
    undo.offer(text, () => {
      const gone = { tenantIds, executorIds: [executorId] };
      const restored = restoreScenario(present() ?? before, before, gone);
      return guarded(engine.call('loadScenario', restored));
    });

  const removeTenant = async (tenantId: string, name: string) => {
    const before = present();
    const report = await engine.call('removeTenant', { tenantId });
    const tenant = before?.tenants.find((one) => one.id === tenantId);
    if (before === undefined || tenant === undefined) return;
    const text = `Removed ${name}. ${releaseWords(report)}`.trim();
    offerReturn(text, before, [tenantId], tenant.executorId);
  };

  const removeExecutor = async (executorId: string) => {
    const before = present();
    const report = await engine.call('removeExecutor', { executorId });
    if (before === undefined) return;
    const residents = before.tenants.filter((one) => one.executorId === executorId).map((one) => one.id);
    const text = report === null ? `${executorId} ended.` : releaseWords(report);
    offerReturn(text, before, residents, executorId);
  };

  const moveTenant = async (tenantId: string, to: string | ExecutorConfig): Promise<string | null> => {
    const { catalog } = store.getState();
    const tenant = present()?.tenants.find((one) => one.id === tenantId);
    const from = present()?.executors.find((one) => one.id === tenant?.executorId);
    try {
      await engine.call('moveTenant', { tenantId, to });
    } catch (thrown) {
      return refused(thrown);
    }
    if (tenant === undefined || from === undefined) return null;
    const target = typeof to === 'string' ? to : `${to.id}, an executor of its own`;
    // As a whole: the engine knows whether it still exists; the snapshot here may be from before the move.
    undo.offer(`${tenantName(catalog, tenant)} moved to ${target}.`, () =>
      guarded(engine.call('moveTenant', { tenantId, to: from })),
    );
    return null;
  };

  const retryFailed = (executorId: string) => {
    const failed = (newest?.tenants ?? []).filter(
      ({ config, status }) => config.executorId === executorId && status.kind === 'failed',
    );
    return Promise.all(failed.map(({ config }) => engine.call('retryTenant', { tenantId: config.id })));
  };
  const takeBackend = async (tenantId: string, { backend, way, executorId }: BackendOffer) => {
    if (way === 'move') {
      const id = freeExecutorId((present()?.executors ?? []).map((one) => one.id));
      await moveTenant(tenantId, { id, backend, threads: 1, ...PLAIN_CHOICE });
      return;
    }
    await scheduling.updateExecutor(executorId, { backend });
    await retryFailed(executorId);
  };
  const takeScene = async (tenantId: string) => {
    await engine.call('updateTenant', { tenantId, change: { input: 'scene' } });
    const status = newest?.tenants.find((one) => one.config.id === tenantId)?.status.kind;
    if (status === 'failed') await engine.call('retryTenant', { tenantId });
  };
  const setRecovery = async (settings: RecoverySettings) => {
    await engine.call('setRecovery', settings);
    if (!store.getState().storageRefused) rememberRecovery(settings);
  };
  const mishap = async (one: Mishap) => {
    if (one.kind !== 'refuse-storage') {
      await engine.call('mishap', one);
      return;
    }
    store.getState().set({ storageRefused: one.on });
    await tellBaselines(newest?.baselines?.automatic === true);
  };
  const tellBaselines = (automatic: boolean) =>
    engine.call('setBaselines', { automatic, storageRefused: store.getState().storageRefused });
  const setAutomaticBaselines = async (automatic: boolean) => {
    await tellBaselines(automatic);
    if (!store.getState().storageRefused) rememberAutomaticBaselines(automatic);
  };

  const replaceScenario: Commands['replaceScenario'] = async (scenario, words, prepare) => {
    const before = present();
    const load = async (one: Scenario) => {
      await prepare(one);
      await engine.call('loadScenario', one);
    };
    await load(scenario);
    if (before !== undefined) undo.offer(words, () => guarded(load(before)), scenario.name);
  };

  /** Another mode can be taken back; what else is changed is seen where it was. */
  const updateTenant = async (tenantId: string, change: TenantChange) => {
    const before = present()?.tenants.find((one) => one.id === tenantId);
    await engine.call('updateTenant', { tenantId, change });
    if (before === undefined) return;
    const step = modeUndo(before, change, tenantName(store.getState().catalog, before));
    if (step !== null)
      undo.offer(step.text, () => guarded(engine.call('updateTenant', { tenantId, change: step.back })));
  };

  const putModel = async (tenantId: string, modelId: string) => {
    const scenario = present();
    if (scenario === undefined) return;
    const tenants = scenario.tenants.map((one) => (one.id === tenantId ? { ...one, modelId } : one));
    await engine.call('loadScenario', { ...scenario, tenants });
  };
  const replaceModel = async (tenantId: string, modelId: string) => {
    const { catalog } = store.getState();
    const old = present()?.tenants.find((one) => one.id === tenantId);
    await putModel(tenantId, modelId);
    if (old === undefined) return;
    const text = `${tenantName(catalog, { id: tenantId, modelId })} in place of ${tenantName(catalog, old)}.`;
    undo.offer(text, () => guarded(putModel(tenantId, old.modelId)));
  };

  return {
    ...scheduling,
    updateExecutor: (executorId, change) => guarded(scheduling.updateExecutor(executorId, change)),
    run: () => guarded(engine.call('run', null)),
    stop: () => guarded(engine.call('stop', null)),
    loadScenario: (scenario) => {
      undo.clear();
      return guarded(engine.call('loadScenario', scenario));
    },
    replaceScenario: (...given) => guarded(replaceScenario(...given)),
    addTenant: (tenant, executor) => guarded(engine.call('addTenant', { tenant, executor })),
    removeTenant: (tenantId, name) => guarded(removeTenant(tenantId, name)),
    cancelLoad: (tenantId) => guarded(engine.call('cancelLoad', { tenantId })),
    updateTenant: (tenantId, change) => guarded(updateTenant(tenantId, change)),
    moveTenant,
    replaceModel: (tenantId, modelId) => guarded(replaceModel(tenantId, modelId)),
    removeExecutor: (executorId) => guarded(removeExecutor(executorId)),
    retryTenant: (tenantId) => guarded(engine.call('retryTenant', { tenantId })),
    takeBackend: (tenantId, offer) => guarded(takeBackend(tenantId, offer)),
    takeScene: (tenantId) => guarded(takeScene(tenantId)),
    setRecovery: (settings) => guarded(setRecovery(settings)),
    mishap: (one) => guarded(mishap(one)),
    measureAlone: () => guarded(engine.call('measureAlone', ALONE)),
    cancelMeasure: () => guarded(engine.call('cancelMeasure', null)),
    setAutomaticBaselines: (automatic) => guarded(setAutomaticBaselines(automatic)),
    undo: () => undo.undo(),
  };
}
