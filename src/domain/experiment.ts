/**
 * Experiments: what can be asked for, the plan that is shown beforehand, what each run of it measured, and the file that
 * holds the answer. Times in ms, rates a second, fractions 0..1. It knows neither how runs are driven nor how intervals
 * are made.
 */
import { z } from 'zod';
import { BACKENDS } from './backend';
import { MAX_SUBMITS_IN_FLIGHT, type RunningMode } from './gpu';
import type { Interval } from './interval';
import { POLICY_IDS } from './policy-ids';
import type { Baseline, Counters, Distribution, Provenance } from './run-file';
import { MAX_TENANTS, MAX_THREADS, type Scenario } from './scenario';

export const EXPERIMENT_KINDS = [
  'matrix',
  'scaling',
  'ramp',
  'backends',
  'placements',
  'policies',
  'variants',
  'sweep',
  'advice',
  'gpu-sharing',
] as const;
export type ExperimentKind = (typeof EXPERIMENT_KINDS)[number];

/** Cells of one experiment; each of them is measured in every round. */
export const MAX_CELLS = 100;
/** Tenants that ways of sharing a GPU are tried with: each of them is there twice. */
export const MAX_SHARING = 8;
const MAX_ROUNDS = 20;

const common = {
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1)
    .default(1)
    .describe('Of the order of the runs.'),
  rounds: z.int().min(1).max(MAX_ROUNDS).default(3).describe('How often each cell is measured.'),
  warmupMs: z.number().min(0).max(60_000).default(400).describe('Of each run, not measured.'),
  durationMs: z.number().min(200).max(600_000).default(1200).describe('Of each run, measured.'),
};
const copiesSchema = z.int().min(1).max(MAX_TENANTS);
const placementSchema = z
  .enum(['own', 'shared'])
  .default('own')
  .describe('Each copy on an executor of its own, or all on one.');
const tenantIdSchema = z.string().min(1).optional().describe('Which tenant; the first when absent.');
const placeSchema = z.strictObject({
  backend: z.enum(BACKENDS),
  threads: z.int().min(1).max(MAX_THREADS).default(1),
});
/** A backend with its threads. */
export type Place = z.infer<typeof placeSchema>;

/** What is asked for; `scenario` stands in files, and is the one in force where it is absent. */
export const experimentRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('matrix').describe('Who slows whom: each pair beside each alone.'),
    ...common,
  }),
  z.strictObject({
    kind: z.literal('scaling').describe('1…N copies of a tenant in a closed loop.'),
    ...common,
    tenantId: tenantIdSchema,
    most: copiesSchema.default(6),
    placement: placementSchema,
  }),
  z.strictObject({
    kind: z.literal('ramp').describe('How many tenants of a frame rate, until deadlines break.'),
    ...common,
    tenantId: tenantIdSchema,
    most: copiesSchema.default(6),
    placement: placementSchema,
    ratePerSecond: z.number().positive().max(1000).default(30),
    hitFraction: z.number().min(0.5).max(1).default(0.95).describe('Below it deadlines are called broken.'),
  }),
  z.strictObject({
    kind: z.literal('backends').describe('Each model alone on each backend.'),
    ...common,
    places: z.array(placeSchema).min(1).max(8).optional().describe('What this machine has, when absent.'),
  }),
  z.strictObject({
    kind: z
      .literal('placements')
      .describe('The same tenants: one executor, one each, mixed, threads parted.'),
    ...common,
  }),
  z.strictObject({
    kind: z.literal('policies').describe('The same scenario under each policy.'),
    ...common,
    policies: z
      .array(
        z.strictObject({
          policy: z.enum(POLICY_IDS),
          grain: z.enum(['inference', 'segment']).default('inference'),
        }),
      )
      .min(1)
      .max(28)
      .optional(),
  }),
  z.strictObject({
    kind: z.literal('variants').describe('Other models or inputs in one tenant’s place.'),
    ...common,
    tenantId: tenantIdSchema,
    modelIds: z.array(z.string().min(1)).min(1).max(16).optional(),
    inputs: z.array(z.string().min(1)).min(1).max(8).optional(),
  }),
  z.strictObject({
    kind: z.literal('sweep').describe('Any fields of the scenario, every combination of their values.'),
    ...common,
    axes: z
      .array(
        z.strictObject({
          path: z.string().min(1).max(200).describe('As in messages: `executors[0].policy`.'),
          values: z.array(z.json()).min(1).max(32),
        }),
      )
      .min(1)
      .max(4),
  }),
  z.strictObject({
    kind: z.literal('advice').describe('A better placement: predicted first, the best few measured.'),
    ...common,
    places: z.array(placeSchema).min(1).max(8).optional(),
    policies: z.array(z.enum(POLICY_IDS)).min(1).max(POLICY_IDS.length).optional(),
    variants: z
      .boolean()
      .default(false)
      .describe('Whether lighter models of the same task may take a place.'),
    verify: z.int().min(1).max(12).default(4).describe('How many of the predicted front are measured.'),
  }),
  z.strictObject({
    kind: z
      .literal('gpu-sharing')
      .describe(
        'The same tenants on WebGPU: eager, recorded, interleaved on one device; recorded, a device each.',
      ),
    ...common,
    tenants: z
      .int()
      .min(1)
      .max(MAX_SHARING)
      .optional()
      .describe('With 1, 2 … so many tenants, copied where there are fewer; all as they are when absent.'),
    submits: z
      .array(z.int().min(1).max(MAX_SUBMITS_IN_FLIGHT))
      .min(1)
      .max(MAX_SUBMITS_IN_FLIGHT)
      .optional()
      .describe('Submits in flight to interleave with, a set-up each; as the executor has it when absent.'),
  }),
]);
export type ExperimentRequest = z.infer<typeof experimentRequestSchema>;
export type RequestOf<K extends ExperimentKind> = Extract<ExperimentRequest, { kind: K }>;

/** One set-up that is measured. */
export interface PlannedCell {
  /** Unique within the plan; `control` is the cell that is measured first, in the middle and last. */
  readonly id: string;
  /** In words: "FaceMesh beside MoveNet". */
  readonly label: string;
  /** `alone`: one tenant by itself, the base of slowdowns. `pair`: two of them. `set`: all that are not paused. */
  readonly role: 'alone' | 'pair' | 'set';
  /** What distinguishes it, by name of the factor: `{ copies: 3 }`, `{ policy: "edf" }`. */
  readonly factors: Readonly<Record<string, string | number>>;
  /** Whose figures count, in order. */
  readonly tenantIds: readonly string[];
  readonly scenario: Scenario;
}

export interface PlannedRun {
  readonly cellId: string;
  /** 0-based. A control run has a number of its own: 0, 1, 2. */
  readonly round: number;
  /** One of the A runs of A/B/A: the same cell at the beginning, in the middle and at the end. */
  readonly control: boolean;
}

export interface ExperimentPlan {
  readonly kind: ExperimentKind;
  readonly title: string;
  readonly request: ExperimentRequest;
  readonly cells: readonly PlannedCell[];
  /** In the order in which they are measured, drawn from the seed. */
  readonly runs: readonly PlannedRun[];
  /** Warm-up, measurement and what loading is expected to take, ms. */
  readonly estimatedMs: number;
  /** What the person should know beforehand: what is left out and why. */
  readonly notes: readonly string[];
}

export type FlagKind =
  /** The machine changed: the A runs differ. */
  | 'drift'
  /** (max − min) / median over rounds is above 25 %. */
  | 'spread'
  | 'too-few'
  | 'tenant-failed'
  | 'tab-hidden'
  | 'slept'
  | 'other-tab'
  | 'software-adapter'
  /** A tenant ran on WebGPU otherwise than the set-up asks for. */
  | 'mode-missed';

/** What limits a figure, in words; it keeps the figure. */
export interface Flag {
  readonly kind: FlagKind;
  readonly words: string;
  readonly cellId: string | null;
  readonly tenantId: string | null;
}

export interface MeasuredTenant extends Counters {
  readonly id: string;
  readonly throughputPerSecond: number;
  readonly latencyMs: Distribution;
  readonly serviceTimeMs: Distribution;
  readonly deadlineHitFraction: number | null;
  /** Of each completion, in order of completion: when it completed, ms after the window opened, … */
  readonly completedAtMs: readonly number[];
  /** … and how long it took from its arrival and in service, ms. The first `MAX_SAMPLES` of them. */
  readonly latenciesMs: readonly number[];
  readonly servicesMs: readonly number[];
  /** Null or absent on other backends than WebGPU. */
  readonly gpu?: MeasuredGpu | null;
}
/** How a tenant ran on WebGPU when its run ended. */
export interface MeasuredGpu {
  readonly running: RunningMode;
  /** Why so, in a sentence. */
  readonly reason: string;
  /** How long the executor's thread was busy issuing each request of the run, waits apart. */
  readonly issueMs: Distribution;
}
export const MAX_SAMPLES = 5000;

/** One run of a plan. */
export interface Measurement extends PlannedRun {
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
  readonly tenants: readonly MeasuredTenant[];
  readonly utilisationFraction: Readonly<Record<string, number>>;
  /** Reserved bytes of all executors; null when none can tell. */
  readonly memoryBytes: number | null;
  readonly flags: readonly Flag[];
}

/** The answer of a `matrix`: row slowed by column; null on the diagonal and where nothing was measured. */
export interface ContentionMatrix {
  readonly tenants: readonly string[];
  readonly cells: readonly (readonly (MatrixCell | null)[])[];
  /** How slowdown is defined for each tenant (`SLOWDOWN_BASES`), in order. */
  readonly bases: readonly string[];
}
export interface MatrixCell {
  readonly slowdown: number;
  readonly low: number;
  readonly high: number;
  /** Completions beside the other one. */
  readonly n: number;
}

/** Of `scaling`. */
export interface ScalingPoint {
  readonly copies: number;
  /** Of all copies together. */
  readonly throughputPerSecond: number;
  readonly throughputLow: number;
  readonly throughputHigh: number;
  readonly p50Ms: number | null;
  /** Null until the early-stopping rule allows it. */
  readonly p95Ms: number | null;
  readonly n: number;
}
/** Where throughput stops growing: the change-point of two straight lines; null when it grows on, or too few points. */
export interface Knee {
  readonly copies: number;
  readonly low: number;
  readonly high: number;
}

/** Of `ramp`. */
export interface RampStep {
  readonly tenants: number;
  readonly deadlineHitFraction: number;
  readonly low: number;
  readonly high: number;
  readonly throughputPerSecond: number;
  readonly p95Ms: number | null;
  readonly n: number;
}

/** Of all kinds that compare set-ups. */
export interface ComparedCell {
  readonly cellId: string;
  readonly label: string;
  readonly factors: Readonly<Record<string, string | number>>;
  /** Of all tenants together. */
  readonly throughputPerSecond: Interval | null;
  readonly p95Ms: number | null;
  /** The worst of the tenants that have deadlines. */
  readonly worstDeadlineHitFraction: number | null;
  readonly stp: number | null;
  readonly antt: number | null;
  readonly jainFairness: number | null;
  readonly memoryBytes: number | null;
  readonly n: number;
  /** Ratio of its throughput to that of the first cell; null for the first and where one of them is missing. */
  readonly againstFirst: Interval | null;
  readonly tenants: readonly {
    readonly id: string;
    readonly throughputPerSecond: Interval | null;
    readonly latencyMs: Interval | null;
    readonly slowdown: number | null;
    readonly deadlineHitFraction: number | null;
  }[];
}

/** Ways to run the same tenants on a GPU. `separate`: recorded, on a device each. */
export const GPU_ARMS = ['eager', 'recorded', 'interleaved', 'separate'] as const;
export type GpuArmId = (typeof GPU_ARMS)[number];

/** Of `gpu-sharing`: one way, with so many tenants. */
export interface GpuArm {
  readonly cellId: string;
  readonly label: string;
  readonly arm: GpuArmId;
  readonly tenants: number;
  /** Submits in flight at most. */
  readonly submits: number;
  /** Of all tenants together. */
  readonly throughputPerSecond: Interval | null;
  readonly p95Ms: number | null;
  /** CPU time to issue an inference, ms: the mean of the tenants' means; null where it was not measured. */
  readonly issueMs: number | null;
  readonly n: number;
  /** Ratio of its throughput to that of `eager` with as many tenants; null for that one and while one of them is missing. */
  readonly againstEager: Interval | null;
  /** The same to `recorded` on one device; null for the two of them. */
  readonly againstRecorded: Interval | null;
  /** The tenant with the smallest ratio of its own throughput to that in `eager`, called as it is there. */
  readonly worst: { readonly tenantId: string; readonly againstEager: Interval } | null;
  /** Who did not run as the set-up asks, called as in `eager`. */
  readonly missed: readonly MissedMode[];
}
export interface MissedMode {
  readonly tenantId: string;
  /** Null: not on WebGPU. */
  readonly running: RunningMode | null;
  readonly reason: string;
}

/**
 * What the ways come to with so many tenants. `benefit`: the interval of the best way's ratio to `eager` lies above 1.
 * `none`: no way has that. `unknown`: too little was measured.
 */
export interface GpuVerdict {
  readonly tenants: number;
  readonly outcome: 'benefit' | 'none' | 'unknown';
  /** The way with the highest throughput of those that have a benefit, else `eager`; null when unknown. */
  readonly bestCellId: string | null;
  readonly words: string;
}
export interface GpuSharing {
  /** In the plan's order. */
  readonly arms: readonly GpuArm[];
  /** From few tenants to many. */
  readonly verdicts: readonly GpuVerdict[];
}

/** One placement that was thought of; all three figures of either side, or none. */
export interface AdvicePoint {
  readonly id: string;
  readonly label: string;
  readonly scenario: Scenario;
  readonly predicted: AdviceFigures;
  /** Null unless it was measured live. */
  readonly measured: AdviceFigures | null;
  /** Not dominated by another predicted one. */
  readonly onFront: boolean;
  /** The placement in force when the advice was asked for. */
  readonly present: boolean;
}
export interface AdviceFigures {
  readonly throughputPerSecond: number;
  /** 1 where nobody has a deadline. */
  readonly worstDeadlineHitFraction: number;
  readonly memoryBytes: number | null;
}

export interface Drift {
  /** Throughput of the last A run / of the first, all tenants of the cell. */
  readonly ratio: Interval | null;
  readonly flagged: boolean;
}

/** The answer, or as much of it as was measured. */
export interface ExperimentFile {
  /** The lowest whose readers can read it: `evidence/files/file-version.ts`. */
  readonly schemaVersion: 1 | 2;
  readonly type: 'experiment';
  readonly kind: ExperimentKind;
  readonly title: string;
  /** `partial`: it was cancelled or is under way; what it has was measured all the same. */
  readonly status: 'complete' | 'partial';
  /** Why it is partial, in a sentence; null when complete. */
  readonly why: string | null;
  readonly plan: ExperimentPlan;
  readonly provenance: Provenance;
  readonly measurements: readonly Measurement[];
  /** Solo baselines by tenant id that slowdowns rest on. */
  readonly baselines: Readonly<Record<string, Baseline>>;
  readonly drift: Drift | null;
  readonly flags: readonly Flag[];
  /** How intervals were made, in a sentence. */
  readonly method: string;
  readonly matrix?: ContentionMatrix;
  readonly points?: readonly ScalingPoint[];
  readonly knee?: Knee | null;
  readonly steps?: readonly RampStep[];
  /** Of `ramp`: tenants at which deadlines are still kept; null when even one breaks. */
  readonly holdsUpTo?: number | null;
  readonly compared?: readonly ComparedCell[];
  readonly advice?: readonly AdvicePoint[];
  readonly gpuSharing?: GpuSharing;
}

/** What an experiment under way tells, after each run and about once a second. */
export interface ExperimentProgress {
  readonly runsDone: number;
  readonly runsPlanned: number;
  /** What is measured now, in words. */
  readonly now: string;
  readonly remainingMs: number;
  /** As it stands; null until the first run ended and between runs. */
  readonly file: ExperimentFile | null;
}
