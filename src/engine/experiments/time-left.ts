/** How long the rest of an experiment takes: from its plan at first, then from the runs that ended. */

export class TimeLeft {
  readonly #tookMs: number[] = [];

  /** @param expectedMs of one run, by the plan. */
  constructor(private readonly expectedMs: number) {}

  runTook(durationMs: number): void {
    this.#tookMs.push(durationMs);
  }

  /** @param runsLeft the present one included. @param elapsedMs of the present one. */
  of(runsLeft: number, elapsedMs: number): number {
    return Math.max(0, runsLeft * this.#typicalMs - Math.min(elapsedMs, this.#typicalMs));
  }

  /** The median: the first runs also load. */
  get #typicalMs(): number {
    const sorted = [...this.#tookMs].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? this.expectedMs;
  }
}
