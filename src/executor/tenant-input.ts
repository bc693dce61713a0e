/**
 * Makes a tenant's input, request by request: from the newest that the scene shows or sounds, or from seeded random
 * numbers. Crops have been made on the way; here pixels and samples become numbers. It knows no task.
 */
import { assert } from '../base/assert';
import { createPrng } from '../base/prng';
import type { ImageInput, Model } from '../domain/model';
import type { Box } from '../domain/result';
import type { FrameDown, PictureDown } from '../protocol/frame-channel';
import type { FrameInbox } from './frame-inbox';
import type { TensorData } from './runtime';
import type { Task, TaskSource } from './tasks/task';

/** What was taken from the scene, as far as its result needs it to be placed. */
export interface Taken {
  readonly frameNumber: number;
  readonly regions: readonly Box[];
  readonly regionFound: boolean;
  readonly source: TaskSource;
}

interface PreparedInput {
  readonly data: TensorData;
  /** Null for random numbers: they show nothing. */
  readonly taken: Taken | null;
}

export interface TenantInput {
  next(): Promise<PreparedInput>;
}

const WHOLE: Box = { x: 0, y: 0, width: 1, height: 1 };

/**
 * One array per tenant, kept: an executor serves one request at a time, so the inference before has read it. What was
 * prepared already is not prepared again: a closed loop faster than the camera sees the same frame several times.
 */
export function createSceneInput(tenantId: string, model: Model, task: Task, inbox: FrameInbox): TenantInput {
  const read = createReader(model);
  let prepared: { readonly frame: FrameDown; readonly data: TensorData; readonly taken: Taken } | null = null;
  return {
    async next() {
      const frame = await inbox.newest(tenantId);
      if (prepared?.frame === frame) return prepared;
      const taken = read(frame);
      const data = task.preprocess(taken.source, model, prepared?.data);
      prepared = { frame, data, taken };
      return prepared;
    },
  };
}

function createReader({ name, input }: Model): (frame: FrameDown) => Taken {
  if (input.kind === 'audio') {
    return (frame) => {
      assert(frame.kind === 'sound', `a picture came for ${name}, which listens`);
      const { frameNumber, samples, startSeconds } = frame;
      const source = { kind: 'sound', samples, startSeconds } as const;
      return { frameNumber, regions: [WHOLE], regionFound: true, source };
    };
  }
  const readPixels = createPixelReader(input);
  return (frame) => {
    assert(frame.kind === 'frame', `sound came for ${name}, which looks at pictures`);
    const { frameNumber, regions, regionFound } = frame;
    return { frameNumber, regions, regionFound, source: { kind: 'pixels', pixels: readPixels(frame) } };
  };
}

/** Reads bitmaps through one canvas, kept; the items of a batch stand one above the other. */
function createPixelReader({ shape }: ImageInput): (frame: PictureDown) => Uint8ClampedArray {
  const [batch, itemHeight, width] = shape;
  const height = batch * itemHeight;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser gives workers no 2d canvas');
  return ({ bitmap }) => {
    context.clearRect(0, 0, width, height);
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, width, height).data;
  };
}

/** How many different random tensors a tenant cycles through. */
const RANDOM_TENSORS = 4;

export function createRandomInput({ input }: Model, seed: number): TenantInput {
  const prng = createPrng(seed);
  const size = input.shape.reduce((product, side) => product * side, 1);
  const [low, high] = input.range;
  const tensors = Array.from({ length: RANDOM_TENSORS }, () =>
    input.dtype === 'int32'
      ? Int32Array.from({ length: size }, () => Math.round(low + (high - low) * prng.next()))
      : Float32Array.from({ length: size }, () => low + (high - low) * prng.next()),
  );
  let turn = 0;
  return {
    async next() {
      turn = (turn + 1) % tensors.length;
      return { data: tensors[turn] as TensorData, taken: null }; // turn < length
    },
  };
}
