/**
 * The private parts of TensorFlow.js 4.22's WebGPU backend that capturing takes hold of, and a check that they are there. The
 * version is pinned; when one of them moves, capturing fails loudly instead of recording nonsense.
 */
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** What `WebGPUBackend` wants of its buffer manager. */
export interface BufferSource {
  numBytesUsed: number;
  numBytesAllocated: number;
  acquireBuffer(size: number, usage: number, mappedAtCreation?: boolean, reuse?: boolean): GPUBuffer;
  releaseBuffer(buffer: GPUBuffer, reuse?: boolean): void;
}

interface TensorEntry {
  readonly values: ArrayLike<number> | null;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly resource?: GPUBuffer | GPUTexture | GPUExternalTexture | null;
}

interface Program {
  readonly shaderKey?: string;
}

export interface Seams {
  device: GPUDevice;
  queue: GPUQueue;
  bufferManager: BufferSource;
  textureManager: object;
  readonly tensorMap: { get(dataId: object): TensorEntry | undefined };
  readonly pipelineCache: Record<string, GPUComputePipeline | Promise<GPUComputePipeline>>;
  commandEncoder: GPUCommandEncoder | null;
  computePassEncoder: GPUComputePassEncoder | null;
  ensureCommandEncoderReady(): void;
  endComputePassEncoder(): void;
  submitQueue(): void;
  readSync(dataId: object): unknown;
  read(dataId: object): Promise<unknown>;
  getBufferData(buffer: GPUBuffer): Promise<ArrayBuffer>;
  runWebGPUProgram(program: Program, ...rest: readonly unknown[]): unknown;
}

const METHODS = [
  'ensureCommandEncoderReady',
  'endComputePassEncoder',
  'submitQueue',
  'readSync',
  'read',
  'getBufferData',
  'runWebGPUProgram',
  'uploadToGPU',
  'makeUniforms',
  'recordAndSubmit',
  'tensorToBinding',
] as const;
const FIELDS = ['device', 'queue', 'bufferManager', 'textureManager', 'tensorMap', 'pipelineCache'] as const;
const NULLABLE_FIELDS = ['commandEncoder', 'computePassEncoder'] as const;
const BUFFER_METHODS = ['acquireBuffer', 'releaseBuffer'] as const;

/** @throws Error that names each part that is not where it was. */
export function seamsOf(backend: WebGPUBackend): Seams {
  const parts = backend as unknown as Record<string, unknown>; // private in its types
  const missing = [
    ...METHODS.filter((name) => typeof parts[name] !== 'function'),
    ...FIELDS.filter((name) => typeof parts[name] !== 'object' || parts[name] === null),
    ...NULLABLE_FIELDS.filter((name) => !(name in parts)),
    ...BUFFER_METHODS.filter(
      (name) => typeof (parts.bufferManager as Record<string, unknown> | null)?.[name] !== 'function',
    ).map((name) => `bufferManager.${name}`),
  ];
  if (missing.length > 0)
    throw new Error(
      `TensorFlow.js's WebGPU backend has changed: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not where 4.22.0 has them. Recording needs a look at the new version.`,
    );
  return parts as unknown as Seams; // just looked at
}
