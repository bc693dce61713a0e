/**
 * Starts by themselves: plans one after a failure, later each time, gives up after as many as the code allows. What
 * failed together (the tenants of an executor) starts together, once. It starts nothing itself: it says when.
 */
import type { Clock } from '../../base/clock';
import type { ErrorCode } from '../../domain/errors';
import { RAN_WELL_MS, restartRule, waitMs } from './restart-rules';

/** What fails as one and is counted as one: an executor with whom it served, or a tenant alone. */
export interface FailedUnit {
  readonly scope: 'executor' | 'tenant';
  /** Of the executor or the tenant. */
  readonly id: string;
  /** Who serves no more because of it. */
  readonly tenantIds: readonly string[];
}

export interface Restart {
  /** Counted from 1 since the unit last ran well. */
  readonly attempt: number;
  readonly at: number;
}

type Verdict =
  | { readonly kind: 'planned' }
  /** It was started so often by itself in vain. */
  | { readonly kind: 'used-up'; readonly attempts: number }
  | { readonly kind: 'none' };

interface Tally {
  attempts: number;
  /** First completion since the last failure; null before it. */
  ranSince: number | null;
}

interface Plan {
  readonly attempt: number;
  readonly waiting: Set<string>;
  at: number;
  cancel: () => void;
}

/** A restart whose moment is unsuited (somebody measures alone) is put off by this, ms. */
const PUT_OFF_MS = 1000;

export interface RestartsDependencies {
  readonly clock: Clock;
  /** False while a start would disturb a measurement: it is put off. */
  readonly mayStart: () => boolean;
  readonly start: (tenantIds: readonly string[]) => void;
  readonly onChange: () => void;
}

export class Restarts {
  readonly #tallies = { executor: new Map<string, Tally>(), tenant: new Map<string, Tally>() };
  readonly #plans = new Map<string, Plan>();

  constructor(private readonly dependencies: RestartsDependencies) {}

  /** The next start of a tenant by itself, or null. */
  of(tenantId: string): Restart | null {
    const plan = this.#plans.get(tenantId);
    return plan === undefined ? null : { attempt: plan.attempt, at: plan.at };
  }

  /** Nothing is planned and nothing is remembered. */
  get idle(): boolean {
    return this.#plans.size + this.#tallies.executor.size + this.#tallies.tenant.size === 0;
  }

  plan({ scope, id, tenantIds }: FailedUnit, code: ErrorCode): Verdict {
    const allowed = restartRule(code).attempts;
    if (allowed === 0 || tenantIds.length === 0) return { kind: 'none' };
    const attempts = this.#attemptsSoFar(scope, id);
    if (attempts >= allowed) return { kind: 'used-up', attempts };
    const attempt = attempts + 1;
    this.#tallies[scope].set(id, { attempts: attempt, ranSince: null });
    const plan: Plan = { attempt, waiting: new Set(tenantIds), at: 0, cancel: () => {} };
    for (const tenantId of tenantIds) {
      this.cancel(tenantId);
      this.#plans.set(tenantId, plan);
    }
    this.#arm(plan, waitMs(attempt));
    return { kind: 'planned' };
  }

  /** A request completed: what runs well for long enough starts counting anew. */
  completed(executorId: string, tenantId: string): void {
    this.#ran(this.#tallies.executor, executorId);
    this.#ran(this.#tallies.tenant, tenantId);
  }

  /** The tenant does not start by itself: somebody else starts it, or nobody does. */
  cancel(tenantId: string): void {
    const plan = this.#plans.get(tenantId);
    if (plan === undefined) return;
    this.#plans.delete(tenantId);
    plan.waiting.delete(tenantId);
    if (plan.waiting.size === 0) plan.cancel();
  }

  cancelAll(): void {
    for (const tenantId of [...this.#plans.keys()]) this.cancel(tenantId);
  }

  /** Nobody ran well while the computer slept. */
  slept(sleptMs: number): void {
    for (const tallies of Object.values(this.#tallies))
      for (const tally of tallies.values()) if (tally.ranSince !== null) tally.ranSince += sleptMs;
  }

  /** The next failure is the first one. */
  forgive(scope: FailedUnit['scope'], id: string): void {
    this.#tallies[scope].delete(id);
  }

  forgiveAll(): void {
    this.#tallies.executor.clear();
    this.#tallies.tenant.clear();
  }

  #attemptsSoFar(scope: FailedUnit['scope'], id: string): number {
    const tally = this.#tallies[scope].get(id);
    if (tally === undefined) return 0;
    const ranMs = tally.ranSince === null ? 0 : this.dependencies.clock.now() - tally.ranSince;
    return ranMs >= RAN_WELL_MS ? 0 : tally.attempts;
  }

  #ran(tallies: Map<string, Tally>, id: string): void {
    if (tallies.size === 0) return;
    const tally = tallies.get(id);
    if (tally === undefined) return;
    const now = this.dependencies.clock.now();
    tally.ranSince ??= now;
    if (now - tally.ranSince >= RAN_WELL_MS) tallies.delete(id);
  }

  #arm(plan: Plan, inMs: number): void {
    const { clock, mayStart, start, onChange } = this.dependencies;
    plan.at = clock.now() + inMs;
    plan.cancel = clock.schedule(plan.at, () => {
      if (!mayStart()) {
        this.#arm(plan, PUT_OFF_MS);
        onChange();
        return;
      }
      const due = [...plan.waiting];
      for (const tenantId of due) this.cancel(tenantId);
      start(due);
    });
  }
}
