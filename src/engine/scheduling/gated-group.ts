/**
 * The schedulers of executors that share one device, and the gate that says which of them may issue. After each end and
 * arrival all of them try again. One implementation for live runs and the simulator; it knows no workers.
 */
import type { Gate, GatedRequest } from '../../scheduling/gate';

/** A scheduler, as far as a group knows it. */
interface Member {
  readonly inFlight: readonly GatedRequest[];
  next(now: number): GatedRequest | null;
  issueWhatMay(): void;
}

export class GatedGroup {
  readonly #members = new Set<Member>();
  #gate: Gate | null = null;
  #waking = false;
  #again = false;

  /** @param gate null: free for all. What is in flight is told to it. */
  setGate(gate: Gate | null, now: number): void {
    this.#gate = gate;
    for (const { inFlight } of this.#members) for (const request of inFlight) gate?.issued(request, now);
    this.#wakeAll();
  }

  enter(member: Member, now: number): void {
    this.#members.add(member);
    for (const request of member.inFlight) this.#gate?.issued(request, now);
  }

  /** What it has in flight is no longer the gate's concern. */
  leave(member: Member, now: number): void {
    if (!this.#members.delete(member)) return;
    for (const request of member.inFlight) this.#gate?.ended(request, now);
    this.#wakeAll();
  }

  mayIssue(request: GatedRequest, now: number): boolean {
    if (this.#gate === null) return true;
    const waiting: GatedRequest[] = [];
    for (const member of this.#members) {
      const next = member.next(now);
      if (next !== null) waiting.push(next);
    }
    return this.#gate.mayIssue(request, waiting, now);
  }

  issued(request: GatedRequest, now: number): void {
    this.#gate?.issued(request, now);
  }

  ended(request: GatedRequest, now: number): void {
    this.#gate?.ended(request, now);
  }

  /** Something changed at a member: everybody tries again, until a round changes nothing. */
  wake(changed: Member): void {
    if (this.#gate === null) changed.issueWhatMay();
    else this.#wakeAll();
  }

  #wakeAll(): void {
    this.#again = true;
    if (this.#waking) return;
    this.#waking = true;
    try {
      while (this.#again) {
        this.#again = false;
        for (const member of this.#members) member.issueWhatMay();
      }
    } finally {
      this.#waking = false;
    }
  }
}
