/**
 * What people can do, as functions: each sends its call to the engine and turns a refusal into a message on the
 * screen. Nothing here computes or keeps state.
 */
import { reportOf } from '../domain/errors';
import type { ExecutorConfig, Scenario, TenantConfig } from '../domain/scenario';
import type { EngineClient } from '../engine/index';
import type { PlaygroundStore } from './store';

/** How long each tenant runs alone, and how long before that it warms up, when asked for from the page. */
const ALONE = { warmupMs: 1000, durationMs: 5000 } as const;

type TenantChange = Partial<Pick<TenantConfig, 'workload' | 'deadline' | 'input' | 'paused'>>;
type ExecutorChange = Partial<Pick<ExecutorConfig, 'backend' | 'threads'>>;

export interface Commands {
  readonly run: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly loadScenario: (scenario: Scenario) => Promise<void>;
  /** `executor` is given when the tenant gets one of its own. */
  readonly addTenant: (tenant: TenantConfig, executor: ExecutorConfig | null) => Promise<void>;
  /** Removes a tenant and offers to undo it. */
  readonly removeTenant: (tenantId: string, name: string) => Promise<void>;
  readonly updateTenant: (tenantId: string, change: TenantChange) => Promise<void>;
  readonly moveTenant: (tenantId: string, to: string | ExecutorConfig) => Promise<void>;
  readonly updateExecutor: (executorId: string, change: ExecutorChange) => Promise<void>;
  readonly retryTenant: (tenantId: string) => Promise<void>;
  readonly measureAlone: () => Promise<void>;
  readonly cancelMeasure: () => Promise<void>;
}

export function createCommands(engine: EngineClient, store: PlaygroundStore): Commands {
  const refused = (thrown: unknown) => {
    const { code, message } = reportOf(thrown, 'inference-failed');
    if (code !== 'cancelled')
      store.getState().notify({ severity: 'problem', text: message, sticky: true, action: null });
  };
  const guarded = (call: Promise<unknown>): Promise<void> => call.then(() => undefined, refused);

  const removeTenant = async (tenantId: string, name: string) => {
    const scenario = store.getState().snapshot?.scenario;
    const tenant = scenario?.tenants.find((one) => one.id === tenantId);
    const executor = scenario?.executors.find((one) => one.id === tenant?.executorId);
    await engine.call('removeTenant', { tenantId });
    if (tenant === undefined || executor === undefined) return;
    const undo = () => void guarded(engine.call('addTenant', { tenant, executor }));
    const action = { label: 'Undo', run: undo };
    store.getState().notify({ severity: 'info', text: `${name} removed.`, sticky: false, action });
  };

  return {
    run: () => guarded(engine.call('run', null)),
    stop: () => guarded(engine.call('stop', null)),
    loadScenario: (scenario) => guarded(engine.call('loadScenario', scenario)),
    addTenant: (tenant, executor) => guarded(engine.call('addTenant', { tenant, executor })),
    removeTenant: (tenantId, name) => guarded(removeTenant(tenantId, name)),
    updateTenant: (tenantId, change) => guarded(engine.call('updateTenant', { tenantId, change })),
    moveTenant: (tenantId, to) => guarded(engine.call('moveTenant', { tenantId, to })),
    updateExecutor: (executorId, change) => guarded(engine.call('updateExecutor', { executorId, change })),
    retryTenant: (tenantId) => guarded(engine.call('retryTenant', { tenantId })),
    measureAlone: () => guarded(engine.call('measureAlone', ALONE)),
    cancelMeasure: () => guarded(engine.call('cancelMeasure', null)),
  };
}
