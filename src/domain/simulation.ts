/**
 * What the simulator is given and what it tells. Plain data: it crosses threads, stands in run files (`predicted`) and in
 * the files of `npm run simulate`. Every figure of it is simulated and is to be shown as such.
 */
import type { Backend } from './backend';
import type { ServiceProfile } from './plan';
import type { GateId, PolicyId } from './policy-ids';
import type { Baseline, Counters, Distribution, Totals } from './run-file';
import type { Scenario } from './scenario';

/** Where a tenant's costs are from, best first. */
export type CostBasis =
  /** Its parts were measured alone on its executor. */
  | 'profile'
  /** From its solo baseline: one piece. */
  | 'baseline'
  /** From requests served beside others, or while loading. */
  | 'served'
  /** From its multiply-accumulates, not measured. */
  | 'modelled';

export interface TenantCost extends ServiceProfile {
  readonly basis: CostBasis;
  /** Between issue and start, ms. */
  readonly hopMs: number;
  /** What the tenant mostly waits for; see `scheduling/gate.ts`. */
  readonly resource: 'compute' | 'memory' | 'unknown';
  readonly baseline: Baseline | null;
}

/**
 * How co-located executors slow one another: while k executors of one device compute, each runs at
 * 1 / (1 + slope × (k − 1)) of its speed alone ("linear slowdown").
 */
export interface ContentionModel {
  readonly kind: 'linear-slowdown';
  readonly slope: Readonly<Record<'gpu' | 'cpu', number>>;
  /** Requests that the slope was fitted on; 0: not fitted, 0 was assumed. */
  readonly n: number;
  /** Root mean square of the fit's relative error over tenants; null when not fitted. */
  readonly relativeError: number | null;
}

export interface SimulationInput {
  readonly scenario: Scenario;
  /** Backend of each executor by id. */
  readonly backends: Readonly<Record<string, Backend>>;
  /** By tenant id. */
  readonly costs: Readonly<Record<string, TenantCost>>;
  readonly contention: ContentionModel;
}

export interface SimulationOptions {
  readonly durationMs: number;
  /** Simulated before the window opens. */
  readonly warmupMs: number;
}

export interface PredictedTenant extends Counters {
  readonly id: string;
  readonly throughputPerSecond: number;
  readonly latencyMs: Distribution;
  readonly preemptedMeanMs: number | null;
  readonly endToEndMs: Distribution | null;
  readonly slowdown: number | null;
  readonly deadlineHitFraction: number | null;
  readonly costBasis: CostBasis;
}

export interface Prediction {
  readonly basis: 'simulated';
  readonly scenario: Scenario;
  readonly durationMs: number;
  readonly tenants: readonly PredictedTenant[];
  readonly executors: readonly { readonly id: string; readonly utilisationFraction: number }[];
  readonly totals: Totals;
  readonly contention: ContentionModel;
  /** Choices that were made, and a hash over all of them in order: equal for equal inputs. */
  readonly decisions: { readonly count: number; readonly hash: string };
  /** Events that were simulated, and the wall time it took, ms. */
  readonly events: number;
  readonly wallMs: number;
}

/** One combination that a sweep tries. */
export interface SweepChoice {
  readonly policy: PolicyId;
  readonly grain: 'inference' | 'segment';
  readonly gate: GateId;
}
export interface SweepResult {
  readonly choice: SweepChoice;
  readonly prediction: Prediction;
}
