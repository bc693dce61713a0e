/** The `Runtime` on TensorFlow.js 4.22: one backend, started once, and the networks on it. */
import * as tf from '@tensorflow/tfjs';
import type { Backend } from '../domain/backend';
import type { MemoryReport, StartReport } from '../protocol/executor-contract';
import { type StartedBackend, startBackend } from './backends';
import { assertBuffersFit, assertWithinBudget } from './device-room';
import { besideNobody } from './load-steps';
import type { LoadedModel, Runtime } from './runtime';
import { loadTfjsModel } from './tfjs-model';
import { WeightStore } from './weight-store';

export function createTfjsRuntime(): Runtime {
  let started: StartedBackend | null = null;
  const weights = new WeightStore();
  const backend = (): StartedBackend => {
    if (started === null) throw new Error('invariant broken: the backend is used before start');
    return started;
  };
  const inUseBytes = () => {
    const recordings = [...(started?.gpu?.recordings ?? [])];
    const recordedBytes = recordings.reduce((sum, { ownBytes }) => sum + ownBytes, 0);
    return tf.memory().numBytes - weights.sharedBytes + recordedBytes;
  };
  /** What is kept for later only is given back before anybody is refused for it. */
  const heldBytes = (inUse: number, roomFor: number): number => {
    const { reservedBytes, giveBackPool } = backend();
    if ((reservedBytes() ?? inUse) > roomFor) giveBackPool?.();
    return reservedBytes() ?? inUse;
  };
  return {
    async start(name: Backend, threads, onDeviceLost): Promise<StartReport> {
      started = await startBackend(name, { threads, onDeviceLost });
      const { adapter, software } = started;
      return { adapter, software, threads: started.threads, tfjsVersion: tf.version.tfjs };
    },
    setGpuTerms({ submitsInFlight, timing }) {
      const { gpu } = backend();
      if (gpu === undefined) return;
      gpu.submits.depth = submitsInFlight;
      gpu.timing = timing;
    },
    async load(model, artifacts, budgetBytes, beside = besideNobody): Promise<LoadedModel> {
      const { bufferLimits } = backend();
      if (bufferLimits !== undefined) assertBuffersFit(model, artifacts.weightSpecs, bufferLimits);
      const before = await beside(inUseBytes); // no request holds tensors then
      const loaded = await loadTfjsModel(model, artifacts, backend(), weights, beside);
      const addedBytes = Math.max(0, (await beside(inUseBytes)) - before); // on the CPU still: the first inference puts it on the GPU
      try {
        if (budgetBytes !== undefined)
          assertWithinBudget(model, {
            heldBytes: heldBytes(before, budgetBytes - addedBytes),
            addedBytes,
            budgetBytes,
          });
      } catch (thrown) {
        loaded.dispose();
        throw thrown;
      }
      return loaded;
    },
    loseDevice: () => backend().loseDevice(),
    memory(): MemoryReport {
      const { sharedBytes } = weights;
      return {
        inUseBytes: inUseBytes(),
        reservedBytes: backend().reservedBytes(),
        ...(sharedBytes > 0 && { sharedBytes }),
      };
    },
  };
}
