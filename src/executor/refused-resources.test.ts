import { BufferManager } from '@tensorflow/tfjs-backend-webgpu/dist/buffer_manager';
import { beforeEach, describe, expect, it } from 'vitest';
import { DeviceRefusal } from './device-refusal';
import { type Pooling, RefusedResources } from './refused-resources';

const STORAGE = 128;

interface FakeBuffer {
  readonly size: number;
  readonly usage: number;
  destroyed: boolean;
}

/** The library's own pool, on a device whose buffers tell when they are destroyed. */
function createBackend() {
  const made: FakeBuffer[] = [];
  const device = {
    createBuffer: ({ size, usage }: GPUBufferDescriptor) => {
      const buffer = {
        size,
        usage,
        destroyed: false,
        destroy: () => Object.assign(buffer, { destroyed: true }),
      };
      made.push(buffer);
      return buffer;
    },
  };
  const manager = new BufferManager(device as unknown as GPUDevice); // as far as it is used
  const pipelineCache: Record<string, { label: string }> = {
    conv: { label: 'Conv2DMMProgram' },
    add: { label: 'BinaryOpProgram' },
  };
  const backend = { bufferManager: manager, pipelineCache } as unknown as Pooling; // private in the library's types
  return { made, manager, pipelineCache, resources: new RefusedResources(backend) };
}

describe('what a device refused to make', () => {
  let staged: ReturnType<typeof createBackend>;
  const refusal = (kind: 'out-of-memory' | 'validation', said: string) => new DeviceRefusal(kind, said);
  beforeEach(() => {
    staged = createBackend();
  });

  it('is not given to the next, whether it was free or in use by then', () => {
    const { manager, resources, made } = staged;
    const [free, used] = [manager.acquireBuffer(64, STORAGE), manager.acquireBuffer(64, STORAGE)];
    manager.releaseBuffer(free);
    resources.forget(refusal('out-of-memory', 'no'));
    manager.releaseBuffer(used);
    expect(made.map(({ destroyed }) => destroyed)).toEqual([true, true]);
    expect([free, used]).not.toContain(manager.acquireBuffer(64, STORAGE));
    expect([manager.numBytesUsed, manager.numBytesAllocated]).toEqual([64, 64]);
  });

  it('is forgotten once: buffers made afterwards are kept again', () => {
    const { manager, resources } = staged;
    resources.forget(refusal('validation', 'no'));
    const buffer = manager.acquireBuffer(64, STORAGE);
    manager.releaseBuffer(buffer);
    expect(manager.acquireBuffer(64, STORAGE)).toBe(buffer);
  });

  it('is compiled anew when it was a kernel; the others stay', () => {
    const { resources, pipelineCache } = staged;
    resources.forget(refusal('validation', '[Invalid ComputePipeline "Conv2DMMProgram"] is invalid'));
    expect(Object.keys(pipelineCache)).toEqual(['add']);
  });

  it('leaves every kernel where memory was wanting, or where none is named', () => {
    const { resources, pipelineCache } = staged;
    resources.forget(refusal('out-of-memory', '[ComputePipeline "Conv2DMMProgram"]'));
    resources.forget(refusal('validation', '[Invalid Buffer] is invalid'));
    expect(Object.keys(pipelineCache)).toHaveLength(2);
  });
});
