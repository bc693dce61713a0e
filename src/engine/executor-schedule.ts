/**
 * How one executor chooses now: the policy of its scheduler and what its worker is told of it. A policy of the user that
 * cannot be had, or fails, gives way to first in, first out, and says so. It knows no requests and starts no workers.
 */
import { EngineError, reportOf } from '../domain/errors';
import type { ExecutorConfig } from '../domain/scenario';
import type { ScheduleArgument } from '../protocol/executor-contract';
import { guardedPolicy } from '../scheduling/guarded-policy';
import { createPolicy } from '../scheduling/policies';
import type { Policy, TenantTerms } from '../scheduling/policy';
import { prepareUserPolicy } from '../scheduling/user-policy/prepare-user-policy';
import { type IssueRule, issueRuleOf } from './scheduling/issue-rule';

/** Estimates that changed by less than this share are not worth a policy that starts anew. */
const MATERIAL_FRACTION = 0.2;

export interface ScheduleSource {
  /** Of the tenants that live on the executor, in the scenario's order. */
  readonly terms: (executorId: string) => readonly TenantTerms[];
  /** Source of the user's policy; null when there is none. */
  readonly userPolicy: () => string | null;
}

interface ScheduleEvents {
  /** Another policy holds from here on. */
  readonly onPolicy: () => void;
  /** Told once for each policy of the user's. */
  readonly onPolicyFailed: (message: string) => void;
}

export class ExecutorSchedule {
  policy: Policy;
  rule: IssueRule;
  #choice: ScheduleArgument;
  #user: 'not asked for' | 'being read' | 'stands' | { readonly failure: string } = 'not asked for';

  constructor(
    config: ExecutorConfig,
    private readonly source: ScheduleSource,
    private readonly events: ScheduleEvents,
  ) {
    this.rule = issueRuleOf(config);
    this.#choice = this.#wanted(config);
    this.policy = this.#adopt();
  }

  /** Why the user's policy is not what chooses; null when it is, or is not asked for. */
  get failure(): string | null {
    if (this.#user === 'being read') return 'It is being read: first in, first out until then.';
    return typeof this.#user === 'string' ? null : this.#user.failure;
  }

  /** What its worker is to do: first in, first out where the user's policy does not stand. */
  get argument(): ScheduleArgument {
    const { policy } = this.#choice;
    if (policy.id !== 'user' || this.#user === 'stands') return this.#choice;
    return { ...this.#choice, policy: { ...policy, id: 'fifo', userPolicy: null } };
  }

  /** Follows the configuration and its tenants' terms. @returns whether anything is other than before. */
  follow(config: ExecutorConfig): boolean {
    const rule = issueRuleOf(config);
    const wanted = this.#wanted(config);
    const otherRule = rule.bound !== this.rule.bound || rule.oneOfTenant !== this.rule.oneOfTenant;
    const otherPolicy = differ(wanted.policy, this.#choice.policy);
    if (!otherPolicy && !otherRule && sameWay(wanted, this.#choice)) return false;
    const otherSource =
      wanted.policy.id !== this.#choice.policy.id ||
      wanted.policy.userPolicy !== this.#choice.policy.userPolicy;
    this.rule = rule;
    this.#choice = otherPolicy ? wanted : { ...wanted, policy: this.#choice.policy };
    if (otherSource) this.#user = 'not asked for';
    if (otherPolicy) this.#readopt();
    return true;
  }

  /** With other terms. One that has broken its sandbox on another executor cannot be had again. */
  #readopt(): void {
    try {
      this.policy = this.#adopt();
    } catch (thrown) {
      if (!(thrown instanceof EngineError)) throw thrown;
      queueMicrotask(() => this.failed(thrown.message));
    }
  }

  /** The user's policy failed, here or in the worker. */
  failed(message: string): void {
    if (this.#choice.policy.id !== 'user' || typeof this.#user !== 'string') return;
    this.#user = { failure: message };
    this.policy = this.#adopt();
    this.events.onPolicyFailed(message);
    this.events.onPolicy();
  }

  #wanted(config: ExecutorConfig): ScheduleArgument {
    const { id, policy, grain, segmentMs, submitsInFlight, gpuTiming } = config;
    const userPolicy = policy === 'user' ? this.source.userPolicy() : null;
    return {
      policy: { id: policy, tenants: this.source.terms(id), userPolicy },
      grain,
      segmentMs,
      ...(submitsInFlight === undefined ? {} : { submitsInFlight }),
      ...(gpuTiming === undefined ? {} : { gpuTiming }),
    };
  }

  /** The policy that can be had at once. */
  #adopt(): Policy {
    const { policy } = this.#choice;
    if (policy.id === 'user' && this.#user === 'not asked for') void this.#read(policy);
    if (policy.id !== 'user' || this.#user !== 'stands') return createPolicy(this.argument.policy);
    // It fails while it is asked: who asked gets an answer first, then another policy.
    const standing: Policy = guardedPolicy(createPolicy(policy), ({ message }) =>
      queueMicrotask(() => {
        if (this.policy === standing) this.failed(message);
      }),
    );
    return standing;
  }

  async #read(choice: ScheduleArgument['policy']): Promise<void> {
    this.#user = 'being read';
    try {
      await prepareUserPolicy(choice);
      if (!this.#isBeingRead(choice)) return;
      this.#user = 'stands';
      this.policy = this.#adopt();
      this.events.onPolicy();
    } catch (thrown) {
      if (this.#isAskedFor(choice)) this.failed(reportOf(thrown, 'policy-invalid').message);
    }
  }

  #isBeingRead(choice: ScheduleArgument['policy']): boolean {
    return this.#user === 'being read' && this.#isAskedFor(choice);
  }

  /** Whether that source is still the one that is wanted. */
  #isAskedFor({ userPolicy }: ScheduleArgument['policy']): boolean {
    return this.#choice.policy.id === 'user' && this.#choice.policy.userPolicy === userPolicy;
  }
}

/** Whatever is chosen, it runs in the same way. */
const sameWay = (wanted: ScheduleArgument, present: ScheduleArgument): boolean =>
  wanted.grain === present.grain &&
  wanted.segmentMs === present.segmentMs &&
  wanted.submitsInFlight === present.submitsInFlight &&
  wanted.gpuTiming === present.gpuTiming;

type Choice = ScheduleArgument['policy'];

function differ(wanted: Choice, present: Choice): boolean {
  if (wanted.id !== present.id || wanted.userPolicy !== present.userPolicy) return true;
  if (wanted.tenants.length !== present.tenants.length) return true;
  return wanted.tenants.some((terms, index) => {
    const other = present.tenants[index];
    return other === undefined || differMaterially(terms, other);
  });
}

const differMaterially = (one: TenantTerms, other: TenantTerms): boolean =>
  one.tenantId !== other.tenantId ||
  one.priority !== other.priority ||
  one.weight !== other.weight ||
  one.periodMs !== other.periodMs ||
  Math.abs(one.estimatedMs - other.estimatedMs) > MATERIAL_FRACTION * other.estimatedMs;
