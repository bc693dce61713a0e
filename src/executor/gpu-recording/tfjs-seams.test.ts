import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { version } from '@tensorflow/tfjs-backend-webgpu/package.json';
import { describe, expect, it } from 'vitest';
import { seamsOf } from './tfjs-seams';

/** What a backend has besides its prototype. */
const FIELDS = {
  device: {},
  queue: {},
  bufferManager: { acquireBuffer() {}, releaseBuffer() {} },
  textureManager: {},
  tensorMap: {},
  pipelineCache: {},
  commandEncoder: null,
  computePassEncoder: null,
};

const backendWith = (fields: object): WebGPUBackend =>
  Object.assign(Object.create(WebGPUBackend.prototype), fields) as WebGPUBackend; // no device here to make a real one

describe('the private parts of the WebGPU backend', () => {
  it('belong to the version that was looked at', () => {
    expect(version).toBe('4.22.0');
  });

  it('are all where capturing takes hold of them', () => {
    expect(seamsOf(backendWith(FIELDS))).toHaveProperty('submitQueue');
  });

  it('are named when they have moved', () => {
    const { queue: _, ...less } = FIELDS;
    const moved = backendWith({ ...less, bufferManager: { acquireBuffer() {} }, makeUniforms: undefined });
    expect(() => seamsOf(moved)).toThrow(
      /makeUniforms, queue, bufferManager\.releaseBuffer are not where 4\.22\.0/,
    );
  });
});
