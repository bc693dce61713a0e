/** The `Runtime` on TensorFlow.js 4.22: one backend, started once, and the networks on it. */
import * as tf from '@tensorflow/tfjs';
import type { Backend } from '../domain/backend';
import type { MemoryReport, StartReport } from '../protocol/executor-contract';
import { type StartedBackend, startBackend } from './backends';
import type { Runtime } from './runtime';
import { loadTfjsModel } from './tfjs-model';

export function createTfjsRuntime(): Runtime {
  let started: StartedBackend | null = null;
  const backend = (): StartedBackend => {
    if (started === null) throw new Error('invariant broken: the backend is used before start');
    return started;
  };
  return {
    async start(name: Backend, threads, onDeviceLost): Promise<StartReport> {
      started = await startBackend(name, { threads, onDeviceLost });
      const { adapter, software } = started;
      return { adapter, software, threads: started.threads, tfjsVersion: tf.version.tfjs };
    },
    load: (model, artifacts) => loadTfjsModel(model, artifacts, backend()),
    loseDevice: () => backend().loseDevice(),
    memory(): MemoryReport {
      return { inUseBytes: tf.memory().numBytes, reservedBytes: backend().reservedBytes() };
    },
  };
}
