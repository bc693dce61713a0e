/**
 * What one eager inference takes of the device beside the weights, and what a recording adds. Both with the way of the outputs
 * to the CPU, both bytes as allocated.
 */
import { seamsOf } from '../../src/executor/gpu-recording/tfjs-seams';
import { RecordedNetwork } from '../../src/executor/recorded-model';
import type { LoadedModel, RecordedModel } from '../../src/executor/runtime';
import { infer, type Sample, type Stage } from './bench-models';

export interface OwnMemory {
  /** Peak of TensorFlow.js's buffers over one inference from an empty pool, weights apart. */
  readonly eagerPeakBytes: number;
  /** Buffers of a recording that has run once: inputs, intermediates, uniforms, constants, staging. */
  readonly recordingBytes: number;
}

/** Leaves the pool as one inference leaves it. */
export async function memoryOf(
  stage: Stage,
  network: LoadedModel,
  recording: RecordedModel,
  sample: Sample,
): Promise<OwnMemory> {
  const eagerPeakBytes = await eagerPeak(stage, network, sample);
  await infer(recording, sample);
  if (!(recording instanceof RecordedNetwork)) throw new Error('invariant broken: WebGPU records so');
  return { eagerPeakBytes, recordingBytes: recording.recording.ownBytes };
}

async function eagerPeak({ started, gpu }: Stage, network: LoadedModel, sample: Sample): Promise<number> {
  await started.settle(); // what is open is given back
  started.giveBackPool?.();
  const { bufferManager } = seamsOf(gpu.backend);
  const before = bufferManager.numBytesAllocated;
  let peak = before;
  const { acquireBuffer } = bufferManager;
  bufferManager.acquireBuffer = (...given) => {
    const buffer = acquireBuffer.apply(bufferManager, given);
    peak = Math.max(peak, bufferManager.numBytesAllocated);
    return buffer;
  };
  try {
    await infer(network, sample);
  } finally {
    Reflect.deleteProperty(bufferManager, 'acquireBuffer');
  }
  return peak - before;
}
