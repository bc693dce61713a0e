/** Backends, and what a machine offers of them. */
import type { DeviceGroup } from './policy-ids';

/** Where kernels run. `BACKENDS` is in order of preference when all are real hardware. */
export const BACKENDS = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;
export type Backend = (typeof BACKENDS)[number];

/** The device that executors on a backend share. */
export const deviceGroupOf = (backend: Backend): DeviceGroup =>
  backend === 'webgpu' || backend === 'webgl' ? 'gpu' : 'cpu';

/** One backend on this machine, as probed. */
export interface BackendCapability {
  readonly backend: Backend;
  readonly available: boolean;
  /** Adapter or renderer for GPU backends ("SwiftShader …"), feature set for the others ("SIMD"); null when unknown. */
  readonly adapter: string | null;
  /** True when a GPU backend runs on the CPU. Its timings say nothing about a GPU. */
  readonly software: boolean;
  /** Why it is not available, and what would make it so; null when it is. */
  readonly reason: string | null;
}

/** Gravest first: `problem` keeps something from working, `warning` changes what figures mean, `info` leaves something out. */
export const SEVERITIES = ['problem', 'warning', 'info'] as const;

/** One line of *Your machine*: a fact that limits what works here, or what is measured. */
export interface MachineFinding {
  readonly severity: (typeof SEVERITIES)[number];
  readonly fact: string;
  readonly affects: string;
  readonly cause: string;
  readonly fix: string;
}

/** ms from asking until the browser told that it was done, over `n` times. */
export interface CompletionTimes {
  readonly medianMs: number;
  readonly minimumMs: number;
  readonly n: number;
}

/**
 * How late this browser tells that the GPU has finished, where there was nothing to compute: each inference on WebGPU waits for
 * such a word at least once. Taken once before anything runs, on a device of its own.
 */
export interface CompletionFigures {
  /** `queue.onSubmittedWorkDone()` after an empty submission. */
  readonly drain: CompletionTimes;
  /** `mapAsync` of a buffer of 4 bytes that was just cleared. */
  readonly map: CompletionTimes;
}

/** What this browser on this machine offers; probed once at start. */
export interface Machine {
  readonly userAgent: string;
  /** As the browser tells it, which may be fewer or more than there are; 1 where it tells none. */
  readonly cores: number;
  readonly crossOriginIsolated: boolean;
  /** Smallest step of `performance.now()` observed, in ms. */
  readonly clockResolutionMs: number;
  /** Absent where no WebGPU adapter is real hardware, or where it did not answer. */
  readonly completion?: CompletionFigures;
  readonly backends: readonly BackendCapability[];
  /** What `auto` means here, and why, as one sentence. */
  readonly automaticBackend: Backend;
  readonly automaticReason: string;
  readonly findings: readonly MachineFinding[];
}

const SOFTWARE_NAMES = /swiftshader|llvmpipe|lavapipe|software|basic render/i;

/** True when a WebGL renderer string names a renderer that runs on the CPU. */
export const isSoftwareRenderer = (renderer: string): boolean => SOFTWARE_NAMES.test(renderer);

/** The fields of `GPUAdapterInfo` that tell what an adapter is. */
export interface AdapterInfo {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly isFallbackAdapter?: boolean;
}

/** "vendor architecture description", as far as the browser tells. */
export function describeAdapter(info: AdapterInfo): string {
  const words = [info.vendor, info.architecture, info.device, info.description].filter((word) => word !== '');
  return words.length === 0 ? 'an adapter that does not tell its name' : words.join(' ');
}

/** True when a WebGPU adapter runs on the CPU. */
export const isSoftwareAdapter = (info: AdapterInfo): boolean =>
  info.isFallbackAdapter === true || SOFTWARE_NAMES.test(describeAdapter(info));
