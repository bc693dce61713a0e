/** A tiny network for each family of kernels that the zoo's models use: input float32 [1, 16, 16, 8], weights seeded. */
import * as tf from '@tensorflow/tfjs';

export const FAMILY_INPUT = { shape: [1, 16, 16, 8], dtype: 'float32' } as const;

export interface Family {
  readonly name: string;
  readonly run: (x: tf.Tensor4D) => tf.Tensor | tf.Tensor[];
}

/** Kept for the life of the worker: what a model's weights are. */
const weight = <T extends tf.Tensor>(shape: readonly number[], seed: number): T =>
  tf.keep(tf.randomUniform([...shape], -0.5, 0.5, 'float32', seed)) as T; // of that rank

export function kernelFamilies(): readonly Family[] {
  const filter = weight<tf.Tensor4D>([3, 3, 8, 16], 1);
  const pointwise = weight<tf.Tensor4D>([1, 1, 8, 12], 2);
  const depthwise = weight<tf.Tensor4D>([3, 3, 8, 1], 3);
  const transposed = weight<tf.Tensor4D>([2, 2, 4, 8], 4);
  const dense = weight<tf.Tensor2D>([2048, 24], 5);
  const square = weight<tf.Tensor2D>([64, 64], 6);
  const bias = weight<tf.Tensor1D>([16], 7);
  const alpha = weight<tf.Tensor4D>([1, 1, 1, 8], 8);
  const channel = weight<tf.Tensor1D>([8], 9);
  const positive = tf.keep(tf.tidy(() => channel.abs().add(0.1)));
  return [
    { name: 'convolution', run: (x) => tf.conv2d(x, filter, 1, 'same') },
    { name: 'convolution with stride', run: (x) => tf.conv2d(x, filter, 2, 'same') },
    { name: 'pointwise convolution', run: (x) => tf.conv2d(x, pointwise, 1, 'same') },
    {
      name: 'fused convolution',
      run: (x) => tf.fused.conv2d({ x, filter, strides: 1, pad: 'same', bias, activation: 'relu6' }),
    },
    { name: 'depthwise convolution', run: (x) => tf.depthwiseConv2d(x, depthwise, 1, 'same') },
    {
      name: 'fused depthwise convolution',
      run: (x) =>
        tf.fused.depthwiseConv2d({
          x,
          filter: depthwise,
          strides: 2,
          pad: 'same',
          bias: channel,
          activation: 'relu',
        }),
    },
    {
      name: 'transposed convolution',
      run: (x) => tf.conv2dTranspose(x, transposed, [1, 32, 32, 4], 2, 'same'),
    },
    { name: 'matrix product', run: (x) => tf.matMul(x.reshape([32, 64]), square) },
    { name: 'matrix product of few rows', run: (x) => tf.matMul(x.reshape([1, 2048]), dense) },
    { name: 'maximum pooling', run: (x) => tf.maxPool(x, 2, 2, 'same') },
    { name: 'average pooling', run: (x) => tf.avgPool(x, 3, 2, 'same') },
    { name: 'global pooling', run: (x) => tf.mean(x, [1, 2], true) },
    { name: 'bilinear resizing', run: (x) => tf.image.resizeBilinear(x, [24, 20], false, true) },
    { name: 'nearest resizing', run: (x) => tf.image.resizeNearestNeighbor(x, [32, 32]) },
    {
      name: 'padding',
      run: (x) =>
        tf.pad(x, [
          [0, 0],
          [1, 2],
          [2, 1],
          [0, 0],
        ]),
    },
    {
      name: 'mirror padding',
      run: (x) =>
        tf.mirrorPad(
          x,
          [
            [0, 0],
            [1, 1],
            [1, 1],
            [0, 0],
          ],
          'reflect',
        ),
    },
    { name: 'concatenation', run: (x) => tf.concat([x, tf.relu(x), x], 3) },
    { name: 'slicing', run: (x) => tf.slice(x, [0, 2, 3, 1], [1, 8, 8, 4]) },
    { name: 'strided slicing', run: (x) => tf.stridedSlice(x, [0, 0, 0, 0], [1, 16, 16, 8], [1, 2, 2, 1]) },
    { name: 'splitting', run: (x) => tf.split(x, 2, 3) },
    { name: 'transposing', run: (x) => tf.transpose(x, [0, 3, 1, 2]) },
    { name: 'reshaping', run: (x) => tf.reshape(x, [16, 128]) },
    { name: 'gathering', run: (x) => tf.gather(x, tf.tensor1d([3, 0, 7], 'int32'), 3) },
    {
      name: 'batch normalisation',
      run: (x) => tf.batchNorm4d(x, channel, positive as tf.Tensor1D, channel, channel),
    },
    { name: 'prelu', run: (x) => tf.prelu(x, alpha) },
    { name: 'leaky relu', run: (x) => tf.leakyRelu(x, 0.1) },
    { name: 'hard swish', run: (x) => x.mul(tf.relu6(x.add(3))).div(6) },
    { name: 'sigmoid and tanh', run: (x) => [tf.sigmoid(x), tf.tanh(x)] },
    { name: 'softmax', run: (x) => tf.softmax(x) },
    { name: 'sums', run: (x) => [tf.sum(x, 3), tf.max(x, 1), tf.min(x, 2), tf.prod(x, 3)] },
    { name: 'arguments of extremes', run: (x) => [tf.argMax(x, 3), tf.argMin(x, 1)] },
    { name: 'comparing and choosing', run: (x) => tf.where(tf.greater(x, 0.2), x, tf.zerosLike(x)) },
    { name: 'casting', run: (x) => [tf.cast(x, 'int32'), tf.cast(tf.greater(x, 0), 'float32')] },
    { name: 'clipping', run: (x) => tf.clipByValue(x, -0.2, 0.3) },
    { name: 'powers and roots', run: (x) => [tf.square(x), tf.sqrt(tf.abs(x)), tf.rsqrt(tf.abs(x).add(1))] },
    { name: 'exponentials', run: (x) => [tf.exp(x), tf.log(tf.abs(x).add(1)), tf.floor(x)] },
    { name: 'adding many', run: (x) => tf.addN([x, x, tf.relu(x)]) },
    { name: 'depth to space', run: (x) => tf.depthToSpace(x, 2) },
    {
      name: 'space to batch',
      run: (x) =>
        tf.spaceToBatchND(
          x,
          [2, 2],
          [
            [0, 0],
            [0, 0],
          ],
        ),
    },
    { name: 'tiling', run: (x) => tf.tile(x, [1, 1, 2, 1]) },
    { name: 'packing', run: (x) => tf.stack([x, tf.neg(x)], 1) },
    { name: 'reversing', run: (x) => tf.reverse(x, [2]) },
    {
      name: 'the k largest',
      run: (x) => {
        const { values, indices } = tf.topk(x, 3);
        return [values, indices];
      },
    },
    { name: 'running sums', run: (x) => tf.cumsum(x, 3) },
    { name: 'a residual block', run: (x) => tf.relu(tf.add(tf.depthwiseConv2d(x, depthwise, 1, 'same'), x)) },
  ];
}
