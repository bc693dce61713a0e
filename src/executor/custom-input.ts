/**
 * Makes the inputs of a model that somebody brought, each by its feed: picture, sound, random numbers, typed numbers. It
 * knows neither backends nor outputs.
 */
import type { CustomModel, Feed, InputChoice } from '../domain/custom-model';
import type { AudioInput, ImageInput } from '../domain/model';
import { audioInputOf, type Dtype, imageInputOf } from './custom-frames';
import { createPictureFeed, createSoundFeed } from './custom-live-input';
import type { Taken } from './frame-reader';
import type { Fed, FeedMaker, FrameSource, InputMaker } from './input-maker';
import { createRandomTensors, sizeOf } from './random-tensors';
import type { TensorData } from './runtime';

const dtypeOf = ({ signature }: CustomModel, index: number): Dtype =>
  signature.inputs[index]?.dtype ?? 'float32';

/**
 * The inputs that take frames, by slot.
 * @throws EngineError `model-shape-invalid` when a shape does not fit what it is fed.
 */
export function liveInputsOfFeeds(model: CustomModel): readonly (ImageInput | AudioInput)[] {
  return model.inputs.flatMap((choice, index): readonly (ImageInput | AudioInput)[] => {
    if (choice.feed.kind === 'image')
      return [imageInputOf(model, choice, choice.feed, dtypeOf(model, index))];
    return choice.feed.kind === 'audio' ? [audioInputOf(choice, choice.feed)] : [];
  });
}

/**
 * @param frames null: random numbers stand in for pictures and sound.
 * @throws EngineError `model-shape-invalid`.
 */
export function createFeeds(model: CustomModel, seed: number, frames: FrameSource | null): InputMaker {
  let slot = 0;
  const feeds = model.inputs.map((choice, index) => {
    const live = frames !== null && (choice.feed.kind === 'image' || choice.feed.kind === 'audio');
    const source = live ? { frames, slot: slot++ } : null;
    return createFeed(model, choice, { index, seed: seed + index, source });
  });
  return {
    async next() {
      const fed = await Promise.all(feeds.map((next) => next()));
      return { data: fed.map(({ data }) => data), taken: placedBy(fed) };
    },
  };
}

/** Results lie where the first picture lay; without one, the sound's number says what was heard. */
function placedBy(fed: readonly Fed[]): Taken | null {
  const taken = fed.flatMap((one) => one.taken ?? []);
  return taken.find(({ source }) => source.kind === 'pixels') ?? taken[0] ?? null;
}

interface FeedOptions {
  readonly index: number;
  readonly seed: number;
  readonly source: { readonly frames: FrameSource; readonly slot: number } | null;
}

function createFeed(
  model: CustomModel,
  choice: InputChoice,
  { index, seed, source }: FeedOptions,
): FeedMaker {
  const { feed, shape } = choice;
  const dtype = dtypeOf(model, index);
  if (feed.kind === 'values') {
    const data = repeated(feed, sizeOf(shape), dtype);
    return () => ({ data, taken: null });
  }
  if (source !== null && feed.kind === 'image') return createPictureFeed(model, choice, feed, dtype, source);
  if (source !== null && feed.kind === 'audio') return createSoundFeed(model, choice, feed, dtype, source);
  const next = createRandomTensors({ shape, dtype, range: feed.range }, seed);
  return () => ({ data: next(), taken: null });
}

function repeated({ values }: Feed & { readonly kind: 'values' }, size: number, dtype: Dtype): TensorData {
  const data = dtype === 'float32' ? new Float32Array(size) : new Int32Array(size);
  for (let index = 0; index < size; index++) {
    const value = values[index % values.length] ?? 0;
    data[index] = dtype === 'bool' ? Number(value !== 0) : dtype === 'int32' ? Math.round(value) : value;
  }
  return data;
}
