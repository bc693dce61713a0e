/**
 * After Orion (Strati et al., EuroSys 2024; its scheduler_eval.cpp), for requests where the original has GPU kernels. The
 * tenants of the highest priority that is around are issued at once. Others, in turns, only while none of those is queued or
 * in flight, or while their resource profile differs from that one's or either is unknown, and only up to a sum of estimates.
 */
import type { Gate, GatedRequest } from '../gate';
import { Turns } from './turns';

/**
 * Estimated best-effort work in flight at most, as a multiple of the estimate of a high-priority request (Orion counts
 * 2.5 % of it in kernels; a request is all or nothing, so at 1 a high-priority request meets at most about its own time).
 */
const BEST_EFFORT_FACTOR = 1;
/** A priority that was not seen for so long is no longer around, ms. */
const FORGOTTEN_MS = 5000;

interface Known {
  priority: number;
  estimatedMs: number;
  seenAt: number;
}

class OrionGate implements Gate {
  readonly #turns = new Turns();
  readonly #inFlight: GatedRequest[] = [];
  /** By tenant. */
  readonly #known = new Map<string, Known>();

  mayIssue(request: GatedRequest, waiting: readonly GatedRequest[], now: number): boolean {
    this.#turns.see(waiting);
    for (const seen of waiting) this.#see(seen, now);
    this.#see(request, now);
    const highest = this.#highest(now);
    if (request.priority >= highest) return true;
    const high = highOf(this.#inFlight, highest) ?? highOf(waiting, highest);
    if (!isApart(request, high) || !this.#fits(request, highest)) return false;
    return !waiting.some(
      (other) =>
        other.priority < highest &&
        other.executorId !== request.executorId &&
        isApart(other, high) &&
        this.#turns.isBefore(other, request),
    );
  }

  issued(request: GatedRequest, now: number): void {
    this.#inFlight.push(request);
    this.#see(request, now);
    this.#turns.taken(request, now);
  }

  ended({ requestId }: GatedRequest): void {
    const index = this.#inFlight.findIndex((request) => request.requestId === requestId);
    if (index >= 0) this.#inFlight.splice(index, 1);
  }

  #see({ tenantId, priority, estimatedMs }: GatedRequest, now: number): void {
    const known = this.#known.get(tenantId);
    if (known === undefined) this.#known.set(tenantId, { priority, estimatedMs, seenAt: now });
    else Object.assign(known, { priority, estimatedMs, seenAt: now });
  }

  #highest(now: number): number {
    let highest = 0;
    for (const [tenantId, { priority, seenAt }] of this.#known) {
      const isHere = now - seenAt <= FORGOTTEN_MS || this.#inFlight.some((one) => one.tenantId === tenantId);
      if (!isHere) this.#known.delete(tenantId);
      else if (priority > highest) highest = priority;
    }
    return highest;
  }

  /** Whether the sum of best-effort estimates stays in its bounds; the first one always does. */
  #fits({ estimatedMs }: GatedRequest, highest: number): boolean {
    let sumMs = 0;
    for (const one of this.#inFlight) if (one.priority < highest) sumMs += one.estimatedMs;
    if (!this.#inFlight.some(({ priority }) => priority < highest)) return true;
    let boundMs = 0;
    for (const known of this.#known.values())
      if (known.priority >= highest) boundMs = Math.max(boundMs, BEST_EFFORT_FACTOR * known.estimatedMs);
    return sumMs + estimatedMs <= boundMs;
  }
}

const highOf = (requests: readonly GatedRequest[], highest: number): GatedRequest | null =>
  requests.find(({ priority }) => priority >= highest) ?? null;

/** Whether a best-effort request may run beside the high-priority one, if there is one. */
const isApart = ({ profile }: GatedRequest, high: GatedRequest | null): boolean =>
  high === null || profile !== high.profile || profile === 'unknown' || high.profile === 'unknown';

export const createOrion = (): Gate => new OrionGate();
