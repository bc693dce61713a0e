/** Boxes in any of the orders and units that networks use, as centre and size in fractions of the input. */
import type { CustomModel } from '../../../domain/custom-model';
import type { TensorData } from '../../runtime';
import { type Showing, unshowable } from './named-output';

type BoxesView = Showing<'boxes'>['view'];

/** To centre x, centre y, width, height. */
export function centred(
  [a = 0, b = 0, c = 0, d = 0]: TensorData,
  order: BoxesView['order'],
): readonly number[] {
  switch (order) {
    case 'yxyx':
      return [(b + d) / 2, (a + c) / 2, d - b, c - a];
    case 'xyxy':
      return [(a + c) / 2, (b + d) / 2, c - a, d - b];
    case 'xywh':
      return [a + c / 2, b + d / 2, c, d];
    case 'centre-xywh':
      return [a, b, c, d];
  }
}

/** @throws EngineError `output-invalid` when boxes are in pixels of a picture that the model does not take. */
export function unitOf(
  model: CustomModel,
  { unit }: BoxesView,
): (values: readonly number[]) => readonly number[] {
  if (unit === 'fraction') return (values) => values;
  const input =
    model.inputs.find(({ feed }) => feed.kind === 'image') ??
    model.inputs.find(({ shape }) => shape.length === 4);
  if (input === undefined)
    throw unshowable(model, 'takes no picture, so its boxes cannot be in pixels of one');
  const first = input.feed.kind === 'image' && input.feed.layout === 'channels-first';
  const [height = 1, width = 1] = first ? input.shape.slice(2) : input.shape.slice(1);
  return ([x = 0, y = 0, across = 0, down = 0]) => [x / width, y / height, across / width, down / height];
}
