/**
 * TensorFlow.js 4.22 keeps buffers and pipelines on WebGPU for whoever comes next, also those that the device refused to make.
 * After a refusal they are taken out of its hands, so that one tenant's failure is not the next one's.
 */
import type { DeviceRefusal } from './device-refusal';

/** Private in the library's types. */
interface BufferPool {
  numFreeBuffers: number;
  numBytesAllocated: number;
  readonly freeBuffers: Map<string, GPUBuffer[]>;
  readonly usedBuffers: Map<string, GPUBuffer[]>;
  releaseBuffer(buffer: GPUBuffer, reuse?: boolean): void;
}

export interface Pooling {
  readonly bufferManager: BufferPool;
  readonly pipelineCache: Record<string, GPUComputePipeline | Promise<GPUComputePipeline>>;
}

export class RefusedResources {
  /** In use when something was refused: freed, not kept, when they are given back. */
  readonly #retired = new WeakSet<GPUBuffer>();

  constructor(private readonly backend: Pooling) {
    const { bufferManager } = backend;
    const release = bufferManager.releaseBuffer.bind(bufferManager);
    bufferManager.releaseBuffer = (buffer, reuse = true) =>
      release(buffer, reuse && !this.#retired.has(buffer));
  }

  /** Call when a refusal is known, before anything of it is freed. */
  forget({ kind, kernel }: DeviceRefusal): void {
    const { bufferManager, pipelineCache } = this.backend;
    for (const buffers of bufferManager.usedBuffers.values())
      for (const buffer of buffers) this.#retired.add(buffer);
    this.giveBackPool();
    if (kind === 'out-of-memory') return;
    for (const [key, pipeline] of Object.entries(pipelineCache))
      if ('label' in pipeline && pipeline.label === kernel) delete pipelineCache[key];
  }

  /** Returns to the system what is kept for later only. */
  giveBackPool(): void {
    const { bufferManager } = this.backend;
    for (const buffers of bufferManager.freeBuffers.values()) {
      for (const buffer of buffers.splice(0)) {
        // the lists stay: the library expects one for each size it has seen
        bufferManager.numFreeBuffers -= 1;
        bufferManager.numBytesAllocated -= buffer.size;
        buffer.destroy();
      }
    }
  }
}
