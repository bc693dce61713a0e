/** What a recording consists of, in order. */

interface Dispatch {
  readonly kind: 'dispatch';
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly workgroups: readonly [number, number, number];
  /** The operation of TensorFlow.js: `FusedConv2D`. */
  readonly kernel: string;
  /** The class of its program: `Conv2DMMProgram`. */
  readonly program: string;
}

interface Copy {
  readonly kind: 'copy';
  readonly source: GPUBuffer;
  readonly sourceOffset: number;
  readonly target: GPUBuffer;
  readonly targetOffset: number;
  readonly bytes: number;
}

export type Command = Dispatch | Copy;
