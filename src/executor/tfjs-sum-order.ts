/**
 * On WebGPU, TensorFlow.js 4.22 splits long sums of a matrix product among workgroups that add to the result as they end
 * (`MatMulSplitKProgram`): two runs on the same numbers can differ in the last bits. It can be kept from that.
 */
import * as tf from '@tensorflow/tfjs';

/** Products of at most so many tiles are split; below a half, none is. */
const TILES = 'WEBGPU_THRESHOLD_TO_INCREASE_WORKGROUPS_FOR_MATMUL';
const NONE = 0.4;
/** The library chooses by the adapter. */
const AS_IT_LIKES = -1;

/** Null where sums always come out in one order. */
export const sumOrderSwitch = (): ((fixed: boolean) => void) | null =>
  tf.getBackend() === 'webgpu' ? (fixed) => tf.env().set(TILES, fixed ? NONE : AS_IT_LIKES) : null;
