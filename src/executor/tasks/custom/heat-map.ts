/** One channel of an output from its lowest to its highest number, in colours of even steps. */
import type { Result } from '../../../domain/result';
import type { OutputTensor, TensorData } from '../../runtime';
import { COLOURS, STEPS } from './even-colours';
import { namedOutput, type Showing, unshowable } from './named-output';
import { drawPlane, type Plane, planeOf } from './plane';

/** @throws EngineError `output-invalid`. */
export function showHeatMap(
  outputs: readonly OutputTensor[],
  { model, view, region }: Showing<'heat-map'>,
): Result {
  const output = namedOutput(outputs, view.output, model);
  const plane = planeOf(output, model);
  const { channel } = view;
  if (channel >= plane.channels) {
    throw unshowable(
      model,
      `returned ${output.name} with ${plane.channels} channels, there is no channel ${channel}`,
    );
  }
  const { low, high } = reach(output.data, plane, channel);
  const toStep = high === low ? 0 : (STEPS - 1) / (high - low);
  const picture = drawPlane(plane, (pixels, to, from) => {
    const step = Math.round(((output.data[from + channel] as number) - low) * toStep); // inside the plane
    pixels.set(COLOURS.subarray(4 * step, 4 * step + 4), to);
  });
  return { kind: 'picture', region, ...picture, scale: { low, high } };
}

function reach(data: TensorData, { height, width, channels }: Plane, channel: number) {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = channel; at < height * width * channels; at += channels) {
    const value = data[at] as number; // inside the plane
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}
