/**
 * The choice function of a scheduler, for live runs and the simulator alike: which ready request is served next. A policy
 * sees requests, never workers; it reads no clock and draws no random numbers, so equal inputs give equal choices.
 */
import type { PolicyId } from '../domain/policy-ids';

/** A request that could be served now. Instants and durations in ms, on one clock. */
export interface ReadyRequest {
  readonly requestId: number;
  readonly tenantId: string;
  readonly arrivedAt: number;
  readonly deadlineAt: number | null;
  /** 1 (least) to 9. */
  readonly priority: number;
  /** Share under weighted fair queueing; above 0. */
  readonly weight: number;
  /** Service time of the whole request alone, as estimated. */
  readonly estimatedMs: number;
  /** Of it, what is left: less after each segment. */
  readonly remainingMs: number;
  /** Of it, what runs before the policy is asked again. */
  readonly nextMs: number;
  /** When it was last served; null before its first segment. */
  readonly servedAt: number | null;
}

export interface Policy {
  /**
   * May be asked again before its choice is taken: a turn, a share or a token changes hands in `served`, not here.
   * @param ready at least one request, in order of becoming ready.
   * @returns an index into `ready`.
   * @throws EngineError `policy-invalid`, the user's own policy only; see `guarded-policy.ts`.
   */
  choose(ready: readonly ReadyRequest[], now: number): number;
  /** A chosen request was served for `ranMs`, until `now`; also one that failed on the way. */
  served?(request: ReadyRequest, ranMs: number, now: number): void;
  /** It is gone: completed, failed or withdrawn. Whoever does not say so lets a policy's memory grow. */
  ended?(request: ReadyRequest): void;
  /** Lets go of what it holds besides memory; it is asked nothing afterwards. */
  dispose?(): void;
  /**
   * Whether an arrival should be taken in at all; refused ones count as rejected. Always, when absent.
   * @param busyMs of work before it could start: what is queued and what is in service.
   */
  admits?(request: ReadyRequest, busyMs: number, now: number): boolean;
}

/** What a policy may know of a tenant beforehand. */
export interface TenantTerms {
  readonly tenantId: string;
  readonly priority: number;
  readonly weight: number;
  readonly estimatedMs: number;
  /** Null unless it arrives periodically. */
  readonly periodMs: number | null;
}

/** What a policy is made from. Plain data: it crosses threads. */
export interface PolicyChoice {
  readonly id: PolicyId;
  /** Tenants of the executor, in the scenario's order. */
  readonly tenants: readonly TenantTerms[];
  /** Source of the user's own; null unless the id is `user`. */
  readonly userPolicy: string | null;
}

/** An estimate to divide by, ms: one that is not known counts as 1 ms. */
export const knownMs = (estimateMs: number): number => (estimateMs > 0 ? estimateMs : 1);

/** Since when it waits: its last service, or its arrival. */
export const waitingSince = ({ servedAt, arrivedAt }: ReadyRequest): number => servedAt ?? arrivedAt;

/** The ready request for which `key` is least; ties go to the earlier arrival, then to the earlier ready one. */
export function argMin(
  ready: readonly ReadyRequest[],
  key: (request: ReadyRequest, now: number, readyCount: number) => number,
  now = 0,
): number {
  let chosen = 0;
  let least = Number.POSITIVE_INFINITY;
  let arrivedAt = Number.POSITIVE_INFINITY;
  for (let index = 0; index < ready.length; index++) {
    const request = ready[index] as ReadyRequest; // below its length
    const value = key(request, now, ready.length);
    if (value < least || (value === least && request.arrivedAt < arrivedAt)) {
      chosen = index;
      least = value;
      arrivedAt = request.arrivedAt;
    }
  }
  return chosen;
}
