/**
 * Pictures and sound as a custom model's input wants them: shape, range, type and layout. What was made of a frame is not
 * made again, and the array is kept. It knows no outputs.
 */
import type { CustomModel, InputChoice } from '../domain/custom-model';
import { type AudioFeed, audioInputOf, type Dtype, type ImageFeed, imageInputOf } from './custom-frames';
import type { Frame } from './frame-inbox';
import { createFrameReader, type Taken } from './frame-reader';
import type { Fed, FeedMaker, FrameSource } from './input-maker';
import type { TensorData } from './runtime';
import { pixelsOf, toSamples } from './tasks/pixels';

interface SlotSource {
  readonly frames: FrameSource;
  readonly slot: number;
}

/** @throws EngineError `model-shape-invalid`. */
export function createPictureFeed(
  model: CustomModel,
  choice: InputChoice,
  feed: ImageFeed,
  dtype: Dtype,
  source: SlotSource,
): FeedMaker {
  const input = imageInputOf(model, choice, feed, dtype);
  const planar = feed.layout === 'channels-first' && input.shape[3] === 3;
  let samples: TensorData | undefined;
  let planes: TensorData | undefined;
  return oncePerFrame(source, createFrameReader(model.name, input), (taken) => {
    samples = toSamples(pixelsOf(taken.source), input, samples);
    if (!planar) return samples;
    planes ??= samples.slice();
    return toPlanes(samples, planes);
  });
}

/** From pixel after pixel to one plane of each of three channels after the other. */
function toPlanes(samples: TensorData, planes: TensorData): TensorData {
  const size = samples.length / 3;
  for (let pixel = 0; pixel < size; pixel++) {
    for (let channel = 0; channel < 3; channel++)
      planes[channel * size + pixel] = samples[3 * pixel + channel] as number; // both are 3 × size long
  }
  return planes;
}

export function createSoundFeed(
  model: CustomModel,
  choice: InputChoice,
  feed: AudioFeed,
  dtype: Dtype,
  source: SlotSource,
): FeedMaker {
  const input = audioInputOf(choice, feed);
  const [, length] = input.shape;
  const [low, high] = feed.range;
  const data = dtype === 'float32' ? new Float32Array(length) : new Int32Array(length);
  return oncePerFrame(source, createFrameReader(model.name, input), ({ source: heard }) => {
    if (heard.kind !== 'sound' || heard.samples.length !== length)
      throw new Error(`invariant broken: ${model.name} was not given ${length} samples`);
    for (let index = 0; index < length; index++) {
      const value = low + ((high - low) * ((heard.samples[index] as number) + 1)) / 2; // index < length
      data[index] = dtype === 'float32' ? value : Math.round(value);
    }
    return data;
  });
}

function oncePerFrame(
  { frames, slot }: SlotSource,
  read: (frame: Frame) => Taken,
  convert: (taken: Taken) => TensorData,
): FeedMaker {
  let made: (Fed & { readonly frame: Frame }) | null = null;
  return async () => {
    const frame = await frames.newest(slot);
    if (made?.frame === frame) return made;
    const taken = read(frame);
    made = { frame, data: convert(taken), taken };
    return made;
  };
}
