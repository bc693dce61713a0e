/**
 * Failure handling as people set it: how long each phase may last before an executor counts as hung, and whether what
 * failed starts again by itself. Also what happened so far: incidents, injected or not.
 */
import { z } from 'zod';
import type { ErrorCode } from './errors';

const limitSchema = z.number().min(500).max(600_000);

/** Ms without a sign of life, by phase. */
const phaseLimitsSchema = z.strictObject({
  /** Worker and backend. */
  start: limitSchema,
  download: limitSchema,
  parse: limitSchema,
  compile: limitSchema,
  firstInference: limitSchema,
  /** A request in service: this, or a multiple of the slowest so far where that is more. */
  steady: limitSchema,
});
export type PhaseLimits = z.infer<typeof phaseLimitsSchema>;
export type WatchedPhase = keyof PhaseLimits;

export const recoverySettingsSchema = z.strictObject({
  /** Whether a failed executor or tenant starts again by itself, each time after a longer wait. */
  automatic: z.boolean(),
  limitsMs: phaseLimitsSchema,
});
export type RecoverySettings = z.infer<typeof recoverySettingsSchema>;

/** Starts by itself, one after another without a good run in between, before it gives up. */
export const MAX_RESTARTS = 5;

/** Time that passed unseen for longer than this, ms: the computer slept or the tab was frozen; no code is busy so long. */
export const SLEEP_GAP_MS = 10_000;

export const DEFAULT_RECOVERY: RecoverySettings = {
  automatic: true,
  limitsMs: {
    start: 60_000,
    download: 60_000,
    parse: 60_000,
    compile: 120_000,
    firstInference: 120_000,
    steady: 5_000,
  },
};

/** A failure on purpose. The two refusals are injected at our own edge: no request leaves, nothing is written. */
export type Mishap =
  /** The worker ends without a word, as when the browser kills it. */
  | { readonly kind: 'kill-worker'; readonly executorId: string }
  /** The GPU device is destroyed or the WebGL context lost; only where there is one. */
  | { readonly kind: 'lose-device'; readonly executorId: string }
  /** The tenant's next inference takes so much longer, and blocks its worker meanwhile. */
  | { readonly kind: 'stall'; readonly tenantId: string; readonly durationMs: number }
  /** The tenant's next outputs are NaN. */
  | { readonly kind: 'corrupt-output'; readonly tenantId: string }
  | { readonly kind: 'refuse-network'; readonly on: boolean }
  | { readonly kind: 'refuse-storage'; readonly on: boolean };
export type MishapKind = Mishap['kind'];

/** Something went wrong, on purpose or not. */
export interface Incident {
  readonly id: number;
  /** Ms since the epoch. */
  readonly at: number;
  /** `sleep`: the computer slept, or the tab was frozen. */
  readonly cause: 'mishap' | 'failure' | 'sleep';
  /** What was injected; null unless the cause is a mishap. */
  readonly mishap: MishapKind | null;
  /** What the tenants were told; null while nothing failed of it. */
  readonly code: ErrorCode | null;
  readonly executorId: string | null;
  /** Who was hit. */
  readonly tenantIds: readonly string[];
  readonly message: string;
  /**
   * When each tenant that was hit, and is still wanted, had completed a request again (a stall: the one that was
   * stalled). Recovery time is the difference to `at`, less `sleptMs`. Null until then.
   */
  readonly recoveredAt: number | null;
  /** Of the time since `at`, how long the computer slept; absent when it did not. */
  readonly sleptMs?: number;
}
