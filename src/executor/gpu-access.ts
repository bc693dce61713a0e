/** The WebGPU device of an executor, as far as recordings need it. */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { SubmitWindow } from './gpu-recording/submit-window';

export interface GpuAccess {
  readonly device: GPUDevice;
  readonly backend: WebGPUBackend;
  /** Bounds the submits of all recordings of the device together. */
  readonly submits: SubmitWindow;
  /** Those that live, and what brings pictures into them, for what they hold of the device. */
  readonly recordings: Set<{ readonly ownBytes: number }>;
  /** Whether recordings are timed on the GPU. */
  timing: boolean;
  /** What the device refused of what was issued in this turn; null when it took all. Never rejects. */
  refused(): Promise<Error | null>;
}
