/**
 * Turns frames into what a task or a feed reads: pixels or samples, with the place that they show. Pixels are read when
 * somebody asks for them: a network that takes the picture itself never does. It knows no model.
 */
import { assert } from '../base/assert';
import type { AudioInput, ImageInput } from '../domain/model';
import type { Box } from '../domain/result';
import type { Frame, PictureFrame } from './frame-inbox';
import type { SharedPicture } from './shared-picture';
import type { TaskSource } from './tasks/task';

/** What was taken from a live input or handed on: what its result needs to be placed, and others to be cut out of it. */
export interface Taken {
  readonly frameNumber: number | null;
  /** ms since the epoch on the page's clock; null for sound. */
  readonly capturedAt: number | null;
  readonly regions: readonly Box[];
  readonly regionFound: boolean;
  /** Pixels of `bitmap` are read when they are asked for first: who asks later than its turn holds it. */
  readonly source: TaskSource;
  /** What the model looks at, of its input's size; lent. Null when it did not come as a bitmap. */
  readonly bitmap: SharedPicture | null;
  /** The whole frame, when somebody wants parts of it; lent. */
  readonly picture: SharedPicture | null;
}

export const WHOLE_FRAME: Box = { x: 0, y: 0, width: 1, height: 1 };

/** @param name of the model, for what is said when a frame is not of its kind: that is a bug. */
export function createFrameReader(name: string, input: ImageInput | AudioInput): (frame: Frame) => Taken {
  if (input.kind === 'audio') {
    return (frame) => {
      assert(frame.kind === 'sound', `a picture came for ${name}, which listens`);
      const { frameNumber, samples, startSeconds } = frame;
      const source = { kind: 'sound', samples, startSeconds } as const;
      const nothing = { capturedAt: null, bitmap: null, picture: null };
      return { frameNumber, regions: [WHOLE_FRAME], regionFound: true, source, ...nothing };
    };
  }
  const readPixels = createPixelReader(input);
  return (frame) => {
    assert(frame.kind === 'frame', `sound came for ${name}, which looks at pictures`);
    const { frameNumber, regions, regionFound, capturedAt, bitmap, picture } = frame;
    const source = new PixelsOnDemand(() => readPixels(frame));
    return { frameNumber, regions, regionFound, capturedAt, bitmap, picture, source };
  };
}

class PixelsOnDemand {
  readonly kind = 'pixels';
  #pixels: Uint8ClampedArray | null = null;

  constructor(private readonly read: () => Uint8ClampedArray) {}

  get pixels(): Uint8ClampedArray {
    this.#pixels ??= this.read();
    return this.#pixels;
  }
}

/** Reads bitmaps through one canvas, kept; the items of a batch stand one above the other. */
function createPixelReader({ shape }: ImageInput): (frame: PictureFrame) => Uint8ClampedArray {
  const [batch, itemHeight, width] = shape;
  const height = batch * itemHeight;
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser gives workers no 2d canvas');
  return ({ bitmap }) => {
    context.clearRect(0, 0, width, height);
    context.drawImage(bitmap.bitmap, 0, 0);
    return context.getImageData(0, 0, width, height).data;
  };
}
