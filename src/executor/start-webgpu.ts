/** The WebGPU backend on a device of our own: we see its loss, choose its limits, and may share it later. */
import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { describeAdapter, isSoftwareAdapter } from '../domain/backend';
import { EngineError } from '../domain/errors';
import type { BackendOptions, StartedBackend } from './backends';
import { deviceLost } from './device-lost';

/** Limits that TensorFlow.js's kernels grow into; asked for at the adapter's maximum. */
const WANTED_LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

export async function startWebgpu({ onDeviceLost }: BackendOptions): Promise<StartedBackend> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) {
    throw new EngineError('backend-unavailable', 'This browser offers no WebGPU adapter to workers.');
  }
  const device = await adapter.requestDevice({
    requiredFeatures: adapter.features.has('timestamp-query') ? ['timestamp-query'] : [],
    requiredLimits: Object.fromEntries(WANTED_LIMITS.map((name) => [name, adapter.limits[name]])),
  });
  let lost: string | null = null;
  void device.lost.then((info) => {
    lost = info.message || `the WebGPU device was lost (${info.reason})`;
    onDeviceLost(lost);
  });
  // A command that the device refuses leaves its outputs as they were: zeros would pass for results.
  let refused: string | null = null;
  device.addEventListener('uncapturederror', ({ error }) => {
    refused ??= error.message;
  });
  const backend = new WebGPUBackend(device, adapter.info);
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => backend);
  await tf.setBackend('webgpu');
  await tf.ready();
  return {
    adapter: describeAdapter(adapter.info),
    software: isSoftwareAdapter(adapter.info),
    threads: 1,
    settle: async () => {
      // TF.js batches submits, and its last pass may still be open: what is not submitted never completes.
      backend.ensureCommandEncoderReady();
      backend.endComputePassEncoder();
      backend.submitQueue();
      await device.queue.onSubmittedWorkDone();
      if (refused !== null)
        throw new EngineError('inference-failed', `The WebGPU device refused: ${refused}`);
    },
    assertAlive: () => {
      if (lost !== null) throw deviceLost(lost);
    },
    loseDevice: () => device.destroy(),
    reservedBytes: () => {
      const memory = tf.memory() as { numBytesAllocatedInGPU?: number }; // the WebGPU backend adds this field
      return memory.numBytesAllocatedInGPU ?? null;
    },
  };
}
