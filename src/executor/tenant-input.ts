/** Makes a tenant's input, request by request: from the newest scene frame, or from seeded random numbers. */
import { createPrng } from '../base/prng';
import type { Model } from '../domain/model';
import type { Box } from '../domain/result';
import type { FrameDown } from '../protocol/frame-channel';
import type { FrameInbox } from './frame-inbox';
import type { TensorData } from './runtime';
import type { Task } from './tasks/task';

/** What the result of an input needs to be placed in the frame. */
export interface InputContext {
  readonly frameNumber: number | null;
  readonly region: Box;
  readonly regionFound: boolean;
}

interface PreparedInput {
  readonly data: TensorData;
  readonly context: InputContext;
}

export interface TenantInput {
  next(): Promise<PreparedInput>;
}

/**
 * Crops have been made on the way; here pixels become numbers. One canvas and one array per tenant, kept: an executor
 * serves one request at a time, so the inference before has read the array. A frame that was prepared already is not
 * prepared again: a closed loop faster than the camera sees the same frame several times.
 */
export function createSceneInput(tenantId: string, model: Model, task: Task, inbox: FrameInbox): TenantInput {
  const [, height, width] = model.input.shape;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser gives workers no 2d canvas');
  let data: TensorData | undefined;
  let prepared: FrameDown | null = null;
  return {
    async next() {
      const frame = await inbox.newest(tenantId);
      if (frame !== prepared || data === undefined) {
        context.clearRect(0, 0, width, height);
        context.drawImage(frame.bitmap, 0, 0);
        const pixels = context.getImageData(0, 0, width, height).data;
        data = task.preprocess(pixels, model, data);
        prepared = frame;
      }
      const { frameNumber, region, regionFound } = frame;
      return { data, context: { frameNumber, region, regionFound } };
    },
  };
}

/** How many different random tensors a tenant cycles through. */
const RANDOM_TENSORS = 4;

export function createRandomInput(model: Model, seed: number): TenantInput {
  const prng = createPrng(seed);
  const size = model.input.shape.reduce((product, side) => product * side, 1);
  const [low, high] = model.input.range;
  const tensors = Array.from({ length: RANDOM_TENSORS }, () =>
    model.input.dtype === 'int32'
      ? Int32Array.from({ length: size }, () => Math.round(low + (high - low) * prng.next()))
      : Float32Array.from({ length: size }, () => low + (high - low) * prng.next()),
  );
  let turn = 0;
  return {
    async next() {
      turn = (turn + 1) % tensors.length;
      const data = tensors[turn] as TensorData; // turn < length
      return {
        data,
        context: { frameNumber: null, region: { x: 0, y: 0, width: 1, height: 1 }, regionFound: true },
      };
    },
  };
}
