/** What a decoder is told besides the outputs, for tests: name what matters, the rest is plausible. */
import type { ImageInput, ImageModel } from '../domain/model';
import type { Box } from '../domain/result';
import type { DecodeContext } from '../executor/tasks/task';
import { model } from './builders';

export const WHOLE_FRAME: Box = { x: 0, y: 0, width: 1, height: 1 };

/** A model that takes pictures: 2 × 2 px of three channels 0..1 of the whole frame, unless said otherwise. */
export function imageModel(name: string, input: Partial<ImageInput> = {}): ImageModel {
  const plain: ImageInput = {
    kind: 'image',
    shape: [1, 2, 2, 3],
    dtype: 'float32',
    range: [0, 1],
    region: 'frame',
    regionScale: 1,
  };
  return { ...model(name), input: { ...plain, ...input } };
}

/** One region, the whole frame, unless said otherwise. */
export function decodeContext(
  model: ImageModel,
  change: Partial<Omit<DecodeContext, 'model'>> = {},
): DecodeContext {
  const region = change.region ?? change.regions?.[0] ?? WHOLE_FRAME;
  const source = { kind: 'pixels', pixels: new Uint8ClampedArray() } as const;
  return { regions: [region], regionFound: true, source, ...change, region, model };
}
