/**
 * Takes solo baselines by itself: of those tenants only that lack one, or whose one no longer holds, once everything that
 * loads has settled. What somebody skipped, or what came to nothing twice, is left alone. It measures nothing itself.
 */
import type { Clock } from '../base/clock';
import type { BaselineState } from '../domain/snapshot';
import type { Population } from './population';
import type { RunControl } from './run-control';
import type { SoloMeasurement } from './solo-measurement';
import { takesPart } from './solo-stage';
import type { TenantRuntime } from './tenant-runtime';

/** Changes that follow one another within this are one, ms. */
const SETTLING_MS = 300;
/** While an experiment has the stage, it is asked again after this, ms. */
const EXPERIMENT_MS = 1000;
/** A baseline that no longer holds is taken again this often at most, ms. */
const RETAKE_MS = 60_000;
const MOST_TRIES = 2;

const SHORT = { warmupMs: 300, durationMs: 3000, enough: { completions: 15, afterMs: 1000 } } as const;
/** A short one did not hold: the next is taken over all of the time. */
const AGAIN = { warmupMs: 300, durationMs: 3000 } as const;

export interface AutomaticBaselinesDependencies {
  readonly clock: Clock;
  readonly population: Population;
  readonly run: RunControl;
  readonly solo: SoloMeasurement;
  /** False while an experiment has the stage. */
  readonly mayMeasure: () => boolean;
  readonly onChange: () => void;
}

export class AutomaticBaselines {
  #on = false;
  /** Resolves when it is known what this browser has kept. */
  #known: Promise<void> = Promise.resolve();
  #cancelCheck: (() => void) | null = null;
  #retakenAt = Number.NEGATIVE_INFINITY;
  /** By what a baseline depends on, as the tries are. */
  readonly #skipped = new Set<string>();
  readonly #tries = new Map<string, number>();
  /** Whose turn the present series is; empty while there is none. */
  #series: readonly TenantRuntime[] = [];

  constructor(private readonly dependencies: AutomaticBaselinesDependencies) {}

  get state(): BaselineState {
    const { tenants, baselines } = this.dependencies.population;
    const lacking = [...tenants.values()].filter(({ alone }) => alone === null);
    const idsOf = (holds: (key: string) => boolean) =>
      lacking.filter((tenant) => holds(baselines.keyOf(tenant) ?? '')).map(({ id }) => id);
    return {
      automatic: this.#on,
      skipped: idsOf((key) => this.#skipped.has(key)),
      fruitless: idsOf((key) => this.#isFruitless(key)),
      storageFailure: baselines.storageFailure,
    };
  }

  /** Reads what this browser has kept. */
  open(): void {
    this.#known = this.dependencies.population.baselines.open();
  }

  switch(on: boolean): void {
    if (this.#on !== on && !on) this.#cancelSeries();
    this.#on = on;
    this.dependencies.onChange();
    this.consider();
  }

  /** Something changed: whoever lacks a baseline is looked for once that has settled. */
  consider(inMs = SETTLING_MS): void {
    const { clock } = this.dependencies;
    if (!this.#on) return;
    this.#cancelCheck?.();
    this.#cancelCheck = clock.schedule(clock.now() + inMs, () => void this.#check());
  }

  /** What goes on by itself ends, and is not begun again for the set-ups that it was for. */
  skip(): void {
    const { baselines } = this.dependencies.population;
    for (const tenant of this.#series) {
      const key = baselines.keyOf(tenant);
      if (key !== null && tenant.alone === null) this.#skipped.add(key);
    }
    this.#cancelSeries();
  }

  /** A baseline no longer holds. @param why in a sentence. */
  drifted(tenant: TenantRuntime, why: string): void {
    this.dependencies.population.baselines.markStale(tenant, why);
    this.dependencies.onChange();
    this.consider();
  }

  #cancelSeries(): void {
    if (this.#series.length > 0) this.dependencies.solo.cancel();
  }

  async #check(): Promise<void> {
    this.#cancelCheck = null;
    const { population, mayMeasure } = this.dependencies;
    await Promise.all([this.#known, population.whenSettled()]);
    if (!this.#stageIsFree()) return;
    if (!mayMeasure()) this.consider(EXPERIMENT_MS);
    else if (!this.#allSettled()) this.consider();
    else await this.#takeNext();
  }

  async #takeNext(): Promise<void> {
    const { clock, population } = this.dependencies;
    const present = [...population.tenants.values()].filter(takesPart);
    const missing = this.#oneOfEach(
      present.filter((tenant) => tenant.alone === null && this.#mayTry(tenant)),
    );
    if (missing.length > 0) {
      await this.#take(missing, SHORT);
      return;
    }
    const stale = this.#oneOfEach(
      present.filter(({ aloneOrigin }) => aloneOrigin !== null && aloneOrigin.stale !== null),
    );
    if (stale.length === 0) return;
    const waitMs = this.#retakenAt + RETAKE_MS - clock.now();
    if (waitMs > 0) {
      this.consider(waitMs);
      return;
    }
    this.#retakenAt = clock.now();
    await this.#take(stale, AGAIN);
  }

  async #take(tenants: readonly TenantRuntime[], plan: typeof SHORT | typeof AGAIN): Promise<void> {
    const { solo, population } = this.dependencies;
    const keys = new Map(tenants.map((tenant) => [tenant, population.baselines.keyOf(tenant) ?? '']));
    this.#series = tenants;
    try {
      await solo.measureMissing(tenants, plan, (tenant) => this.#tried(keys.get(tenant) ?? '', tenant));
    } finally {
      this.#series = [];
    }
  }

  /** Its turn is over; one that was cut off by a change says nothing about its tenant. */
  #tried(key: string, { alone }: TenantRuntime): void {
    if (alone === null) this.#tries.set(key, (this.#tries.get(key) ?? 0) + 1);
    else this.#tries.delete(key);
  }

  /** Copies of one another share a baseline: the first of them is measured. */
  #oneOfEach(tenants: readonly TenantRuntime[]): TenantRuntime[] {
    const { baselines } = this.dependencies.population;
    return [
      ...new Map(tenants.toReversed().map((tenant) => [baselines.keyOf(tenant), tenant])).values(),
    ].toReversed();
  }

  #mayTry(tenant: TenantRuntime): boolean {
    const key = this.dependencies.population.baselines.keyOf(tenant);
    return key !== null && !this.#skipped.has(key) && !this.#isFruitless(key);
  }

  #isFruitless(key: string): boolean {
    return (this.#tries.get(key) ?? 0) >= MOST_TRIES;
  }

  #stageIsFree(): boolean {
    const { run, solo } = this.dependencies;
    return this.#on && run.state.kind === 'running' && !solo.busy;
  }

  #allSettled(): boolean {
    const { tenants, slots } = this.dependencies.population;
    return (
      [...tenants.values()].every(({ transit }) => transit === null) &&
      [...slots.values()].every(({ changing }) => changing === null)
    );
  }
}
