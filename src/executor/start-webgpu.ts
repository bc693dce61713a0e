/** The WebGPU backend on a device of our own: we see its loss, choose its limits, and may share it later. */
import * as tf from '@tensorflow/tfjs';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { describeAdapter, isSoftwareAdapter } from '../domain/backend';
import { EngineError } from '../domain/errors';
import type { BackendOptions, StartedBackend } from './backends';
import { DeviceErrors } from './device-errors';
import { deviceLost } from './device-lost';
import type { GpuAccess } from './gpu-access';
import { SubmitWindow } from './gpu-recording/submit-window';
import { type Pooling, RefusedResources } from './refused-resources';

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
    lost = info.message.replace(/\.$/, '') || `the WebGPU device was lost (${info.reason})`;
    onDeviceLost(lost);
  });
  const errors = new DeviceErrors(device);
  const backend = new WebGPUBackend(device, adapter.info);
  tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => backend);
  await tf.setBackend('webgpu');
  await tf.ready();
  const refused = async () => {
    const refusal = await errors.take();
    if (refusal !== null) resources.forget(refusal);
    return refusal;
  };
  const resources = new RefusedResources(backend as unknown as Pooling); // private in its types; 4.22 is pinned
  const gpu: GpuAccess = {
    device,
    backend,
    submits: new SubmitWindow(),
    recordings: new Set(),
    timing: false,
    refused,
  };
  return {
    gpu,
    adapter: describeAdapter(adapter.info),
    software: isSoftwareAdapter(adapter.info),
    threads: 1,
    settle: async () => {
      // TF.js batches submits, and its last pass may still be open: what is not submitted never completes.
      backend.ensureCommandEncoderReady();
      backend.endComputePassEncoder();
      backend.submitQueue();
      // A command that the device refuses leaves its outputs as they were: zeros would pass for results.
      const [refusal] = await Promise.all([refused(), device.queue.onSubmittedWorkDone()]);
      if (refusal !== null) throw refusal;
    },
    assertAlive: () => {
      if (lost !== null) throw deviceLost(lost);
    },
    loseDevice: () => device.destroy(),
    bufferLimits: device.limits,
    giveBackPool: () => resources.giveBackPool(),
    reservedBytes: () => {
      const memory = tf.memory() as { numBytesAllocatedInGPU?: number }; // the WebGPU backend adds this field
      const recorded = [...gpu.recordings].reduce((sum, { ownBytes }) => sum + ownBytes, 0);
      return memory.numBytesAllocatedInGPU === undefined ? null : memory.numBytesAllocatedInGPU + recorded;
    },
  };
}
