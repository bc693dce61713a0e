/**
 * Failure handling as people set it: every failure goes through here, is told, becomes an incident, and is followed by
 * a start where that may help. It starts and stops nothing itself and knows no workers.
 */
import type { Clock } from '../../base/clock';
import type { ErrorReport } from '../../domain/errors';
import { DEFAULT_RECOVERY, type RecoverySettings } from '../../domain/recovery';
import type { RequestRecord } from '../../domain/request';
import { type Failure, Incidents } from './incidents';
import { LOSSES_BEFORE_OFFER } from './restart-rules';
import { Restarts } from './restarts';
import { asInjected, asRepeatedLoss, asUsedUp } from './told-failure';

export interface RecoveryDependencies {
  readonly clock: Clock;
  readonly runIsOn: () => boolean;
  /** False while a start would disturb a measurement. */
  readonly mayStart: () => boolean;
  readonly isWanted: (tenantId: string) => boolean;
  readonly start: (tenantIds: readonly string[]) => void;
  readonly onChange: () => void;
}

export class Recovery {
  settings: RecoverySettings = DEFAULT_RECOVERY;
  /** Injected: loads that begin from here on find no network. */
  networkRefused = false;
  readonly incidents: Incidents;
  readonly restarts: Restarts;

  constructor(private readonly dependencies: RecoveryDependencies) {
    this.incidents = new Incidents(dependencies.isWanted);
    this.restarts = new Restarts(dependencies);
  }

  setRecovery(settings: RecoverySettings): void {
    this.settings = settings;
    if (!settings.automatic) this.restarts.cancelAll();
  }

  /** @returns what the tenants are told. */
  failed(failure: Failure): ErrorReport {
    const { clock, runIsOn } = this.dependencies;
    const injected = this.incidents.failed(failure, clock.now());
    const error = injected ? asInjected(failure.error) : failure.error;
    if (!this.settings.automatic || !runIsOn()) return error;
    const verdict = this.restarts.plan(failure, error.code);
    const losses = error.code === 'device-lost' ? this.#attemptAfter(failure) : 0;
    if (verdict.kind === 'planned' && losses >= LOSSES_BEFORE_OFFER) return asRepeatedLoss(error, losses);
    return verdict.kind === 'used-up' ? asUsedUp(error, verdict.attempts) : error;
  }

  /** Which start in a row follows it; 0 when none is planned. */
  #attemptAfter({ tenantIds: [first] }: Failure): number {
    return first === undefined ? 0 : (this.restarts.of(first)?.attempt ?? 0);
  }

  requestEnded({ outcome, tenantId, executorId, issuedAt, endedAt }: RequestRecord): void {
    if (issuedAt === null || (outcome !== 'completed' && outcome !== 'late')) return;
    this.restarts.completed(executorId, tenantId);
    if (this.incidents.anyOpen) this.incidents.completed(tenantId, issuedAt, endedAt);
  }

  /** The user's policy failed and first in, first out took its place: told, and nothing to start again. */
  policyGaveWay(executorId: string, message: string): void {
    this.incidents.gaveWay(executorId, { code: 'policy-invalid', message }, this.dependencies.clock.now());
    this.dependencies.onChange();
  }

  /** The tenant is no more. */
  forgetTenant(tenantId: string): void {
    this.unwanted(tenantId);
    this.restarts.cancel(tenantId);
    this.restarts.forgive('tenant', tenantId);
  }

  /** The tenant was removed or paused: an incident does not wait for it. */
  unwanted(tenantId: string): void {
    this.incidents.unwanted(tenantId);
  }

  /** The executor is no more, or is another one from here on. */
  forgetExecutor(executorId: string): void {
    this.restarts.forgive('executor', executorId);
    this.incidents.executorGone(executorId);
  }

  /** Somebody starts a tenant, or has it started elsewhere: nothing is planned and the count begins anew. */
  startedByHand(tenantId: string, executorId: string): void {
    this.restarts.cancel(tenantId);
    this.restarts.forgive('tenant', tenantId);
    this.restarts.forgive('executor', executorId);
  }

  /** @param tenantIds who was running. @param underWay their requests that had been asked for and not ended. */
  slept(tenantIds: readonly string[], sleptMs: number, underWay: number): void {
    const requests = underWay === 1 ? '1 request that was' : `${underWay} requests that were`;
    const uncounted = underWay === 0 ? '' : ` ${requests} under way then count nowhere.`;
    const message = `The computer slept, or the tab was frozen, for ${Math.round(sleptMs / 1000)} s. The run goes on from here.${uncounted}`;
    this.restarts.slept(sleptMs);
    this.incidents.slept(tenantIds, message, sleptMs, this.dependencies.clock.now());
  }

  /** The run was stopped. */
  stopped(): void {
    this.restarts.cancelAll();
    this.restarts.forgiveAll();
    this.incidents.stopped();
  }
}
