/**
 * Makes the places where executors live, each wired to who is there: how it chooses follows the tenants that live on it, and
 * what its worker tells of them reaches them. It holds no executor.
 */
import type { Clock } from '../base/clock';
import type { ErrorReport } from '../domain/errors';
import type { ExecutorConfig } from '../domain/scenario';
import type { ExecutorEvents } from '../protocol/executor-contract';
import { DeviceGroups } from './device-groups';
import type { ExecutorHost } from './executor-host';
import { ExecutorSlot, type SlotDependencies } from './executor-slot';
import type { RequestFlow } from './request-flow';
import type { TenantRuntime } from './tenant-runtime';

export type SlotEnvironment = Pick<
  SlotDependencies,
  'spawn' | 'limits' | 'machine' | 'onFramePort' | 'onWorkerEnded' | 'onChange' | 'onAnswer'
>;

export interface SlotFactoryDependencies {
  readonly clock: Clock;
  readonly environment: SlotEnvironment;
  readonly tenants: ReadonlyMap<string, TenantRuntime>;
  /** Tenants whose place is this executor, loaded or not. */
  readonly residentsOf: (executorId: string) => readonly TenantRuntime[];
  readonly flow: RequestFlow;
  readonly userPolicy: () => string | null;
  readonly onFailed: (slot: ExecutorSlot, error: ErrorReport) => void;
  readonly onDecisions: SlotDependencies['onDecisions'];
  /** A tenant runs otherwise from now on than the worker told before. */
  readonly onModeChanged: (slot: ExecutorSlot, tenantId: string) => void;
  readonly onPolicyFailed: (executorId: string, message: string) => void;
  readonly onVerified: SlotDependencies['onVerified'];
}

export class SlotFactory {
  /** Every worker that there is, also one that only prepares to serve. */
  readonly hosts = new Set<ExecutorHost>();
  readonly groups: DeviceGroups;
  #workers = 0;

  constructor(private readonly dependencies: SlotFactoryDependencies) {
    this.groups = new DeviceGroups(dependencies.clock);
  }

  /** An executor that is not yet part of the playground. */
  create(config: ExecutorConfig): ExecutorSlot {
    const { environment, clock, flow, onDecisions, onPolicyFailed, onFailed } = this.dependencies;
    const { residentsOf, userPolicy, onModeChanged } = this.dependencies;
    return new ExecutorSlot(config, {
      ...environment,
      clock,
      hosts: this.hosts,
      groups: this.groups,
      schedule: { userPolicy, terms: (executorId) => residentsOf(executorId).map(({ terms }) => terms) },
      nextWorkerKey: (executorId) => this.#nextKey(executorId),
      onLoadProgress: (slot, progress) => this.#noteProgress(slot, progress),
      onPlanned: (slot, { tenantId, plan }) => {
        const tenant = this.dependencies.tenants.get(tenantId);
        if (tenant?.residence === slot.id || tenant?.transit?.toExecutorId === slot.id) tenant.plan = plan;
        environment.onChange();
      },
      onMode: (slot, tenantId, isOther) => {
        if (isOther) onModeChanged(slot, tenantId);
        environment.onChange();
      },
      onFailed,
      onVerified: this.dependencies.onVerified,
      onIssue: (slot, request, issuedAt) => flow.issue(slot, request, issuedAt),
      onLate: (slot, request) => flow.dropLate(slot, request),
      onDecisions,
      onPolicyFailed: ({ id }, message) => onPolicyFailed(id, message),
    });
  }

  #nextKey(executorId: string): string {
    this.#workers += 1;
    return `${executorId}#${this.#workers}`;
  }

  #noteProgress(slot: ExecutorSlot, { tenantId, ...progress }: ExecutorEvents['loadProgress']): void {
    const transit = this.dependencies.tenants.get(tenantId)?.transit;
    if (transit?.toExecutorId === slot.id) transit.progress = progress;
    this.dependencies.environment.onChange();
  }
}
