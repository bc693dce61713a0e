/** What a custom model's feed asks of the frame channel: pictures and sound of which shape. It makes no numbers. */
import type { CustomModel, Feed, InputChoice } from '../domain/custom-model';
import { EngineError } from '../domain/errors';
import type { AudioInput, ImageInput } from '../domain/model';
import { sizeOf } from './random-tensors';

export type ImageFeed = Feed & { readonly kind: 'image' };
export type AudioFeed = Feed & { readonly kind: 'audio' };
export type Dtype = CustomModel['signature']['inputs'][number]['dtype'];

/** @throws EngineError `model-shape-invalid`. */
export function imageInputOf(
  { name: model }: CustomModel,
  { name, shape }: InputChoice,
  { fit, range, layout }: ImageFeed,
  dtype: Dtype,
): ImageInput {
  const last = layout === 'channels-last';
  const [batch, height = 0, width = 0, channels] = last ? shape : [shape[0], shape[2], shape[3], shape[1]];
  if (shape.length !== 4 || batch !== 1 || (channels !== 1 && channels !== 3)) {
    const wanted = last ? '[1, height, width, 1 or 3]' : '[1, 1 or 3, height, width]';
    throw new EngineError(
      'model-shape-invalid',
      `${model}: a picture for the input ${name} wants ${wanted}, and its shape is [${shape.join(', ')}]. Choose another shape, or feed it something else.`,
    );
  }
  return {
    kind: 'image',
    shape: [1, height, width, channels],
    dtype: dtype === 'float32' ? 'float32' : 'int32',
    range,
    region: fit === 'crop' ? 'centre' : 'frame',
    regionScale: 1,
  };
}

export const audioInputOf = ({ shape }: InputChoice, { range, sampleRateHz }: AudioFeed): AudioInput => ({
  kind: 'audio',
  shape: [1, sizeOf(shape), 1],
  dtype: 'float32',
  range,
  sampleRateHz,
});
