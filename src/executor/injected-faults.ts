/**
 * Failures that were asked for, each for one tenant and once: a stall inside the compute part of its next inference, NaN
 * in its next outputs. It brings them about and hides nothing: what finds a real one finds these.
 */
import type { OutputTensor } from './runtime';

/** A stall is longer than any limit of the engine that it should run into, and ends. */
const LONGEST_STALL_MS = 60_000;

export class InjectedFaults {
  readonly #stalls = new Map<string, number>();
  readonly #corrupted = new Set<string>();

  /** @param now this worker's clock, ms. */
  constructor(private readonly now: () => number) {}

  stall(tenantId: string, durationMs: number): void {
    this.#stalls.set(tenantId, Math.min(LONGEST_STALL_MS, Math.max(0, durationMs)));
  }

  corrupt(tenantId: string): void {
    this.#corrupted.add(tenantId);
  }

  /** Blocks the worker as long as was asked for: it answers nobody meanwhile, like one that computes for too long. */
  beforeCompute(tenantId: string): void {
    const durationMs = this.#stalls.get(tenantId);
    if (durationMs === undefined) return;
    this.#stalls.delete(tenantId);
    const until = this.now() + durationMs;
    while (this.now() < until); // on purpose: a timer would leave the worker free
  }

  afterRead(tenantId: string, outputs: readonly OutputTensor[]): readonly OutputTensor[] {
    if (!this.#corrupted.delete(tenantId)) return outputs;
    return outputs.map((output) => ({
      ...output,
      data: new Float32Array(output.data.length).fill(Number.NaN),
    }));
  }

  forget(tenantId: string): void {
    this.#stalls.delete(tenantId);
    this.#corrupted.delete(tenantId);
  }
}
