/** The plain JavaScript backend: always there, one thread, slow; the reference for the others. */
import * as tf from '@tensorflow/tfjs';
import type { StartedBackend } from './backends';
import { noDeviceToLose } from './device-lost';

export async function startCpu(): Promise<StartedBackend> {
  await tf.setBackend('cpu');
  await tf.ready();
  return {
    adapter: null,
    software: false,
    threads: 1,
    settle: () => Promise.resolve(),
    assertAlive: () => {},
    loseDevice: () => noDeviceToLose('cpu'),
    reservedBytes: () => null,
  };
}
