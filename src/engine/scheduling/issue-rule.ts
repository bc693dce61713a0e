/** How many requests a scheduler may have in flight, from an executor's configuration. It knows no requests. */
import type { ExecutorConfig } from '../../domain/scenario';
import { isPreemptive } from '../../scheduling/policies';

export interface IssueRule {
  /** Requests in flight at most; infinity when only `oneOfTenant` bounds them. */
  readonly bound: number;
  /** At most one of each tenant at a time, the earliest: nothing that waits is then out of the engine's hands. */
  readonly oneOfTenant: boolean;
}

type Choice = Pick<ExecutorConfig, 'policy' | 'grain' | 'inFlight'>;

export function issueRuleOf({ policy, grain, inFlight }: Choice): IssueRule {
  const oneOfTenant = grain === 'segment';
  if (inFlight !== 'auto') return { bound: inFlight, oneOfTenant };
  return { bound: oneOfTenant && isPreemptive(policy) ? Number.POSITIVE_INFINITY : 1, oneOfTenant };
}

/** The bound as a number of requests. @param tenants that live on the executor. */
export const boundFor = (tenants: number, { bound }: IssueRule): number =>
  bound === Number.POSITIVE_INFINITY ? Math.max(1, tenants) : bound;
