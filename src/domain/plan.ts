/**
 * How a model is cut into segments on an executor, and what that costs. All durations in ms, taken on the executor
 * while it served nobody else; other executors may have run (`quiet` says whether any did).
 */

/** Target time of a segment in ms, or a segment for each operation at which a cut holds. */
export type SegmentTarget = number | 'layer';

export interface SegmentPlan {
  readonly target: SegmentTarget;
  /** Median cost of each segment; one entry when the model stays whole. */
  readonly segmentsMs: readonly number[];
  /** Median cost of the compute part in one piece. */
  readonly wholeMs: number;
  /** Runs behind each of the medians. */
  readonly n: number;
  /** Cuts whose outputs were compared bit for bit with those of the whole, and how many of them held. */
  readonly cutsTried: number;
  readonly cutsKept: number;
  /** Why it stays whole, or is coarser than asked for, in a sentence; null when it is as asked. */
  readonly reason: string | null;
  /** Share of throughput that cutting costs: 1 − wholeMs / Σ segmentsMs of interleaved runs; below 0 is noise. */
  readonly lossFraction: number;
  /** GPU backends: what the fence at the end of a segment costs; null elsewhere. */
  readonly fenceMs: number | null;
}

/** A tenant's parts alone on its executor: what the simulator is given. Medians in ms unless said. */
export interface ServiceProfile {
  readonly n: number;
  /** From taking a request up until its input stands on the backend. */
  readonly prepareMs: number;
  /** Compute in one piece. */
  readonly computeMs: number;
  /** Each compute time measured, in order: their spread is drawn from in the simulator. */
  readonly samplesMs: readonly number[];
  /** Read-back and decode. */
  readonly afterMs: number;
  /** Null while the model is not cut. */
  readonly plan: SegmentPlan | null;
}
