/**
 * The recent throughput of each tenant for the cards' sparklines: the engine's figure of the last second, kept for half a
 * minute. It adds nothing of its own and forgets tenants that are gone.
 */
import type { Snapshot } from '../../../domain/snapshot';

/** Snapshots come four times a second; half of them draw the same line. */
const STEP_MS = 500;
export const TRACE_POINTS = 60;

export class ThroughputTrace {
  readonly #points = new Map<string, number[]>();
  readonly #listeners = new Set<() => void>();
  #at = Number.NEGATIVE_INFINITY;

  push({ at, run, tenants }: Pick<Snapshot, 'at' | 'run' | 'tenants'>): void {
    if (run.kind !== 'running' || at - this.#at < STEP_MS) return;
    this.#at = at;
    const ids = new Set(tenants.map((tenant) => tenant.config.id));
    for (const id of this.#points.keys()) if (!ids.has(id)) this.#points.delete(id);
    for (const { config, lastSecondPerSecond } of tenants) {
      const points = this.#points.get(config.id) ?? [];
      points.push(lastSecondPerSecond);
      if (points.length > TRACE_POINTS) points.shift();
      this.#points.set(config.id, points);
    }
    for (const listener of this.#listeners) listener();
  }

  /** Per second, oldest first, `STEP_MS` apart. */
  of(tenantId: string): readonly number[] {
    return this.#points.get(tenantId) ?? [];
  }

  /** Returns the function that unsubscribes. */
  onPush(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
