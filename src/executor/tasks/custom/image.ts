/** One output as a picture: grey, colours, or colours with transparency. */
import type { Result } from '../../../domain/result';
import type { OutputTensor } from '../../runtime';
import { namedOutput, type Showing, unshowable } from './named-output';
import { drawPlane, planeOf } from './plane';

/** @throws EngineError `output-invalid`. */
export function showImage(
  outputs: readonly OutputTensor[],
  { model, view, region }: Showing<'image'>,
): Result {
  const output = namedOutput(outputs, view.output, model);
  const plane = planeOf(output, model);
  const { channels } = plane;
  if (channels !== 1 && channels !== 3 && channels !== 4) {
    throw unshowable(model, `returned ${output.name} with ${channels} channels: a picture has 1, 3 or 4`);
  }
  const [black, white] = view.range;
  const scale = 255 / (white === black ? 1 : white - black);
  const colours = channels === 1 ? 1 : 3;
  const levelAt = (at: number) => ((output.data[at] as number) - black) * scale; // inside the plane; the array clamps
  const picture = drawPlane(plane, (pixels, to, from) => {
    for (let channel = 0; channel < 3; channel++) pixels[to + channel] = levelAt(from + (channel % colours));
    pixels[to + 3] = channels === 4 ? levelAt(from + 3) : 255;
  });
  return { kind: 'picture', region, ...picture, scale: null };
}
