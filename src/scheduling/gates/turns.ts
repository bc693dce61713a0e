/**
 * Since when each executor of a group waits for its turn. It counts from the executor's last turn, not from its next
 * request: else one whose next request is always a fresh one (newest wins) would never be the one that waited longest.
 */
import type { GatedRequest } from '../gate';

export class Turns {
  /** By executor, while it waits. */
  readonly #since = new Map<string, number>();
  /** By executor: when it had its last turn; one entry for each of the group. */
  readonly #lastTurn = new Map<string, number>();

  /** Keeps count of who waits: call it with all of them at each question. */
  see(waiting: readonly GatedRequest[]): void {
    for (const executorId of this.#since.keys())
      if (!waiting.some((request) => request.executorId === executorId)) this.#since.delete(executorId);
    for (const { executorId, arrivedAt } of waiting) {
      if (this.#since.has(executorId)) continue;
      this.#since.set(executorId, Math.max(arrivedAt, this.#lastTurn.get(executorId) ?? arrivedAt));
    }
  }

  taken({ executorId }: GatedRequest, now: number): void {
    this.#since.delete(executorId);
    this.#lastTurn.set(executorId, now);
  }

  /** Whether `one` has waited longer than `other`; ties go to the smaller request id. */
  isBefore(one: GatedRequest, other: GatedRequest): boolean {
    const difference = this.#sinceOf(one) - this.#sinceOf(other);
    return difference < 0 || (difference === 0 && one.requestId < other.requestId);
  }

  #sinceOf({ executorId, arrivedAt }: GatedRequest): number {
    return this.#since.get(executorId) ?? arrivedAt;
  }
}
