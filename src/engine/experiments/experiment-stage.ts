/**
 * What an experiment may do with the playground: put set-ups in force, let them run, look at what they did. The runner drives
 * this interface and knows neither workers nor tenants' insides.
 */
import type { Measurement } from '../../domain/experiment';
import type { Scenario } from '../../domain/scenario';

export type Interruption = 'tab-hidden' | 'slept';

/** What was measured between `openWindow` and `closeWindow`. */
export interface WindowFigures extends Pick<Measurement, 'durationMs' | 'tenants' | 'utilisationFraction'> {
  /** Why these figures say nothing: for a part of the window nobody could be served. */
  readonly interrupted: Interruption | null;
}

export interface ExperimentStage {
  /** While the tab is hidden nothing arrives: browsers throttle it. */
  readonly hidden: boolean;
  /** Whether an executor runs on a software adapter. */
  readonly software: boolean;
  /**
   * Stops all arrivals, lets what is under way end, puts a set-up in force by the smallest change and resolves when each
   * tenant that is not paused is loaded, or has failed. Nothing arrives yet.
   * @throws EngineError when it cannot be loaded at all.
   */
  apply(scenario: Scenario): Promise<void>;
  /** By tenant id, why it does not serve; of these tenants. */
  failuresOf(tenantIds: readonly string[]): ReadonlyMap<string, string>;
  /** Lets requests arrive. */
  start(): void;
  /** Stops arrivals and resolves when nothing is queued or in flight. */
  drain(): Promise<void>;
  openWindow(): void;
  /** Since the window was opened; 0 of a tenant that is not there. */
  completionsOf(tenantId: string): number;
  closeWindow(tenantIds: readonly string[]): WindowFigures;
  /** Reserved bytes of all executors, asked for now; null when none can tell. */
  memoryBytes(): Promise<number | null>;
}
