/**
 * How a tenant runs on WebGPU, and what its recording is made of. Words and facts alone: capturing and replaying is the
 * executor's (`executor/gpu-recording/`).
 */

/**
 * `eager`: TensorFlow.js builds every inference anew. `recorded`: its dispatches are captured once and replayed in one submit.
 * `segmented`: replayed in segments, between which the executor's policy chooses. `auto`: the last that can be had.
 */
export const GPU_MODES = ['auto', 'eager', 'recorded', 'segmented'] as const;
export type GpuMode = (typeof GPU_MODES)[number];
export type RunningMode = Exclude<GpuMode, 'auto'>;

/** What a tenant asks for where there may be modes; null on a backend that has none. */
export const modeAskedOn = (backend: string | undefined, mode: GpuMode = 'auto'): GpuMode | null =>
  backend === 'webgpu' || backend === 'auto' ? mode : null;

/** Submits of segments that may be under way on a device at once. */
export const MAX_SUBMITS_IN_FLIGHT = 4;

/** What a recording consists of. Bytes as allocated. */
export interface RecordingFacts {
  readonly dispatches: number;
  /** Copies from buffer to buffer among them. */
  readonly copies: number;
  /** Different compute pipelines. */
  readonly pipelines: number;
  /** Weights that it reads; they are the model's, shared with eager runs. */
  readonly weightBytes: number;
  /** Its inputs and what lies between its dispatches. */
  readonly intermediateBytes: number;
  /** What intermediates would take if none took the place of another. */
  readonly unaliasedBytes: number;
  readonly uniformBytes: number;
  /** Constants that were computed while it was captured. */
  readonly constantBytes: number;
  readonly captureMs: number;
  readonly verifyMs: number;
}

/** How a tenant runs now, and why. */
export interface ModeReport {
  readonly asked: GpuMode;
  readonly running: RunningMode;
  /** A sentence. */
  readonly reason: string;
  /** Null while nobody has tried. */
  readonly recordable: boolean | null;
  /** Of its recording; null when there is none. */
  readonly facts: RecordingFacts | null;
}

/** One kind of kernel of a model. */
export interface KernelRow {
  /** The operation of TensorFlow.js: `FusedConv2D`. */
  readonly kernel: string;
  /** The program that it ran: `Conv2DMMProgram`. */
  readonly program: string;
  readonly dispatches: number;
  /** Σ of its dispatches in one inference, ms: mean over the runs; null when nothing valid was measured. */
  readonly gpuMs: number | null;
}

/** GPU time of one model by kernel, each dispatch in a pass of its own: slower than a real inference. */
export interface KernelProfile {
  /** Inferences measured. */
  readonly runs: number;
  readonly rows: readonly KernelRow[];
  /** Dispatches whose two timestamps were equal, zero or out of order, among all. */
  readonly invalid: number;
  readonly measured: number;
  /** Smallest step between timestamps that was seen, ms; null when none was. */
  readonly stepMs: number | null;
  /** Why there are no times; null when there are. */
  readonly reason: string | null;
}
